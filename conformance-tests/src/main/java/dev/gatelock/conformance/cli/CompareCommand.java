package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.results.Comparison;
import dev.gatelock.conformance.results.ResultsFile;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.run.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code compare}: two runs. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Tells what became better or worse from one run to another; exits 1 when anything became worse.")
final class CompareCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "a results folder or results.json")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "a results folder or results.json")
    private Path after;

    CompareCommand() {}

    @Override
    public Integer call() {
        RunReport old = ResultsFile.read(before);
        RunReport fresh = ResultsFile.read(after);
        Comparison comparison = Comparison.of(old, fresh);
        System.out.println(old.title() + " (" + old.settings().began() + ") -> " + fresh.title() + " ("
                + fresh.settings().began() + ")");
        print("worse", comparison.worse());
        print("better", comparison.better());
        print("other", comparison.other());
        System.out.println("before: " + old.claim().text());
        System.out.println("after:  " + fresh.claim().text());
        System.out.println(
                comparison.worse().isEmpty()
                        ? "nothing became worse"
                        : comparison.worse().size() + " became worse");
        return comparison.worse().isEmpty() ? ExitCode.AS_EXPECTED.code() : ExitCode.DIFFERS.code();
    }

    private static void print(String title, List<Comparison.Change> changes) {
        changes.forEach(change -> System.out.println("  " + title + "  " + change));
    }
}
