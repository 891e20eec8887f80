package dev.gatelock.internal.protocol;

import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Processes that got our own lock by inheriting the descriptor. */
final class Sharers {
    private final Site site;
    private final FileId lock;

    Sharers(Site site, FileId lock) {
        this.site = site;
        this.lock = lock;
    }

    int end(Duration patience) throws InterruptedException {
        List<LockHolder> first = find();
        if (first.isEmpty()) {
            return 0;
        }
        signal(Signal.TERMINATE);
        if (!awaitNone(patience)) {
            signal(Signal.KILL);
            awaitNone(site.patience().kill());
        }
        return first.size();
    }

    private List<LockHolder> find() {
        long self = site.processes().self().pid();
        return site.platform().lockTable().holders(lock) instanceof LockSighting.Held held
                ? held.holders().stream()
                        .filter(holder -> holder.inherited() && holder.takenBy() == self && holder.pid() != self)
                        .toList()
                : List.of();
    }

    private void signal(Signal signal) {
        for (LockHolder holder : find()) {
            if (site.processes().pin(holder.pid()) instanceof Pin.Pinned pinned) {
                try (PinnedProcess process = pinned.process()) {
                    // pinned first, then seen again: the pid cannot have changed hands in between
                    if (find().contains(holder)) {
                        process.signal(signal);
                        process.signal(Signal.CONTINUE);
                    }
                }
            }
        }
    }

    private boolean awaitNone(Duration patience) throws InterruptedException {
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
