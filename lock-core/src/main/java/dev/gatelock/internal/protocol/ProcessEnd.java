package dev.gatelock.internal.protocol;

import dev.gatelock.Holder;
import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.Optional;

/** Waiting for the end of a process that no longer holds a lock to wait for. Stateless. */
final class ProcessEnd {
    private ProcessEnd() {}

    /** Whether it ended in time; a process that has its pid but another start time is another process. */
    static boolean await(Site site, Holder holder, Duration patience) throws InterruptedException {
        Deadline deadline = Deadline.in(site.clock(), patience);
        Optional<PinnedProcess> pinned = site.processes().pin(holder.pid()) instanceof Pin.Pinned found
                ? Optional.of(found.process())
                : Optional.empty();
        try {
            while (alive(site, holder)) {
                if (deadline.passed()) {
                    return false;
                }
                Duration slice = deadline.remaining();
                site.clock().await(slice.compareTo(HolderWatch.CAP) < 0 ? slice : HolderWatch.CAP, pinned);
            }
            return true;
        } finally {
            pinned.ifPresent(PinnedProcess::close);
        }
    }

    static boolean alive(Site site, Holder holder) {
        return site.processes().look(holder.pid()) instanceof Sighting.Alive alive
                && alive.identity().startTime().isPresent()
                && alive.identity().startTime().equals(holder.identity().startTime());
    }
}
