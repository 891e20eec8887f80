package dev.gatelock;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a look at one scoped lock file found. Looking changed nothing, and the answer may be out of date by the time it is
 * read. Immutable.
 *
 * @param name what sort of thing the scope is
 * @param hash the hash of its identity
 * @param state the answer
 * @param owner who uses it or used it last
 * @param message one sentence for people
 */
public record ScopeStanding(String name, String hash, State state, Owner owner, String message) {
    /** Rejects nulls. */
    public ScopeStanding {
        Objects.requireNonNull(name);
        Objects.requireNonNull(hash);
        Objects.requireNonNull(state);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(message);
    }

    /**
     * Who uses a scope, as far as it can be seen.
     *
     * @param holders live processes; empty if there is none or none visible
     * @param evidence what that rests on
     * @param record what is written in the file
     * @param age how long ago that was written, by the wall clock
     */
    public record Owner(List<Holder> holders, Evidence evidence, Optional<OwnerRecord> record, Optional<Duration> age) {
        /** Copies the list, rejects nulls. */
        public Owner {
            holders = List.copyOf(holders);
            Objects.requireNonNull(evidence);
            Objects.requireNonNull(record);
            Objects.requireNonNull(age);
        }
    }

    /** The answers. */
    public enum State {
        /** The kernel says that the file is locked. */
        HELD("held"),
        /** Not locked, but the record names a live owner: one that uses no kernel lock. */
        ALIVE("alive"),
        /** Not locked, and the recorded owner is gone. */
        STALE("stale"),
        /** Not locked and empty: given back, or left so by a crash. */
        EMPTY("empty"),
        /** Not locked, and what is in it is no record. */
        CORRUPT("corrupt"),
        /** It cannot be told. */
        UNVERIFIABLE("unknown");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The word used in tables and in JSON. */
        public String label() {
            return label;
        }
    }
}
