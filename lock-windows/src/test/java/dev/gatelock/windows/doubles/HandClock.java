package dev.gatelock.windows.doubles;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.PinnedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Time that passes only when somebody waits, and what happens meanwhile. Nothing sleeps. */
public final class HandClock implements Clock {
    private static final Instant EPOCH = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Event> events = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Runnable whileWaiting = () -> {};

    private record Event(Duration due, Runnable action) {}

    /** Does something once that much time has passed from now. */
    public void after(Duration delay, Runnable action) {
        events.add(new Event(passed.plus(delay), action));
    }

    /** Does something at every wait. */
    public void whileWaiting(Runnable action) {
        whileWaiting = action;
    }

    /** How much time has passed in waiting. */
    public Duration passed() {
        return passed;
    }

    @Override
    public long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public Instant now() {
        return EPOCH.plus(passed);
    }

    @Override
    public void await(Duration atMost, Optional<PinnedProcess> process) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        passed = passed.plus(atMost);
        List<Event> due = events.stream()
                .filter(event -> event.due().compareTo(passed) <= 0)
                .toList();
        events.removeAll(due);
        due.forEach(event -> event.action().run());
        whileWaiting.run();
    }
}
