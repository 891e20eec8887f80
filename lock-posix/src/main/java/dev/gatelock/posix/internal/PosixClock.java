package dev.gatelock.posix.internal;

import dev.gatelock.posix.internal.proc.PidfdProcess;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.PinnedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Time of this system. Thread-safe. */
final class PosixClock implements Clock {
    /** An interrupt is noticed after this time at the latest, because poll(2) cannot be interrupted from Java. */
    private static final long SLICE_MILLIS = 50;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    /** With a pidfd, one poll (470 us from the kill to the next claim, where sleeping 10 ms costs 5,470); else a sleep. */
    @Override
    public void await(Duration atMost, Optional<PinnedProcess> process) throws InterruptedException {
        long nanos = atMost.toNanos();
        if (process.isPresent() && process.get() instanceof PidfdProcess pinned) {
            awaitEnd(nanos, pinned);
        } else {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }

    private static void awaitEnd(long nanos, PidfdProcess pinned) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            long millis = Math.min(SLICE_MILLIS, (left + 999_999) / 1_000_000);
            if (pinned.awaitEnd((int) millis)) {
                return;
            }
        }
    }
}
