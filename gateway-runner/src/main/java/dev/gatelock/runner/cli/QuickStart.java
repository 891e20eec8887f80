package dev.gatelock.runner.cli;

import dev.gatelock.GateConfig;
import dev.gatelock.Scope;
import dev.gatelock.runner.RunnerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command lines that supervisors and scripts type, without the cost of a command line library: with it, an empty JVM
 * would take a sixth of the time of {@code gateway status}. Whatever is not plainly well-formed here is left to the library, which
 * owns help, errors and every other spelling; a test holds the two against each other.
 */
final class QuickStart {
    private QuickStart() {}

    /** The exit status, or null if the library has to parse this. */
    static Integer execute(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("status")) {
            Look look = look(arguments);
            return look == null ? null : StatusReport.print(Homes.resolve(look.home(), System.getenv()), look.json());
        }
        if (arguments.length > 0 && arguments[0].equals("run")) {
            RunOptions options = run(arguments);
            return options == null ? null : Runs.run(options);
        }
        return null;
    }

    private record Look(String home, boolean json) {}

    private static Look look(String[] arguments) {
        String home = null;
        boolean json = false;
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals("--json") && !json) {
                json = true;
            } else if (arguments[i].equals("--home") && home == null && value(arguments, i + 1)) {
                home = arguments[++i];
            } else {
                return null;
            }
        }
        return new Look(home, json);
    }

    /** Whether there is an argument that can only be a value. */
    private static boolean value(String[] arguments, int index) {
        return index < arguments.length && !arguments[index].isBlank() && arguments[index].charAt(0) != '-';
    }

    static RunOptions run(String[] arguments) {
        String home = null;
        String wait = null;
        String grace = null;
        String kind = null;
        boolean replace = false;
        boolean exec = false;
        RunOptions.Volume volume = null;
        List<Scope> scopes = new ArrayList<>();
        List<String> command = List.of();
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("--")) {
                command = Arrays.asList(arguments).subList(i + 1, arguments.length);
                break;
            } else if (argument.equals("--replace") && !replace) {
                replace = true;
            } else if (argument.equals("--exec") && !exec) {
                exec = true;
            } else if (argument.equals("-q") && volume == null) {
                volume = RunOptions.Volume.QUIET;
            } else if (argument.equals("-v") && volume == null) {
                volume = RunOptions.Volume.VERBOSE;
            } else if (argument.equals("--home") && home == null && value(arguments, i + 1)) {
                home = arguments[++i];
            } else if (argument.equals("--wait") && wait == null && value(arguments, i + 1)) {
                wait = arguments[++i];
            } else if (argument.equals("--grace") && grace == null && value(arguments, i + 1)) {
                grace = arguments[++i];
            } else if (argument.equals("--kind") && kind == null && value(arguments, i + 1)) {
                kind = arguments[++i];
            } else if (argument.equals("--scope") && value(arguments, i + 1)) {
                Scope scope = scope(arguments[++i]);
                if (scope == null) {
                    return null;
                }
                scopes.add(scope);
            } else {
                return null;
            }
        }
        if (exec && command.isEmpty()) {
            return null;
        }
        try {
            return new RunOptions(
                    new RunOptions.Guarded(Homes.resolve(home, System.getenv()), scopes),
                    replace ? RunnerConfig.Entry.REPLACE : RunnerConfig.Entry.CLAIM,
                    new RunOptions.Patience(duration(wait), duration(grace)),
                    kind == null ? GateConfig.DEFAULT_KIND : kind,
                    volume == null ? RunOptions.Volume.NORMAL : volume,
                    new RunOptions.Command(
                            new ArrayList<>(command), exec ? RunnerConfig.Style.EXEC : RunnerConfig.Style.CHILD),
                    Arrays.asList(arguments));
        } catch (IllegalArgumentException e) {
            return null; // the library says what is wrong
        }
    }

    /** Null if the library has to say what is wrong. */
    private static Scope scope(String argument) {
        try {
            return ScopeArgument.parse(argument, System.getenv());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Duration duration(String text) {
        return Durations.parse(text == null ? RunOptions.Patience.DEFAULT : text);
    }
}
