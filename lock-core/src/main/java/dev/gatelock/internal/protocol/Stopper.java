package dev.gatelock.internal.protocol;

import dev.gatelock.Evidence;
import dev.gatelock.GatelockException;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.StopOutcome;
import dev.gatelock.StopOutcome.Result;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.identity.Plain;
import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.internal.marker.Markers;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the owner to end: marker first, so that it exits 0, then the polite signal. Takes no lock, forces nobody. */
final class Stopper {
    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

    private final Site site;
    private final Path home;
    private final Markers.Request request;

    Stopper(Site site, Markers.Request request) {
        this.site = site;
        this.request = request;
        this.home = site.config().home();
    }

    StopOutcome stop(Duration timeout) throws GatelockException, InterruptedException {
        try (Directory directory = site.platform().directories().open(home)) {
            return stop(directory, Deadline.in(site.clock(), timeout));
        } catch (PortException e) {
            if (e.fault() == Fault.NOT_FOUND) {
                return outcome(Result.NOT_RUNNING, home + " does not exist; nothing runs there");
            }
            throw Troubles.of(home, e);
        }
    }

    private StopOutcome stop(Directory directory, Deadline deadline) throws InterruptedException {
        Investigator investigator = new Investigator(site, directory);
        Finding finding = investigator.investigate();
        while (finding instanceof Finding.Stranger && !deadline.passed()) {
            // an owner between lock and record; a real stranger stays one
            if (!brief(deadline)) {
                break;
            }
            finding = investigator.investigate();
        }
        if (finding instanceof Finding.Nobody) {
            return outcome(Result.NOT_RUNNING, "Nothing holds " + home);
        }
        if (finding instanceof Finding.Owner owner) {
            return stopOwner(directory, investigator, owner, deadline);
        }
        if (finding instanceof Finding.Orphans orphans) {
            return stopOrphans(investigator, orphans, deadline);
        }
        if (finding instanceof Finding.Invisible invisible && invisible.record().isPresent()) {
            mark(directory, invisible.record().get());
            return await(
                    directory,
                    investigator,
                    Optional.empty(),
                    invisible.record().get(),
                    deadline);
        }
        return outcome(Result.UNPROVEN, Refusals.of(home, finding).message());
    }

    private int looks;

    private boolean brief(Deadline deadline) throws InterruptedException {
        looks++;
        site.clock().await(HolderWatch.CAP, Optional.empty());
        return looks < 20 && !deadline.passed();
    }

    private StopOutcome stopOwner(
            Directory directory, Investigator investigator, Finding.Owner owner, Deadline deadline)
            throws InterruptedException {
        if (owner.evidence() == Evidence.RECORD
                && site.platform().capabilities().contains(Capability.LOCK_TABLE)) {
            return outcome(
                    Result.UNPROVEN,
                    Refusals.owner(home, owner, Reason.UNPROVEN).message()
                            + "; the kernel shows no such holder, so it is not signalled");
        }
        if (Users.foreign(site, owner)) {
            return outcome(
                    Result.DENIED,
                    Refusals.owner(home, owner, Reason.OTHER_USER).message());
        }
        if (Users.countedElsewhere(site, owner.record())) {
            mark(directory, owner.record());
            return await(directory, investigator, Optional.empty(), owner.record(), deadline);
        }
        Pin pin = site.processes().pin(owner.holder().pid());
        if (!(pin instanceof Pin.Pinned pinned)) {
            mark(directory, owner.record());
            return await(directory, investigator, Optional.empty(), owner.record(), deadline);
        }
        try (PinnedProcess process = pinned.process()) {
            boolean still = investigator.investigate() instanceof Finding.Owner now
                    && now.holder().identity().equals(owner.holder().identity())
                    && now.record().sameClaim(owner.record());
            if (still) {
                mark(directory, owner.record());
                if (process.signal(Signal.TERMINATE) == SignalResult.DENIED) {
                    return outcome(Result.DENIED, "pid " + process.pid() + " may not be signalled by this user");
                }
                process.signal(Signal.CONTINUE);
            }
            return await(directory, investigator, Optional.of(process), owner.record(), deadline);
        }
    }

    private StopOutcome stopOrphans(Investigator investigator, Finding.Orphans orphans, Deadline deadline)
            throws InterruptedException {
        for (Holder holder : orphans.holders()) {
            if (site.processes().pin(holder.pid()) instanceof Pin.Pinned pinned) {
                try (PinnedProcess process = pinned.process()) {
                    if (investigator.investigate() instanceof Finding.Orphans now && names(now, holder)) {
                        process.signal(Signal.TERMINATE);
                        process.signal(Signal.CONTINUE);
                    }
                }
            }
        }
        while (investigator.investigate() instanceof Finding.Orphans) {
            if (deadline.passed()) {
                return outcome(Result.STILL_RUNNING, Refusals.of(home, orphans).message());
            }
            site.clock().await(HolderWatch.CAP, Optional.empty());
        }
        return outcome(Result.STOPPED, "Ended what the dead owner of " + home + " had left running");
    }

    private void mark(Directory directory, OwnerRecord target) {
        try {
            site.markers(directory)
                    .writePlannedStop(directory, target, site.processes().self(), request);
        } catch (PortException e) {
            LOG.warn("No planned-stop marker could be written, so the owner may report a failure: {}", e.getMessage());
        }
    }

    private StopOutcome await(
            Directory directory,
            Investigator investigator,
            Optional<PinnedProcess> process,
            OwnerRecord target,
            Deadline deadline)
            throws InterruptedException {
        try (HolderWatch watch = new HolderWatch(site.platform())) {
            process.ifPresent(pinned -> watch.follow(OptionalLong.of(pinned.pid())));
            while (holds(investigator, target)) {
                if (deadline.passed()) {
                    return outcome(
                            Result.STILL_RUNNING,
                            "The owner of " + home + ", pid "
                                    + target.identity().pid() + ", was asked to end and is still there");
                }
                watch.await(deadline);
            }
        }
        clear(directory, target);
        return outcome(Result.STOPPED, "pid " + target.identity().pid() + " has ended; " + home + " is free");
    }

    private static StopOutcome outcome(Result result, String message) {
        return new StopOutcome(result, Plain.line(message));
    }

    private static boolean names(Finding.Orphans orphans, Holder holder) {
        return orphans.holders().stream().anyMatch(found -> found.identity().equals(holder.identity()));
    }

    /** The kernel's list is asked first: looking at every process is for the rare answer that it leaves open. */
    private static boolean holds(Investigator investigator, OwnerRecord target) {
        if (investigator.taker() instanceof LockSighting.Held held
                && !held.holders().isEmpty()) {
            Optional<Finding.Owner> other =
                    investigator.provenOwner().filter(o -> !o.record().sameClaim(target));
            return other.isEmpty() && !orphaned(investigator, held);
        }
        Finding finding = investigator.investigate();
        if (finding instanceof Finding.Owner owner) {
            return owner.record().sameClaim(target);
        }
        return !(finding instanceof Finding.Nobody) && !(finding instanceof Finding.Orphans);
    }

    private static boolean orphaned(Investigator investigator, LockSighting.Held held) {
        return held.holders().stream().allMatch(LockHolder::inherited)
                && investigator.investigate() instanceof Finding.Orphans;
    }

    private void clear(Directory directory, OwnerRecord target) {
        try {
            site.markers(directory).clear(directory, HomeFiles.PLANNED_STOP_MARKER, target);
        } catch (PortException e) {
            LOG.debug("The planned-stop marker stays: {}", e.getMessage());
        }
    }
}
