package dev.gatelock.sim;

/** What an {@link Actor} is up to. */
enum Mood {
    /** It has a port call to make. */
    READY,
    /** It waits for time, a death or a signal. */
    WAITING,
    /** Its code has returned. */
    DONE
}
