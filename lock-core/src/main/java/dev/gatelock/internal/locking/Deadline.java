package dev.gatelock.internal.locking;

import dev.gatelock.spi.Clock;
import java.time.Duration;

/** A moment on the monotonic clock. Immutable. */
public final class Deadline {
    /** As good as for ever; a little more could no longer be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Clock clock;
    private final long at;

    private Deadline(Clock clock, long at) {
        this.clock = clock;
        this.at = at;
    }

    /** That far from now. */
    public static Deadline in(Clock clock, Duration duration) {
        Duration counted = duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
        return new Deadline(clock, clock.nanoTime() + counted.toNanos());
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
