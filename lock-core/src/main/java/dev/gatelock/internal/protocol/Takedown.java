package dev.gatelock.internal.protocol;

import dev.gatelock.Evidence;
import dev.gatelock.GatelockException;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an owner: marker, polite signal, wait for the lock, forced signal, wait again. A signal goes only to a process that
 * was pinned first and verified after (I5, #89614). Used by one replacer, for one owner.
 */
final class Takedown {
    private static final Logger LOG = LoggerFactory.getLogger(Takedown.class);

    private final Session session;
    private final Site site;
    private final Path home;
    private Optional<OwnerRecord> marked = Optional.empty();
    private Optional<Holder> forced = Optional.empty();

    Takedown(Session session) {
        this.session = session;
        this.site = session.site();
        this.home = session.directory().path();
    }

    /**
     * What became of it; both empty means: look again.
     *
     * @param lock the home's lock, which is now ours
     * @param refusal why it was given up
     */
    record Result(Optional<OpenFile> lock, Optional<Refusal> refusal) {
        static Result lookAgain() {
            return new Result(Optional.empty(), Optional.empty());
        }

        static Result refused(Refusal refusal) {
            return new Result(Optional.empty(), Optional.of(refusal));
        }
    }

    Result of(Finding finding) throws PortException, GatelockException, InterruptedException {
        if (finding instanceof Finding.Owner owner) {
            return ofOwner(owner);
        }
        if (finding instanceof Finding.Orphans orphans) {
            return ofOrphans(orphans);
        }
        if (finding instanceof Finding.Invisible invisible && invisible.record().isPresent()) {
            return ofInvisible(finding, invisible.record().get());
        }
        return Result.refused(Refusals.of(site, home, finding));
    }

    private Result ofOwner(Finding.Owner owner) throws PortException, GatelockException, InterruptedException {
        if (Users.foreign(site, owner)) {
            return Result.refused(Refusals.owner(home, owner, Reason.OTHER_USER));
        }
        if (Users.countedElsewhere(site, owner.record())) {
            return ofInvisible(owner, owner.record()); // visible from here, but not ours to signal
        }
        Pin pin = site.processes().pin(owner.holder().pid());
        if (pin instanceof Pin.Gone) {
            return Result.lookAgain();
        }
        if (!(pin instanceof Pin.Pinned pinned)) {
            return Result.refused(Refusals.owner(home, owner, Reason.UNPROVEN));
        }
        try (PinnedProcess process = pinned.process()) {
            if (!stillOwner(owner)) {
                return Result.lookAgain();
            }
            mark(owner.record());
            if (process.signal(Signal.TERMINATE) == SignalResult.DENIED) {
                forgetMarker();
                return Result.refused(Refusals.owner(home, owner, Reason.OTHER_USER));
            }
            process.signal(Signal.CONTINUE); // a stopped owner is alive and must get the chance to end (#2178)
            Result graceful = awaitDrain(owner, process);
            if (settled(graceful) || ended(owner)) {
                return graceful;
            }
            // It may have complied in the last moment, while this process was slow.
            Optional<OpenFile> late = session.homeLock().tryOnce();
            if (late.isPresent()) {
                return new Result(late, Optional.empty());
            }
            if (!stillOwner(owner)) {
                return Result.lookAgain();
            }
            LOG.warn("pid {} did not end in time; it is forced", owner.holder().pid());
            process.signal(Signal.KILL);
            forced = Optional.of(owner.holder());
            Result last =
                    awaitLock(site.patience().kill(), Optional.of(process), owner.record(), Until.LOCK_OR_ORPHANS);
            if (settled(last) || ended(owner)) {
                return last;
            }
            forgetMarker();
            return Result.refused(Refusals.owner(home, owner, Reason.SURVIVED));
        }
    }

    /** It may say only when it is asked to go how long that takes, so what it says is read again before it is forced (REPL-12). */
    private Result awaitDrain(Finding.Owner owner, PinnedProcess process)
            throws PortException, GatelockException, InterruptedException {
        Duration waited = Duration.ZERO;
        Duration grace = grace(owner.record());
        while (true) {
            Result result = awaitLock(grace.minus(waited), Optional.of(process), owner.record(), Until.LOCK_OR_ORPHANS);
            waited = grace;
            grace = grace(owner.record());
            if (settled(result) || ended(owner) || grace.compareTo(waited) <= 0) {
                return result;
            }
        }
    }

    /** The owner knows best how long it needs, and is believed up to a bound (#113355). */
    private Duration grace(OwnerRecord owner) {
        Duration needed = site.stateFile().drainNeed(session.directory(), owner);
        Duration believed = needed.compareTo(LONGEST_DRAIN) < 0 ? needed : LONGEST_DRAIN;
        return believed.compareTo(site.patience().grace()) > 0
                ? believed
                : site.patience().grace();
    }

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(3);

    private static boolean settled(Result result) {
        return result.lock().isPresent() || result.refusal().isPresent();
    }

    private boolean ended(Finding.Owner owner) {
        return !(site.processes().look(owner.holder().pid()) instanceof Sighting.Alive alive)
                || !sameStart(alive.identity(), owner.holder().identity());
    }

    private static boolean sameStart(ProcessIdentity one, ProcessIdentity other) {
        return one.startTime().isPresent() && one.startTime().equals(other.startTime());
    }

    /**
     * After pinning: is the pinned process the one that was found? Its start time must be known and unchanged, and either
     * the kernel still shows it as a holder or the record proves it.
     */
    private boolean stillOwner(Finding.Owner before) {
        Finding now = session.investigator().investigate();
        return now instanceof Finding.Owner owner
                && owner.holder().pid() == before.holder().pid()
                && owner.record().sameClaim(before.record())
                && sameStart(owner.holder().identity(), before.holder().identity())
                && (owner.evidence() != Evidence.RECORD
                        || Investigator.proven(owner.record(), owner.holder().identity()));
    }

    private void mark(OwnerRecord target) {
        marked = Optional.of(target);
        try {
            site.markers(session.directory())
                    .writeTakeover(session.directory(), target, site.processes().self());
        } catch (PortException e) {
            LOG.warn("No takeover marker could be written, so the old owner may report a failure: {}", e.getMessage());
        }
    }

    /** Whether it is this owner that was asked to end, so that its process may still be on its way out. */
    boolean ended(OwnerRecord owner) {
        return marked.isPresent() && marked.get().sameClaim(owner);
    }

    /** The owner that did not end by itself: its lock is free a moment before it is gone. */
    Optional<Holder> forced() {
        return forced;
    }

    /** Clears the marker if it is still ours; quiet if there is none. */
    void forgetMarker() {
        if (marked.isPresent()) {
            try {
                site.markers(session.directory()).clear(session.directory(), HomeFiles.TAKEOVER_MARKER, marked.get());
            } catch (PortException e) {
                LOG.debug("The takeover marker stays: {}", e.getMessage());
            }
            marked = Optional.empty();
        }
    }

    /** What ends a wait before its time is up. */
    private enum Until {
        /** The lock. */
        LOCK,
        /** The lock, or the sight of heirs that will not give it back by themselves. */
        LOCK_OR_ORPHANS
    }

    /**
     * A lock that outlives its owner may be a child's, or just late (#28561): only heirs that the kernel shows tell the two
     * apart. Looking for them costs a walk over all processes, so not every round does.
     */
    private boolean orphansSeen(int round) {
        return round % ROUNDS_PER_LOOK == ROUNDS_PER_LOOK - 1
                && session.investigator().investigate() instanceof Finding.Orphans;
    }

    private static final int ROUNDS_PER_LOOK = 40;

    /** Nobody is active between the release and our claim, and the old process ends later than its lock. Only one replacer waits. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    /** Waits for the lock itself, not for the process: the lock is what counts (#28561). */
    private Result awaitLock(Duration patience, Optional<PinnedProcess> process, OwnerRecord target, Until until)
            throws PortException, GatelockException, InterruptedException {
        Deadline deadline = Deadline.in(site.clock(), patience);
        int rounds = 0;
        try (HolderWatch watch = new HolderWatch(site.platform())) {
            process.ifPresent(pinned -> watch.follow(OptionalLong.of(pinned.pid())));
            while (true) {
                Optional<OpenFile> lock = session.homeLock().tryOnce();
                if (lock.isPresent()) {
                    return new Result(lock, Optional.empty());
                }
                Optional<Finding.Owner> other = session.investigator()
                        .provenOwner()
                        .filter(owner -> !owner.record().sameClaim(target));
                if (other.isPresent()) {
                    forgetMarker();
                    return Result.refused(Refusals.owner(home, other.get(), Reason.SUPERSEDED));
                }
                if (deadline.passed() || until == Until.LOCK_OR_ORPHANS && !watch.watching() && orphansSeen(rounds++)) {
                    return Result.lookAgain();
                }
                watch.await(deadline, until == Until.LOCK ? HolderWatch.CAP : LOOK_EVERY);
            }
        }
    }

    /**
     * Programs that a dead owner left with its lock. The kernel names the dead owner as the one that took this very lock,
     * which is the proof of descent; each is pinned and seen to be a holder still before it is signalled (#51325).
     */
    private Result ofOrphans(Finding.Orphans orphans) throws PortException, GatelockException, InterruptedException {
        for (Signal signal : List.of(Signal.TERMINATE, Signal.KILL)) {
            if (!(session.investigator().investigate() instanceof Finding.Orphans now)) {
                return Result.lookAgain();
            }
            for (Holder holder : now.holders()) {
                if (Users.foreign(site, holder.identity()) || !end(holder, signal)) {
                    return Result.refused(Refusals.of(home, now));
                }
            }
            Result result = awaitLock(ORPHAN_GRACE, Optional.empty(), orphans.owner(), Until.LOCK);
            if (settled(result)) {
                return result;
            }
        }
        return session.investigator().investigate() instanceof Finding.Orphans now
                ? Result.refused(Refusals.of(home, now))
                : Result.lookAgain();
    }

    /** How long a surviving child may take to end by itself. */
    static final Duration ORPHAN_GRACE = Duration.ofSeconds(5);

    private boolean end(Holder holder, Signal signal) {
        if (!(site.processes().pin(holder.pid()) instanceof Pin.Pinned pinned)) {
            return true;
        }
        try (PinnedProcess process = pinned.process()) {
            boolean still = session.investigator().investigate() instanceof Finding.Orphans now
                    && now.holders().stream()
                            .anyMatch(h -> h.pid() == holder.pid() && sameStart(h.identity(), holder.identity()));
            if (!still) {
                return true;
            }
            SignalResult result = process.signal(signal);
            process.signal(Signal.CONTINUE);
            return result == SignalResult.SENT || result == SignalResult.GONE;
        }
    }

    /** Nobody to signal: the marker asks, and the owner's own watcher may answer by ending. */
    private Result ofInvisible(Finding finding, OwnerRecord record)
            throws PortException, GatelockException, InterruptedException {
        if (Users.foreign(site, record.identity()) || site.judge().judge(record).dead()) {
            return Result.refused(Refusals.of(home, finding));
        }
        mark(record);
        Result result = awaitLock(grace(record), Optional.empty(), record, Until.LOCK);
        if (settled(result)) {
            return result;
        }
        forgetMarker();
        return Result.refused(Refusals.unanswered(home, finding));
    }

    /** An owner that is proven to live but no longer holds this lock file: ended before its successor begins (I9). */
    Optional<Refusal> ofLockless(Finding.Owner owner) throws InterruptedException {
        if (site.platform().capabilities().contains(Capability.LOCK_TABLE)) {
            return Optional.of(Refusals.owner(home, owner, Reason.UNPROVEN)); // the kernel shows no such holder
        }
        if (Users.foreign(site, owner)) {
            return Optional.of(Refusals.owner(home, owner, Reason.OTHER_USER));
        }
        if (!(site.processes().pin(owner.holder().pid()) instanceof Pin.Pinned pinned)) {
            return ended(owner) ? Optional.empty() : Optional.of(Refusals.owner(home, owner, Reason.UNPROVEN));
        }
        try (PinnedProcess process = pinned.process()) {
            if (ended(owner)) {
                return Optional.empty();
            }
            if (owner.record().identity().bootId().isEmpty()
                    || !Investigator.proven(owner.record(), owner.holder().identity())) {
                return Optional.of(Refusals.owner(home, owner, Reason.UNPROVEN));
            }
            mark(owner.record());
            process.signal(Signal.TERMINATE);
            process.signal(Signal.CONTINUE);
            if (!ProcessEnd.await(site, owner.holder(), grace(owner.record()))) {
                process.signal(Signal.KILL);
                if (!ProcessEnd.await(site, owner.holder(), site.patience().kill())) {
                    forgetMarker();
                    return Optional.of(Refusals.owner(home, owner, Reason.SURVIVED));
                }
            }
            return Optional.empty();
        }
    }
}
