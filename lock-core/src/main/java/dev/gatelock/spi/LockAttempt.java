package dev.gatelock.spi;

/** Outcome of one non-blocking attempt to lock. Anything else is a {@link PortException}. */
public enum LockAttempt {
    /** The lock is now on this open file description. */
    ACQUIRED,
    /** Somebody else has it. */
    CONTENDED,
    /** This kind of object cannot be locked here (only returned for directories). */
    UNSUPPORTED
}
