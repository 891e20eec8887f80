package dev.gatelock.runner.internal;

import dev.gatelock.StateUpdate;
import dev.gatelock.runner.spi.AdapterConfigurationException;
import dev.gatelock.runner.spi.AdapterContext;
import dev.gatelock.runner.spi.GatewayAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts adapters in order and stops them in the reverse one, each within a bound. Used by one run. */
final class Adapters {
    /** How long an adapter may take to stop. */
    static final Duration STOP_BOUND = Duration.ofSeconds(5);

    private final List<GatewayAdapter> adapters;
    private final AdapterContext context;
    private final Deque<GatewayAdapter> started = new ArrayDeque<>();
    private final Map<String, StateUpdate.Adapter> states = new LinkedHashMap<>();
    private boolean stopping;

    Adapters(List<GatewayAdapter> adapters, AdapterContext context) {
        this.adapters = adapters;
        this.context = context;
    }

    /** Starts them all; the first failure ends it. */
    Optional<Ending.AdapterFailed> start() {
        for (GatewayAdapter adapter : adapters) {
            Optional<Ending.AdapterFailed> failure = start(adapter);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<Ending.AdapterFailed> start(GatewayAdapter adapter) {
        try {
            if (adapter.wanted(context) && begins(adapter)) {
                adapter.start(context);
                state(adapter.name(), "connected", Optional.empty());
            }
            return Optional.empty();
        } catch (AdapterConfigurationException e) {
            state(adapter.name(), "fatal", Optional.of(e.getMessage()));
            return Optional.of(new Ending.AdapterFailed(adapter.name(), e.getMessage(), true));
        } catch (Throwable e) { // a missing class is an error and no exception, and it is a failed start, too
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            state(adapter.name(), "fatal", Optional.of(why));
            return Optional.of(new Ending.AdapterFailed(adapter.name(), why, false));
        }
    }

    /** Once stopping has begun nothing starts any more, whenever a hanging start returns: the lock may be gone by then (I8). */
    private synchronized boolean begins(GatewayAdapter adapter) {
        if (!stopping) {
            started.push(adapter);
        }
        return !stopping;
    }

    private synchronized void state(String name, String state, Optional<String> error) {
        states.put(name, new StateUpdate.Adapter(state, error.map(e -> "start_failed"), error, Instant.now()));
    }

    /** For the state file. */
    synchronized Map<String, StateUpdate.Adapter> states() {
        return new LinkedHashMap<>(states);
    }

    /** Stops what was started; says which did not end in order. */
    List<String> stop() {
        List<String> problems = new ArrayList<>();
        while (true) {
            GatewayAdapter adapter;
            synchronized (this) {
                stopping = true;
                adapter = started.poll();
            }
            if (adapter == null) {
                return problems;
            }
            Optional<String> problem = Bounded.run("stop-" + adapter.name(), STOP_BOUND, () -> {
                adapter.stop();
                return null;
            });
            problem.ifPresent(why -> problems.add("adapter " + adapter.name() + ": " + why));
            state(adapter.name(), "disconnected", problem);
        }
    }
}
