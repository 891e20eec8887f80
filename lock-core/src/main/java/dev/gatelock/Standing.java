package dev.gatelock;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a probe found. Looking changed nothing (I3), and the answer may be out of date by the time it is read.
 *
 * @param state the answer
 * @param holders who holds; empty if nobody or nobody visible
 * @param evidence what that rests on
 * @param record the best record on disk, whoever wrote it
 * @param leftovers which records of a dead owner are on disk
 * @param message one sentence for people
 */
public record Standing(
        State state,
        List<Holder> holders,
        Evidence evidence,
        Optional<OwnerRecord> record,
        Set<Leftover> leftovers,
        String message) {
    /** Copies the collections, rejects nulls. */
    public Standing {
        Objects.requireNonNull(state);
        Objects.requireNonNull(evidence);
        Objects.requireNonNull(record);
        Objects.requireNonNull(message);
        holders = List.copyOf(holders);
        leftovers = Set.copyOf(leftovers);
    }

    /** The answers. */
    public enum State {
        /** An owner runs. */
        RUNNING,
        /** The owner is dead, programs that it started keep the lock. */
        ORPHANED,
        /** A process that no record names holds the lock. */
        STRANGER,
        /** Held by somebody who cannot be seen from here. */
        HELD_UNKNOWN,
        /** Nobody holds it. */
        FREE,
        /** It cannot be told. */
        UNVERIFIABLE
    }

    /** Records that outlived their owner. */
    public enum Leftover {
        /** {@code gateway.pid} is there. */
        PID_FILE,
        /** {@code gateway.lock} has an owner in it. */
        LOCK_RECORD
    }
}
