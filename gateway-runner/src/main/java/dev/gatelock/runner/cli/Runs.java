package dev.gatelock.runner.cli;

import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.Scope;
import dev.gatelock.runner.GatewayRunner;
import dev.gatelock.runner.GatewayRunnerBuilder;
import dev.gatelock.runner.RunResult;
import dev.gatelock.runner.RunnerConfig;
import dev.gatelock.runner.spi.GatewayAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Carries out {@code gateway run}. */
final class Runs {
    private static final Duration KILL_BOUND = Duration.ofSeconds(10);

    private Runs() {}

    /** Runs and returns the exit status. */
    static int run(RunOptions options) {
        Logging.level(options.volume().level());
        boolean quiet = options.volume() == RunOptions.Volume.QUIET;
        Gate gate = Gate.at(options.guarded().home())
                .kind(options.kind())
                .argv(recordedArguments(options))
                .patience(new GateConfig.Patience(
                        options.patience().claim(), options.patience().grace(), KILL_BOUND))
                .open();
        GatewayRunnerBuilder builder = GatewayRunner.of(gate)
                .entry(options.entry())
                .work(new RunnerConfig.Work(
                        options.work().line(),
                        options.work().style(),
                        RunnerConfig.Signals.HANDLED,
                        options.patience().grace()));
        for (Scope scope : options.guarded().scopes()) {
            builder.scope(scope);
        }
        builder.notices(line -> {
            if (!quiet) {
                Logging.line(line);
            }
        });
        for (GatewayAdapter adapter : ServiceLoader.load(GatewayAdapter.class)) {
            builder.adapter(adapter);
        }
        RunResult result = builder.build().run();
        for (String message : result.messages()) {
            if (result.status() != 0 || !quiet) {
                Logging.line("gateway: " + message);
            }
        }
        return result.status();
    }

    /** With {@code --exec} the process will show the command's arguments, so the record must, too. */
    private static List<String> recordedArguments(RunOptions options) {
        if (options.work().style() == RunnerConfig.Style.EXEC) {
            return options.work().line();
        }
        List<String> arguments = new ArrayList<>();
        arguments.add("gateway");
        arguments.addAll(options.arguments());
        return arguments;
    }
}
