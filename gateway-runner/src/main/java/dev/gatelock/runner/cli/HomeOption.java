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
            description = "The directory to guard. Default: $GATEWAY_HOME, else $XDG_STATE_HOME/gateway, else ~/.local/state/gateway.")
    private String home;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    HomeOption() {}

    /** Absolute from the start, so that nothing that changes later can move it (#56986). */
    Path path() {
        try {
            return choose().toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "the home '" + e.getInput() + "' is no path");
        }
    }

    private Path choose() {
        if (home != null) {
            if (home.isBlank()) {
                throw new CommandLine.ParameterException(spec.commandLine(), "--home needs a directory");
            }
            return Path.of(home);
        }
        String own = System.getenv("GATEWAY_HOME");
        if (set(own)) {
            return Path.of(own);
        }
        String local = System.getenv("LOCALAPPDATA");
        if (java.io.File.separatorChar == '\\' && set(local)) {
            return Path.of(local, "gateway");
        }
        String state = System.getenv("XDG_STATE_HOME");
        return set(state) ? Path.of(state, "gateway") : Path.of(System.getProperty("user.home"), ".local", "state", "gateway");
    }

    private static boolean set(String value) {
        return value != null && !value.isBlank();
    }
}
