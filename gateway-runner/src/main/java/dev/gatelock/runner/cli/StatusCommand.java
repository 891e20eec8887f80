package dev.gatelock.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway status}: looks, and changes nothing. */
@Command(
        name = "status",
        description = "Tells who holds the home. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit statuses: 0 running, 1 dead and gateway.pid left, 2 dead and an owner left",
            "in gateway.lock, 3 not running, 4 it cannot be told."
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    StatusCommand() {}

    @Override
    public Integer call() {
        return StatusReport.print(home.path(), json);
    }
}
