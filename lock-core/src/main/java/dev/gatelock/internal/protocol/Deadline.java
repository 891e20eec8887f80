package dev.gatelock.internal.protocol;

import dev.gatelock.spi.Clock;
import java.time.Duration;

/** A moment on the monotonic clock. */
final class Deadline {
    private final Clock clock;
    private final long at;

    private Deadline(Clock clock, long at) {
        this.clock = clock;
        this.at = at;
    }

    static Deadline in(Clock clock, Duration duration) {
        return new Deadline(clock, clock.nanoTime() + duration.toNanos());
    }

    boolean passed() {
        return at - clock.nanoTime() <= 0;
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, at - clock.nanoTime()));
    }
}
