package dev.gatelock.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gateway locks}: looks, and changes nothing. */
@Command(
        name = "locks",
        description = {
            "Tells who uses which scope (--scope of 'run'), by the hash of its identity. Changes nothing.",
            "Directory: $HERMES_GATEWAY_LOCK_DIR, else hermes/gateway-locks in $XDG_STATE_HOME or ~/.local/state."
        },
        mixinStandardHelpOptions = true)
final class LocksCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    LocksCommand() {}

    @Override
    public Integer call() {
        return LocksReport.print(json);
    }
}
