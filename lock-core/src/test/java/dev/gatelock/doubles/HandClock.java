package dev.gatelock.doubles;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.PinnedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits, or not even then. */
public final class HandClock implements Clock {
    private final AtomicLong nanos = new AtomicLong();
    private volatile Instant wall = Instant.parse("2026-11-22T10:00:00.123456Z");
    private volatile boolean frozen;
    private volatile Runnable onWait = () -> {};

    /** Sets the wall clock. */
    public void wall(Instant now) {
        wall = now;
    }

    /** Waiting takes no time any more: no deadline passes, however slow the machine is. */
    public void freeze() {
        frozen = true;
    }

    /** What happens in the world whenever somebody waits. */
    public void onWait(Runnable event) {
        onWait = event;
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return wall;
    }

    @Override
    public void await(Duration atMost, Optional<PinnedProcess> process) {
        onWait.run();
        if (frozen) {
            Thread.yield();
        } else {
            nanos.addAndGet(atMost.toNanos());
        }
    }
}
