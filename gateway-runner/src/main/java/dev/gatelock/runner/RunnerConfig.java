package dev.gatelock.runner;

import dev.gatelock.Gate;
import dev.gatelock.Scope;
import dev.gatelock.runner.spi.GatewayAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Settings of one run, fixed once built. Immutable.
 *
 * @param gate the gate to pass
 * @param entry how to pass it
 * @param work what to run and how
 * @param adapters in the order in which they start
 * @param environment settings for adapters
 * @param scopes to enter after the claim and before any adapter
 * @param notices takes lines for people as they come up
 */
public record RunnerConfig(
        Gate gate,
        Entry entry,
        Work work,
        List<GatewayAdapter> adapters,
        Map<String, String> environment,
        List<Scope> scopes,
        Consumer<String> notices) {
    /** Copies the collections. */
    public RunnerConfig {
        adapters = List.copyOf(adapters);
        environment = Map.copyOf(environment);
        scopes = List.copyOf(scopes);
    }

    /** The setting for {@link #stormLimit()}. */
    public static final String STORM_LIMIT = "GATEWAY_STORM_LIMIT";

    private static final int DEFAULT_STORM_LIMIT = 5;

    /** More than this many failing starts in two minutes are slowed down; 0 for never. */
    public int stormLimit() {
        String setting = environment.getOrDefault(STORM_LIMIT, "").strip();
        try {
            return setting.isEmpty() ? DEFAULT_STORM_LIMIT : Math.max(0, Integer.parseInt(setting));
        } catch (NumberFormatException e) {
            return DEFAULT_STORM_LIMIT;
        }
    }

    /** How to get the lock. */
    public enum Entry {
        /** Refused while an owner lives. */
        CLAIM,
        /** The owner is ended first. */
        REPLACE
    }

    /** Where a command runs. */
    public enum Style {
        /** As a child that keeps the lock too. */
        CHILD,
        /** In place of this process; no adapters then, since nothing of this process is left to serve them. */
        EXEC
    }

    /** Who reacts to signals. */
    public enum Signals {
        /** This runner does: it is the program. */
        HANDLED,
        /** The embedding program does. */
        LEFT_ALONE
    }

    /**
     * The work.
     *
     * @param command empty to serve the adapters only
     * @param style where the command runs
     * @param signals who reacts to signals
     * @param grace how long a command may take to end after it was asked
     */
    public record Work(List<String> command, Style style, Signals signals, Duration grace) {
        /** Copies the list. */
        public Work {
            command = List.copyOf(command);
        }

        /** Adapters only, signals left to the embedding program. */
        public static Work none() {
            return new Work(List.of(), Style.CHILD, Signals.LEFT_ALONE, Duration.ofSeconds(10));
        }
    }
}
