package dev.gatelock.internal.locking;

import dev.gatelock.spi.Clock;
import java.time.Duration;

/** A moment on the monotonic clock. Immutable. */
public final class Deadline {
    private final Clock clock;
    private final long at;

    private Deadline(Clock clock, long at) {
        this.clock = clock;
        this.at = at;
    }

    /** That far from now. */
    public static Deadline in(Clock clock, Duration duration) {
        return new Deadline(clock, clock.nanoTime() + duration.toNanos());
    }

    /** Whether it is over. */
    public boolean passed() {
        return at - clock.nanoTime() <= 0;
    }

    /** Until then; zero once it is over. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, at - clock.nanoTime()));
    }
}
