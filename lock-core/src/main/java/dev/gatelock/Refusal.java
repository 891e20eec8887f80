package dev.gatelock;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a claim was not granted: a typed answer, not an error. Immutable.
 *
 * @param reason what to decide by
 * @param holders who keeps the lock; empty if nobody could be seen
 * @param evidence what the statement about the holders rests on
 * @param message one sentence for people, without a line break
 * @param advice what to do next, one sentence
 */
public record Refusal(Reason reason, List<Holder> holders, Evidence evidence, String message, String advice) {
    /** Copies the list, rejects nulls. */
    public Refusal {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(evidence);
        Objects.requireNonNull(message);
        Objects.requireNonNull(advice);
        holders = List.copyOf(holders);
    }

    /** The first holder, empty if nobody could be seen. */
    public Optional<Holder> holder() {
        return holders.stream().findFirst();
    }

    /** Two lines for people: what is the case, and what to do. */
    public String explain() {
        return message + System.lineSeparator() + advice;
    }

    /** The reasons. */
    public enum Reason {
        /** A live owner holds the lock, and its record says the same. */
        HELD,
        /** The owner is dead, but programs that it started keep its lock. */
        ORPHANED,
        /** A visible process holds the lock, and the record does not name it. */
        STRANGER,
        /** The lock is held by somebody who cannot be seen from here (PID namespace, user). */
        INVISIBLE,
        /** Another process is replacing the owner right now. */
        TAKEOVER,
        /** The owner that was to be replaced has already been replaced by another. */
        SUPERSEDED,
        /** This JVM holds or claims the same home already. */
        SAME_JVM,
        /** The owner belongs to another user, whom we may not signal. */
        OTHER_USER,
        /** The owner did not end, even when forced. */
        SURVIVED,
        /** The owner is in another PID namespace or out of sight, and did not answer the request to end. */
        ELSEWHERE,
        /** The owner's identity could not be proven, so it was not signalled. */
        UNPROVEN
    }
}
