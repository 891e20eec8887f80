package dev.gatelock.doubles;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.PinnedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits, or not even then. */
public final class HandClock implements Clock {
    private static final long ENDLESS = 100_000;

    private final AtomicLong nanos = new AtomicLong();
    private volatile Instant wall = Instant.parse("2026-11-22T10:00:00.123456Z");
    private volatile boolean frozen;
    private volatile Runnable onWait = () -> {};
    private final List<String> waits = new ArrayList<>();

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

    /** Every wait so far, such as {@code "50 ms"} or {@code "50 ms for pid 4711"}; not while frozen. */
    public List<String> waits() {
        return List.copyOf(waits);
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
    public void await(Duration atMost, Optional<PinnedProcess> process) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        onWait.run();
        if (frozen) {
            Thread.yield();
        } else {
            waits.add(atMost.toMillis() + " ms"
                    + process.map(p -> " for pid " + p.pid()).orElse(""));
            if (waits.size() > ENDLESS) {
                throw new AssertionError("waits for ever");
            }
            nanos.addAndGet(atMost.toNanos());
        }
    }
}
