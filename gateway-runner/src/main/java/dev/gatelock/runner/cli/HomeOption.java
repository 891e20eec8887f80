package dev.gatelock.runner.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which home a command is about. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "The directory to guard. Default: $GATEWAY_HOME, else $XDG_STATE_HOME/gateway, else ~/.local/state/gateway.")
    private String home;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    HomeOption() {}

    Path path() {
        if (home != null && home.isBlank()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--home needs a directory");
        }
        try {
            return Homes.resolve(home, System.getenv());
        } catch (InvalidPathException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "the home '" + e.getInput() + "' is no path");
        }
    }
}
