package dev.gatelock.runner.cli;

import dev.gatelock.GateConfig;
import dev.gatelock.Scope;
import dev.gatelock.runner.ExitCode;
import dev.gatelock.runner.RunnerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gateway run}. */
@Command(
        name = "run",
        description = "Claims the home, then runs COMMAND (or the adapters on the class path) until it ends.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  gateway run -- python3 -m http.server",
            "  gateway run --replace --home /var/lib/bot -- ./bot",
            "  gateway run --scope telegram-bot-token=env:TOKEN -- ./bot",
        })
final class RunCommand implements Callable<Integer> {
    @Option(names = "--replace", description = "End the running instance first: ask, wait --grace, then force.")
    private boolean replace;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = RunOptions.Patience.DEFAULT,
            description = "How long to wait for a lock whose holder is ending or unknown (default ${DEFAULT-VALUE}).")
    private Duration wait;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = RunOptions.Patience.DEFAULT,
            description =
                    "How long a replaced instance, or COMMAND, may take to end by itself (default ${DEFAULT-VALUE}).")
    private Duration grace;

    @Option(
            names = "--kind",
            paramLabel = "NAME",
            defaultValue = GateConfig.DEFAULT_KIND,
            description = "What the record says this is (default ${DEFAULT-VALUE}).")
    private String kind;

    @Option(
            names = "--scope",
            paramLabel = "NAME=IDENTITY",
            description = {
                "Something that only one program on this machine may use, such as a bot token; repeatable.",
                "NAME=@FILE takes the identity from the first line of a file, NAME=env:VARIABLE from the environment:",
                "then the list of processes does not show it. Only its hash is ever written."
            })
    private List<String> scopes = new ArrayList<>();

    @Option(names = "--exec", description = "Let COMMAND take this process over: same pid, lock kept, no JVM stays.")
    private boolean exec;

    @CommandLine.ArgGroup(exclusive = true)
    private Volume volume = new Volume();

    /** How much to say. */
    static final class Volume {
        @Option(names = "-q", description = "Say nothing but refusals and failures.")
        private boolean quiet;

        @Option(names = "-v", description = "Say more.")
        private boolean verbose;
    }

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "The program to run, after '--', with its arguments.")
    private List<String> command = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    RunCommand() {}

    @Override
    public Integer call() {
        if (exec && command.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--exec needs a COMMAND after '--'");
        }
        try {
            return Runs.run(options());
        } catch (ScopeArgument.Unavailable e) {
            Logging.line("gateway: " + e.getMessage());
            return ExitCode.CONFIGURATION.number();
        }
    }

    private List<Scope> scopes() {
        List<Scope> parsed = new ArrayList<>();
        for (String scope : scopes) {
            try {
                parsed.add(ScopeArgument.parse(scope, System.getenv()));
            } catch (ScopeArgument.Unavailable e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
            }
        }
        return parsed;
    }

    RunOptions options() {
        return new RunOptions(
                new RunOptions.Guarded(home.path(), scopes()),
                replace ? RunnerConfig.Entry.REPLACE : RunnerConfig.Entry.CLAIM,
                new RunOptions.Patience(wait, grace),
                kind,
                volume.quiet
                        ? RunOptions.Volume.QUIET
                        : volume.verbose ? RunOptions.Volume.VERBOSE : RunOptions.Volume.NORMAL,
                new RunOptions.Command(command, exec ? RunnerConfig.Style.EXEC : RunnerConfig.Style.CHILD),
                spec.commandLine().getParent().getParseResult().originalArgs());
    }
}
