package dev.gatelock.runner.cli;

import dev.gatelock.Gate;
import dev.gatelock.GatelockException;
import dev.gatelock.Standing;
import dev.gatelock.StopOutcome;
import dev.gatelock.runner.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway restart}: asks the running instance to end so that its supervisor starts it again. */
@Command(
        name = "restart",
        description =
                "Asks the running instance to end with status 75, so that its supervisor starts it again, and waits for that.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It starts nothing itself, a supervisor must (RestartForceExitStatus=75).",
            "Without a supervisor use 'gateway run --replace'."
        })
final class RestartCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 200;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for the end, and then for the new start (default ${DEFAULT-VALUE}).")
    private Duration timeout;

    RestartCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Logging.level("warn");
        Gate gate = Gate.at(home.path()).open();
        try {
            StopOutcome outcome = gate.restart(timeout);
            if (outcome.result() == StopOutcome.Result.NOT_RUNNING) {
                Logging.line("gateway: " + outcome.message()
                        + "; there is nothing to restart. Start it with 'gateway run'.");
                return ExitCode.FAILED.number();
            }
            if (outcome.result() != StopOutcome.Result.STOPPED) {
                Logging.line("gateway: " + outcome.message());
                return StopCommand.status(outcome).number();
            }
        } catch (GatelockException e) {
            return Logging.failure(e);
        }
        return awaitNext(gate);
    }

    private int awaitNext(Gate gate) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        do {
            Standing standing = gate.probe();
            if (standing.state() == Standing.State.RUNNING) {
                Logging.line("gateway: restarted; " + standing.message());
                return ExitCode.OK.number();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } while (end - System.nanoTime() > 0);
        Logging.line("gateway: it has ended as asked, but nothing has started it again; is there a supervisor?");
        return ExitCode.FAILED.number();
    }
}
