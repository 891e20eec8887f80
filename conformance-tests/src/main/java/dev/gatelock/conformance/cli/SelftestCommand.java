package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.selftest.Selftest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code selftest}: the suite judges programs whose defects are known. */
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        description =
                "Judges miniature subjects with known defects, to show that the suite can fail; the last line is the verdict.")
final class SelftestCommand implements Callable<Integer> {

    SelftestCommand() {}

    @Override
    public Integer call() throws IOException {
        return new Selftest(System.out).run().code();
    }
}
