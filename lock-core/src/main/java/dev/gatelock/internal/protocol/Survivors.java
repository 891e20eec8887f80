package dev.gatelock.internal.protocol;

import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Processes that a proof of descent ties to an owner: found anew at every look, pinned and found again before a signal. */
abstract class Survivors {
    private final Site site;

    Survivors(Site site) {
        this.site = site;
    }

    final Site site() {
        return site;
    }

    /** Who lives now; never this process. */
    abstract List<ProcessIdentity> find();

    /** Asks them to end, then forces them; whether none is left. */
    final boolean end(Duration grace) throws InterruptedException {
        signal(Signal.TERMINATE);
        if (awaitNone(grace)) {
            return true;
        }
        signal(Signal.KILL);
        return awaitNone(site.patience().kill());
    }

    private void signal(Signal signal) {
        for (ProcessIdentity survivor : find()) {
            if (site.processes().pin(survivor.pid()) instanceof Pin.Pinned pinned) {
                try (PinnedProcess process = pinned.process()) {
                    // pinned first, then seen again: the pid cannot have changed hands in between
                    if (find().contains(survivor)) {
                        process.signal(signal);
                        process.signal(Signal.CONTINUE);
                    }
                }
            }
        }
    }

    /** Whether none is left within the time. */
    final boolean awaitNone(Duration patience) throws InterruptedException {
        Deadline deadline = Deadline.in(site.clock(), patience);
        while (!find().isEmpty()) {
            if (deadline.passed()) {
                return false;
            }
            site.clock().await(HolderWatch.CAP, Optional.empty());
        }
        return true;
    }
}
