package dev.gatelock.internal.locking;

import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Waits for a lock by watching its holder. The end of a pinned process wakes the waiter at once; a holder that cannot be
 * pinned, or that gives the lock back and lives on, is noticed within {@link #CAP}. Where the system tells nobody who has a
 * lock, only attempts can tell that it is free; they become rarer, down to one every {@link #RAREST}, so that a crowd of
 * waiters leaves the processor to the one that it waits for. Not thread-safe.
 */
public final class HolderWatch implements AutoCloseable {
    /** The longest time between two attempts. */
    public static final Duration CAP = Duration.ofMillis(50);

    /** As above, while nobody can be watched because the system has no list of locks. */
    public static final Duration RAREST = Duration.ofMillis(250);

    private static final int WAITS_AT_ONE_PACE = 8;

    private final Platform platform;
    private PinnedProcess pinned;
    private long finished = -1;
    private int blindWaits = -1;

    /**
     * @param platform never null
     */
    public HolderWatch(Platform platform) {
        this.platform = platform;
    }

    /** Watches the process that the kernel's list names, if it names one. */
    public void follow(LockSighting sighting) {
        if (sighting instanceof LockSighting.NoTable) {
            blindWaits = Math.max(blindWaits, 0);
        }
        if (sighting instanceof LockSighting.Held held && !held.holders().isEmpty()) {
            LockHolder first = held.holders().get(0);
            follow(OptionalLong.of(first.pid()));
        }
    }

    /** Watches a process, if there is one and it is alive. */
    public void follow(OptionalLong pid) {
        if (pid.isEmpty() || pid.getAsLong() == finished || (pinned != null && pinned.pid() == pid.getAsLong())) {
            return;
        }
        close();
        if (platform.processes().pin(pid.getAsLong()) instanceof Pin.Pinned found) {
            pinned = found.process();
        }
    }

    /** Waits until something may have changed, at most until the deadline. */
    public void await(Deadline deadline) throws InterruptedException {
        await(deadline, blindWaits >= 0 && pinned == null ? rarer() : CAP);
    }

    private Duration rarer() {
        Duration pace = CAP.multipliedBy(1L + blindWaits++ / WAITS_AT_ONE_PACE);
        return pace.compareTo(RAREST) < 0 ? pace : RAREST;
    }

    /** As above, looking again after {@code cap} at the latest. */
    public void await(Deadline deadline, Duration cap) throws InterruptedException {
        Duration remaining = deadline.remaining();
        Duration slice = remaining.compareTo(cap) < 0 ? remaining : cap;
        if (slice.isZero()) {
            return;
        }
        platform.clock().await(slice, Optional.ofNullable(pinned));
        if (pinned != null && !(platform.processes().look(pinned.pid()) instanceof Sighting.Alive)) {
            // its lock may live on in a child: watching the dead would spin
            finished = pinned.pid();
            close();
        }
    }

    /** Whether an end is being watched for. */
    public boolean watching() {
        return pinned != null;
    }

    @Override
    public void close() {
        if (pinned != null) {
            pinned.close();
            pinned = null;
        }
    }
}
