package dev.gatelock.spi;

/** A program that was started by a {@link Launcher}. Thread-safe. */
public interface Workload {
    /** Its pid. */
    long pid();

    /**
     * Waits for its end.
     *
     * @return its exit status, or 128 plus the signal's number if a signal ended it
     */
    int await() throws InterruptedException;

    /** Passes on a signal by number; nothing if it has ended. */
    void signal(int number);

    /** Whether a signal can ask it to end; where not, {@link #kill} is all there is, and waiting before it is in vain. */
    default boolean canBeAsked() {
        return true;
    }

    /** Forces its end. */
    void kill();
}
