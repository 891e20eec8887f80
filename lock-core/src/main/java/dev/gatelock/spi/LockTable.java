package dev.gatelock.spi;

/** The kernel's own list of locks. Thread-safe; reads only. */
public interface LockTable {
    /**
     * Who took the lock on this file, as listed; cheap. Holders that no longer have the descriptor are left out where
     * that can be checked cheaply, which may leave the list empty.
     */
    LockSighting taker(FileId file);

    /** Who really has the locked description open, by looking at every visible process; tens of milliseconds. */
    LockSighting holders(FileId file);
}
