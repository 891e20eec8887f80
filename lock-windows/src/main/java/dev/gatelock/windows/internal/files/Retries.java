package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Waiting out what passes by itself on Windows: a scanner or a reader that has the file open, a name whose deletion is
 * pending. Eight attempts within an eighth of a second; use it for one call.
 */
final class Retries {
    private static final int PAUSES = 7;

    private final Clock clock;
    private int used;

    Retries(Clock clock) {
        this.clock = clock;
    }

    /** Waits 1, 2, 4 ... 64 ms; false if that is used up or the thread is interrupted, which stays pending. */
    boolean again() {
        if (used == PAUSES) {
            return false;
        }
        try {
            clock.await(Duration.ofMillis(1L << used), Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        used++;
        return true;
    }
}
