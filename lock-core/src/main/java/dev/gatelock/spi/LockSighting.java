package dev.gatelock.spi;

import java.util.List;

/** What the kernel says about a file's lock. */
public sealed interface LockSighting {
    /**
     * No lock is listed.
     *
     * @param proven false where the list may hide entries (a nested PID namespace): absence is no proof there
     */
    record NotListed(boolean proven) implements LockSighting {}

    /**
     * It is held.
     *
     * @param holders the visible holders, empty if they cannot be seen from here, never null
     */
    record Held(List<LockHolder> holders) implements LockSighting {
        /** Copies the list. */
        public Held {
            holders = List.copyOf(holders);
        }
    }

    /**
     * The platform has no such list, or it cannot be read.
     *
     * @param why for people, never null
     */
    record NoTable(String why) implements LockSighting {}
}
