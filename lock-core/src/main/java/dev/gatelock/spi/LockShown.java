package dev.gatelock.spi;

/** Whether the kernel still shows our own lock on our own descriptor. */
public enum LockShown {
    /** It does. */
    YES,
    /** It does not: the lock is gone. */
    NO,
    /** The platform cannot say. */
    UNKNOWN
}
