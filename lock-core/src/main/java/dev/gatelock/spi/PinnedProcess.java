package dev.gatelock.spi;

/**
 * A handle that keeps meaning the process it was opened for, whatever happens to the pid afterwards.
 *
 * <p>Where {@link Capability#PINNED_SIGNALS} is missing the handle re-checks the start time immediately before each
 * signal; a window of a few instructions remains in which the pid could be recycled. Thread-safe.
 */
public interface PinnedProcess extends AutoCloseable {
    /** The pid it was opened by. */
    long pid();

    /** Sends a signal to exactly this process. */
    SignalResult signal(Signal signal);

    /** Never throws. */
    @Override
    void close();
}
