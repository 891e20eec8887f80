package dev.gatelock.runner;

import dev.gatelock.Gate;
import dev.gatelock.Scope;
import dev.gatelock.runner.spi.GatewayAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects settings for a {@link GatewayRunner}. Not thread-safe; use it once. */
public final class GatewayRunnerBuilder {
    private final Gate gate;
    private final List<GatewayAdapter> adapters = new ArrayList<>();
    private final List<Scope> scopes = new ArrayList<>();
    private RunnerConfig.Entry entry = RunnerConfig.Entry.CLAIM;
    private RunnerConfig.Work work = RunnerConfig.Work.none();
    private Map<String, String> environment = System.getenv();
    private Consumer<String> notices = line -> {};

    GatewayRunnerBuilder(Gate gate) {
        this.gate = gate;
    }

    /** How to get the lock; a plain claim unless set. */
    public GatewayRunnerBuilder entry(RunnerConfig.Entry how) {
        entry = how;
        return this;
    }

    /** Adds an adapter; they start in this order and stop in the reverse one. */
    public GatewayRunnerBuilder adapter(GatewayAdapter adapter) {
        adapters.add(adapter);
        return this;
    }

    /** Adds a scope: the run is refused while another process uses it, and keeps it until everything outside is closed. */
    public GatewayRunnerBuilder scope(Scope scope) {
        scopes.add(scope);
        return this;
    }

    /** What to run; nothing but the adapters unless set. */
    public GatewayRunnerBuilder work(RunnerConfig.Work what) {
        work = what;
        return this;
    }

    /** Settings for adapters; this process's environment unless set. */
    public GatewayRunnerBuilder environment(Map<String, String> settings) {
        environment = settings;
        return this;
    }

    /** Takes lines for people as they come up; dropped unless set. */
    public GatewayRunnerBuilder notices(Consumer<String> consumer) {
        notices = consumer;
        return this;
    }

    /** Builds the runner; touches nothing yet. */
    public GatewayRunner build() {
        return new GatewayRunner(new RunnerConfig(gate, entry, work, adapters, environment, scopes, notices));
    }
}
