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
import dev.gatelock.internal.marker.Markers;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A plain claim: takes a free home, refuses an owned one, waits for one that is about to be free. */
final class Claimant {
    private final Session session;
    private final Site site;
    private final Path home;

    Claimant(Session session) {
        this.session = session;
        this.site = session.site();
        this.home = session.directory().path();
    }

    Claim claim() throws PortException, GatelockException, InterruptedException {
        Deadline deadline = Deadline.in(site.clock(), site.patience().claim());
        try (HolderWatch watch = new HolderWatch(site.platform())) {
            while (true) {
                Entry entry = enter(deadline);
                if (entry.claim().isPresent()) {
                    return entry.claim().get();
                }
                if (!entry.takeover()) {
                    Optional<Finding.Owner> owner = session.investigator().provenOwner();
                    if (owner.isPresent() && !leaving(owner.get())) {
                        return refused(session.investigator().investigate(), owner.get());
                    }
                }
                if (deadline.passed()) {
                    return entry.takeover()
                            ? takeoverRefusal()
                            : refusedLate(session.investigator().investigate());
                }
                watch.follow(session.investigator().taker());
                watch.await(deadline);
            }
        }
    }

    /**
     * One attempt.
     *
     * @param claim the outcome, if there is one
     * @param takeover whether a replacer is at work, whose outcome is to be awaited
     */
    private record Entry(Optional<Claim> claim, boolean takeover) {}

    /** Not while somebody replaces: an auto-restarted unit must not slip in between the kill and the claim. */
    private Entry enter(Deadline deadline) throws PortException, GatelockException, InterruptedException {
        Optional<OpenFile> takeover = Optional.empty();
        Optional<FileStat> stat = session.directory().stat(HomeFiles.TAKEOVER);
        if (stat.isPresent()) {
            takeover = LockFiles.tryLock(session.directory(), HomeFiles.TAKEOVER);
            if (takeover.isEmpty()) {
                return new Entry(Optional.empty(), true);
            }
        }
        try {
            Optional<OpenFile> lock = session.homeLock().tryOnce();
            return new Entry(
                    lock.isPresent() ? Optional.of(inaugurate(lock.get(), deadline)) : Optional.empty(), false);
        } finally {
            takeover.ifPresent(OpenFile::close);
        }
    }

    private Claim inaugurate(OpenFile lock, Deadline deadline) throws PortException, InterruptedException {
        boolean granted = false;
        try {
            Inauguration inauguration = new Inauguration(session, lock);
            Optional<Finding.Owner> incumbent = inauguration.incumbent();
            if (incumbent.isPresent() && !ends(incumbent.get(), deadline)) {
                return refusal(Refusals.owner(home, incumbent.get(), Reason.HELD));
            }
            Optional<OwnerRecord> ancestor = inauguration.ancestor();
            if (ancestor.isPresent() && !Heirs.of(site, ancestor.get()).awaitNone(LAST_BREATH)) {
                return refusal(Refusals.of(home, session.investigator().heirs(ancestor.get())));
            }
            HeldLease lease = inauguration.publish();
            session.handOver();
            granted = true;
            return new Claim.Granted(lease);
        } finally {
            if (!granted) {
                lock.close();
            }
        }
    }

    /** Upstream gives up its lock a moment before its process ends, also when it is killed. */
    private boolean ends(Finding.Owner owner, Deadline deadline) throws InterruptedException {
        Duration patience = leaving(owner) ? deadline.remaining() : LAST_BREATH;
        return ProcessEnd.await(site, owner.holder(), patience);
    }

    private static final Duration LAST_BREATH = Duration.ofSeconds(1);

    /** The markers come first: an owner writes its state before it removes the one that it obeys (MARK-05). */
    private boolean leaving(Finding.Owner owner) {
        Markers markers = site.markers(session.directory());
        return markers.relation(session.directory(), HomeFiles.TAKEOVER_MARKER, owner.record())
                        .mine()
                || markers.relation(session.directory(), HomeFiles.PLANNED_STOP_MARKER, owner.record())
                        .mine()
                || site.stateFile().saysLeaving(session.directory(), owner.record());
    }

    /** The full look names the kernel's evidence; the cheap look had already decided. */
    private Claim refused(Finding full, Finding.Owner cheap) {
        if (full instanceof Finding.Stranger) {
            return refusal(Refusals.of(site, home, full)); // the kernel knows better than the record
        }
        Finding.Owner owner = full instanceof Finding.Owner found ? found : cheap;
        return refusal(Refusals.owner(home, owner, Users.foreign(site, owner) ? Reason.OTHER_USER : Reason.HELD));
    }

    private Claim refusedLate(Finding full) {
        return full instanceof Finding.Owner owner ? refused(full, owner) : refusal(Refusals.of(site, home, full));
    }

    private Claim takeoverRefusal() throws PortException {
        return refusal(Refusals.takeover(home, takeoverHolder(session)));
    }

    /** " (pid 4711)", or nothing if the kernel shows nobody. */
    static String takeoverHolder(Session session) throws PortException {
        Optional<FileStat> stat = session.directory().stat(HomeFiles.TAKEOVER);
        if (stat.isPresent()
                && session.site().platform().lockTable().taker(stat.get().id()) instanceof LockSighting.Held held
                && !held.holders().isEmpty()) {
            return " (pid " + held.holders().get(0).pid() + ")";
        }
        return "";
    }

    private static Claim refusal(Refusal refusal) {
        return new Claim.Refused(refusal);
    }
}
