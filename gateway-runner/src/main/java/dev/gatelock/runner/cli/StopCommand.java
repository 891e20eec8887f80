package dev.gatelock.runner.cli;

import dev.gatelock.Gate;
import dev.gatelock.GatelockException;
import dev.gatelock.StopOutcome;
import dev.gatelock.runner.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway stop}: asks the running instance to end and waits for it. */
@Command(
        name = "stop",
        description =
                "Asks the running instance to end (it exits 0) and waits until nothing runs any more. Forces nobody.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait (default ${DEFAULT-VALUE}).")
    private Duration timeout;

    StopCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Logging.level("warn");
        try {
            StopOutcome outcome = Gate.at(home.path()).open().stop(timeout);
            Logging.line("gateway: " + outcome.message());
            return status(outcome).number();
        } catch (GatelockException e) {
            return Logging.failure(e);
        }
    }

    static ExitCode status(StopOutcome outcome) {
        switch (outcome.result()) {
            case STOPPED:
            case NOT_RUNNING:
                return ExitCode.OK;
            case DENIED:
                return ExitCode.PERMISSION;
            case UNPROVEN:
                return ExitCode.REFUSED;
            default:
                return ExitCode.FAILED;
        }
    }
}
