package dev.gatelock.runner.cli;

import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.runner.GatewayRunner;
import dev.gatelock.runner.GatewayRunnerBuilder;
import dev.gatelock.runner.RunResult;
import dev.gatelock.runner.RunnerConfig;
import dev.gatelock.runner.spi.GatewayAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
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
        })
final class RunCommand implements Callable<Integer> {
    @Option(names = "--replace", description = "End the running instance first: ask, wait --grace, then force.")
    private boolean replace;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long to wait for a lock whose holder is ending or unknown (default ${DEFAULT-VALUE}).")
    private Duration wait;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long a replaced instance, or COMMAND, may take to end by itself (default ${DEFAULT-VALUE}).")
    private Duration grace;

    @Option(
            names = "--kind",
            paramLabel = "NAME",
            defaultValue = GateConfig.DEFAULT_KIND,
            description = "What the record says this is (default ${DEFAULT-VALUE}).")
    private String kind;

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

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The program to run, after '--', with its arguments.")
    private List<String> command = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    RunCommand() {}

    @Override
    public Integer call() {
        Logging.level(volume.quiet ? "error" : volume.verbose ? "debug" : "warn");
        if (exec && command.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--exec needs a COMMAND after '--'");
        }
        Gate gate = Gate.at(home.path())
                .kind(kind)
                .argv(recordedArguments())
                .patience(new GateConfig.Patience(wait, grace, Duration.ofSeconds(10)))
                .open();
        GatewayRunnerBuilder builder = GatewayRunner.of(gate)
                .entry(replace ? RunnerConfig.Entry.REPLACE : RunnerConfig.Entry.CLAIM)
                .work(new RunnerConfig.Work(
                        command,
                        exec ? RunnerConfig.Style.EXEC : RunnerConfig.Style.CHILD,
                        RunnerConfig.Signals.HANDLED,
                        grace))
                .notices(volume.quiet ? line -> {} : Logging::line);
        for (GatewayAdapter adapter : ServiceLoader.load(GatewayAdapter.class)) {
            builder.adapter(adapter);
        }
        RunResult result = builder.build().run();
        boolean failed = result.status() != 0;
        for (String message : result.messages()) {
            if (failed || !volume.quiet) {
                Logging.line("gateway: " + message);
            }
        }
        return result.status();
    }

    /** With {@code --exec} the process will show the command's arguments, so the record must, too. */
    private List<String> recordedArguments() {
        if (exec) {
            return command;
        }
        List<String> arguments = new ArrayList<>();
        arguments.add("gateway");
        arguments.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
        return arguments;
    }
}
