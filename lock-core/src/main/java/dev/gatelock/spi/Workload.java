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

    /** Forces its end. */
    void kill();
}
