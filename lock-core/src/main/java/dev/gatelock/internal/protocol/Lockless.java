package dev.gatelock.internal.protocol;

import dev.gatelock.OwnerRecord;

/**
 * Owners that a free lock says nothing about. One predicate for a look and for a start, so that they cannot disagree
 * (#119467). Stateless.
 */
final class Lockless {
    private Lockless() {}

    /** Whether a directory's own lock can be taken here. */
    enum HomeLocks {
        WORK,
        UNAVAILABLE
    }

    /**
     * Whether a live process that this record names may own the home although nobody holds a lock on it. Who writes a lock
     * class holds the directory's own lock for as long as it works; if that is free, its record was left by a process that
     * lives on without owning anything. Other implementations may have had their lock file swapped under them (#26643).
     */
    static boolean mayOwn(OwnerRecord record, HomeLocks locks) {
        return locks == HomeLocks.UNAVAILABLE || record.stamp().lockClass().isEmpty();
    }
}
