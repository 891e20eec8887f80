package dev.gatelock.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Time, and waiting in it. Thread-safe. */
public interface Clock {
    /** Monotonic nanoseconds with an arbitrary origin; for every deadline. */
    long nanoTime();

    /** Wall clock, for display and for the markers' {@code written_at}; may jump either way. */
    Instant now();

    /**
     * Waits until the process ends, if one is given and its end can be watched, but no longer than {@code atMost}.
     *
     * @throws InterruptedException if the waiting thread is interrupted; nothing was changed
     */
    void await(Duration atMost, Optional<PinnedProcess> process) throws InterruptedException;
}
