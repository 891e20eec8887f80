package dev.gatelock.internal.protocol;

import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Programs that were started under a claim and go on without it, also those that closed the lock's descriptor, as many
 * languages do for their children. Told by the claim's nonce in their environment (#51325).
 */
final class Heirs {
    private final Site site;
    private final String nonce;

    private Heirs(Site site, String nonce) {
        this.site = site;
        this.nonce = nonce;
    }

    static Heirs of(Site site, OwnerRecord record) {
        return new Heirs(site, record.stamp().nonce().orElse(""));
    }

    /** Who lives now; never this process. */
    List<ProcessIdentity> find() {
        long self = site.processes().self().pid();
        return nonce.isEmpty()
                ? List.of()
                : site.processes().startedWith(Lease.VARIABLE, nonce).stream()
                        .filter(process -> process.pid() != self)
                        .toList();
    }

    /** Asks them to end, then forces them; whether none is left. */
    boolean end(Duration grace) throws InterruptedException {
        signal(Signal.TERMINATE);
        if (awaitNone(grace)) {
            return true;
        }
        signal(Signal.KILL);
        return awaitNone(site.patience().kill());
    }

    private void signal(Signal signal) {
        for (ProcessIdentity heir : find()) {
            if (site.processes().pin(heir.pid()) instanceof Pin.Pinned pinned) {
                try (PinnedProcess process = pinned.process()) {
                    // pinned first, then seen again: the pid cannot have changed hands in between
                    if (find().contains(heir)) {
                        process.signal(signal);
                        process.signal(Signal.CONTINUE);
                    }
                }
            }
        }
    }

    boolean awaitNone(Duration patience) throws InterruptedException {
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
