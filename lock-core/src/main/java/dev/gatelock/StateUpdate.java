package dev.gatelock;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an owner tells about itself. Immutable.
 *
 * @param phase where it is in its life
 * @param exitReason why it ended or could not begin; empty otherwise
 * @param restart whether it asks to be started again
 * @param platforms its adapters by name
 * @param drain how long it needs to end in order, so that a replacer does not force it sooner; empty for no wish
 */
public record StateUpdate(
        Phase phase,
        Optional<String> exitReason,
        Restart restart,
        Map<String, Adapter> platforms,
        Optional<Duration> drain) {
    /** Copies the map, rejects nulls. */
    public StateUpdate {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(exitReason);
        Objects.requireNonNull(restart);
        Objects.requireNonNull(drain);
        platforms = Map.copyOf(platforms);
    }

    /** A phase, and nothing more to say. */
    public static StateUpdate of(Phase phase) {
        return new StateUpdate(phase, Optional.empty(), Restart.NOT_REQUESTED, Map.of(), Optional.empty());
    }

    /** A phase and the reason for it. */
    public static StateUpdate of(Phase phase, String exitReason) {
        return new StateUpdate(phase, Optional.of(exitReason), Restart.NOT_REQUESTED, Map.of(), Optional.empty());
    }

    /** Whether a restart was asked for. */
    public enum Restart {
        /** It was. */
        REQUESTED,
        /** It was not. */
        NOT_REQUESTED,
        /** It was not, but the work failed, so that a supervisor will try again. */
        LIKELY
    }

    /**
     * One adapter's state.
     *
     * @param state a word such as {@code "connected"}
     * @param errorCode empty if all is well
     * @param errorMessage empty if all is well
     * @param updatedAt when that became so
     */
    public record Adapter(String state, Optional<String> errorCode, Optional<String> errorMessage, Instant updatedAt) {}
}
