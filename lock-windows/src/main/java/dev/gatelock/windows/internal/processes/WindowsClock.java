package dev.gatelock.windows.internal.processes;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.PinnedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Real time. The end of a process that this back end pinned wakes a waiter; the system's timer ticks every 16 ms. */
public final class WindowsClock implements Clock {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void await(Duration atMost, Optional<PinnedProcess> process) throws InterruptedException {
        long until = nanoTime() + atMost.toNanos();
        if (process.isPresent() && process.get() instanceof PinnedHandle pinned && pinned.awaitEnd(atMost)) {
            return;
        }
        long left = until - nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
