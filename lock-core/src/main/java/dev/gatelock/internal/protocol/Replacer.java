package dev.gatelock.internal.protocol;

import dev.gatelock.Claim;
import dev.gatelock.GatelockException;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.internal.locking.LockFiles;
import dev.gatelock.internal.scope.VoidedScopes;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims a home from its owner. The owner is sampled before queueing; one replacer works at a time; whoever comes to its
 * turn and finds another owner than the one it sampled leaves again (I6, #11718).
 */
final class Replacer {
    private static final Logger LOG = LoggerFactory.getLogger(Replacer.class);

    private final Session session;
    private final Site site;
    private final Path home;

    Replacer(Session session) {
        this.session = session;
        this.site = session.site();
        this.home = session.directory().path();
    }

    Claim replace() throws PortException, GatelockException, InterruptedException {
        Incumbent incumbent = Incumbent.of(session.investigator().investigate());
        Optional<OpenFile> takeover = queue(incumbent);
        if (takeover.isEmpty()) {
            return new Claim.Refused(queueRefusal(incumbent));
        }
        try (OpenFile turn = takeover.get()) {
            LOG.debug("It is our turn to replace the owner of {} ({})", home, turn);
            return replace(incumbent);
        }
    }

    /** Waits for our turn, as long as one replacement may take at most; gives up early once it is pointless. */
    private Optional<OpenFile> queue(Incumbent incumbent)
            throws PortException, GatelockException, InterruptedException {
        Duration longest = site.patience()
                .claim()
                .plus(site.patience().grace())
                .plus(site.patience().kill().multipliedBy(2));
        Deadline deadline = Deadline.in(site.clock(), longest);
        try (HolderWatch watch = new HolderWatch(site.platform())) {
            while (true) {
                Optional<OpenFile> turn = LockFiles.tryLock(session.directory(), HomeFiles.TAKEOVER);
                if (turn.isPresent()
                        || deadline.passed()
                        || superseded(incumbent).isPresent()) {
                    return turn;
                }
                Optional<FileStat> stat = session.directory().stat(HomeFiles.TAKEOVER);
                if (stat.isPresent()) {
                    watch.follow(site.platform().lockTable().taker(stat.get().id()));
                }
                watch.await(deadline);
            }
        }
    }

    private Refusal queueRefusal(Incumbent incumbent) throws PortException {
        Optional<Finding.Owner> newer = superseded(incumbent);
        return newer.isPresent()
                ? Refusals.owner(home, newer.get(), Reason.SUPERSEDED)
                : Refusals.takeover(home, Claimant.takeoverHolder(session));
    }

    private Optional<Finding.Owner> superseded(Incumbent incumbent) {
        return session.investigator().provenOwner().filter(owner -> after(incumbent, owner));
    }

    private boolean after(Incumbent incumbent, Finding.Owner owner) {
        return incumbent.precedes(
                owner.record(), owner.holder().identity(), site.processes().self());
    }

    private Claim replace(Incumbent incumbent) throws PortException, GatelockException, InterruptedException {
        Takedown takedown = new Takedown(session);
        int looks = 0;
        Deadline deadline = Deadline.in(site.clock(), site.patience().claim());
        try (HolderWatch watch = new HolderWatch(site.platform())) {
            while (true) {
                Optional<OpenFile> lock = session.homeLock().tryOnce();
                if (lock.isPresent()) {
                    return inaugurate(lock.get(), incumbent, takedown);
                }
                Finding finding = session.investigator().investigate();
                if (finding instanceof Finding.Owner owner && after(incumbent, owner)) {
                    return new Claim.Refused(Refusals.owner(home, owner, Reason.SUPERSEDED));
                }
                if (settled(finding) || deadline.passed()) {
                    Inauguration.rehearse(session); // whoever cannot publish must not end anybody
                    Takedown.Result result = takedown.of(finding);
                    if (result.lock().isPresent()) {
                        return inaugurate(result.lock().get(), incumbent, takedown);
                    }
                    if (result.refusal().isPresent()) {
                        return new Claim.Refused(result.refusal().get());
                    }
                    if (++looks == LOOKS) {
                        return new Claim.Refused(unproven(finding));
                    }
                }
                // between lock and record, a probe passing by, or dying: look again
                watch.follow(session.investigator().taker());
                watch.await(Deadline.in(site.clock(), HolderWatch.CAP));
            }
        }
    }

    /** How often a holder is looked at again that was found and could not be pinned down: ten seconds. */
    private static final int LOOKS = 200;

    /** Such as one whose start time cannot be read: it is never signalled, and not waited for without an end either. */
    private Refusal unproven(Finding finding) {
        return finding instanceof Finding.Owner owner
                ? Refusals.owner(home, owner, Reason.UNPROVEN)
                : Refusals.of(site, home, finding);
    }

    /** Whether waiting is pointless. A lock without visible holder whose recorded owner is dead is just late (#28561). */
    private boolean settled(Finding finding) {
        if (finding instanceof Finding.Invisible invisible) {
            return invisible.record().isPresent()
                    && !site.judge().judge(invisible.record().get()).dead();
        }
        return finding instanceof Finding.Owner || finding instanceof Finding.Orphans;
    }

    private Claim inaugurate(OpenFile lock, Incumbent incumbent, Takedown takedown)
            throws PortException, GatelockException, InterruptedException {
        boolean granted = false;
        try {
            Inauguration inauguration = new Inauguration(session, lock);
            Optional<Finding.Owner> swapped = inauguration.incumbent();
            boolean ended = swapped.isPresent()
                    && takedown.ended(swapped.get().record())
                    && ProcessEnd.await(
                            site, swapped.get().holder(), site.patience().grace());
            if (swapped.isPresent() && !ended) {
                if (after(incumbent, swapped.get())
                        || !incumbent.saw(swapped.get().holder().identity())) {
                    return new Claim.Refused(Refusals.owner(home, swapped.get(), Reason.SUPERSEDED));
                }
                Optional<Refusal> refusal = takedown.ofLockless(swapped.get());
                if (refusal.isPresent()) {
                    return new Claim.Refused(refusal.get());
                }
            }
            Optional<OwnerRecord> ancestor = inauguration.ancestor();
            if (ancestor.isPresent() && !Heirs.of(site, ancestor.get()).end(Takedown.ORPHAN_GRACE)) {
                return new Claim.Refused(
                        Refusals.of(home, session.investigator().heirs(ancestor.get())));
            }
            HeldLease lease = inauguration.publish();
            session.handOver();
            granted = true;
            takedown.forgetMarker();
            if (takedown.forced().isPresent()) {
                ProcessEnd.await(site, takedown.forced().get(), site.patience().kill());
            }
            if (incumbent.record().isPresent()) {
                VoidedScopes.of(
                        site.surroundings(),
                        site.config().lockDirectory().path(),
                        incumbent.record().get());
            }
            return new Claim.Granted(lease);
        } finally {
            if (!granted) {
                lock.close();
            }
        }
    }
}
