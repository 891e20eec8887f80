package dev.gatelock;

import java.util.Objects;

/**
 * What came of asking an owner to end.
 *
 * @param result what to decide by
 * @param message one sentence for people
 */
public record StopOutcome(Result result, String message) {
    /** Rejects nulls. */
    public StopOutcome {
        Objects.requireNonNull(result);
        Objects.requireNonNull(message);
    }

    /** The results. */
    public enum Result {
        /** It ended. */
        STOPPED,
        /** Nobody held the home. */
        NOT_RUNNING,
        /** It was asked and still holds the home. */
        STILL_RUNNING,
        /** It belongs to another user. */
        DENIED,
        /** The holder could not be proven to be the owner, or not be seen: nobody was signalled. */
        UNPROVEN
    }
}
