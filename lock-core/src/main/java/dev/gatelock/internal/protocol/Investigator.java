package dev.gatelock.internal.protocol;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.identity.Holders;
import dev.gatelock.internal.identity.IdentityJudge;
import dev.gatelock.internal.identity.Verdict;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out who has a home. Reads only (I3). */
final class Investigator {
    private final Site site;
    private final DirectoryView directory;

    Investigator(Site site, DirectoryView directory) {
        this.site = site;
        this.directory = directory;
    }

    /** Both records, as they are now. */
    Leftovers leftovers() {
        return new Leftovers(
                site.records().read(directory, HomeFiles.PID), site.records().read(directory, HomeFiles.LOCK));
    }

    List<OwnerRecord> records() {
        return leftovers().records(directory.path().toString());
    }

    /** What the kernel's list says about both locks, cheaply. */
    LockSighting taker() {
        try {
            return taker(lockFile());
        } catch (PortException e) {
            return new LockSighting.NoTable(e.getMessage());
        }
    }

    private LockSighting taker(Optional<FileStat> lock) throws PortException {
        LockSighting sighting = lock.isPresent()
                ? site.platform().lockTable().taker(lock.get().id())
                : new LockSighting.NotListed(true);
        return sighting instanceof LockSighting.NotListed
                ? stronger(sighting, site.platform().lockTable().taker(directory.id()))
                : sighting;
    }

    private Optional<FileStat> lockFile() throws PortException {
        Optional<FileStat> stat = directory.stat(HomeFiles.LOCK);
        return stat.isPresent() && stat.get().kind() == FileStat.Kind.REGULAR ? stat : Optional.empty();
    }

    private static LockSighting stronger(LockSighting lock, LockSighting home) {
        if (home instanceof LockSighting.Held) {
            return home;
        }
        return lock instanceof LockSighting.NotListed listed && !listed.proven() ? lock : home;
    }

    /** A live owner, if the records prove one; costs no look at other processes' descriptors. */
    Optional<Finding.Owner> provenOwner() {
        LockSighting taker = null;
        for (OwnerRecord record : records()) {
            Verdict verdict = site.judge().judge(record);
            if (verdict.same()) {
                return Optional.of(new Finding.Owner(
                        holder(record.identity().pid(), Optional.of(record)), Evidence.RECORD, record));
            }
            if (verdict.liveness() == Verdict.Liveness.UNKNOWN) {
                taker = taker == null ? taker() : taker;
                Optional<LockHolder> found =
                        taker instanceof LockSighting.Held held ? find(held.holders(), record) : Optional.empty();
                if (found.isPresent()) {
                    LockHolder named = found.get();
                    return Optional.of(
                            new Finding.Owner(holder(named.pid(), Optional.of(record)), evidence(named), record));
                }
            }
        }
        return Optional.empty();
    }

    /** The whole truth as far as it can be had; looks at every process where the kernel says that the lock is held. */
    Finding investigate() {
        List<OwnerRecord> records = records();
        try {
            LockSighting sighting = holders();
            if (sighting instanceof LockSighting.Held held) {
                return held.holders().isEmpty()
                        ? invisible(records, Evidence.LOCK_TABLE)
                        : held(held.holders(), records);
            }
            boolean proven = sighting instanceof LockSighting.NotListed listed && listed.proven();
            if (!proven && lockFile().isPresent() && directory.probeLock(HomeFiles.LOCK) == LockAttempt.CONTENDED) {
                return invisible(records, Evidence.TRY_LOCK);
            }
            return notHeld(records);
        } catch (PortException e) {
            if (e.fault() == Fault.NOT_FOUND) {
                return notHeld(records);
            }
            return new Finding.Unverifiable(e.getMessage());
        }
    }

    private LockSighting holders() throws PortException {
        Optional<FileStat> lock = lockFile();
        LockSighting listed = taker(lock);
        if (!(listed instanceof LockSighting.Held)) {
            return listed;
        }
        LockSighting all = lock.isPresent()
                ? site.platform().lockTable().holders(lock.get().id())
                : new LockSighting.NotListed(true);
        if (all instanceof LockSighting.Held held && !held.holders().isEmpty()) {
            return all;
        }
        LockSighting home = site.platform().lockTable().holders(directory.id());
        if (home instanceof LockSighting.Held) {
            return home;
        }
        // gone between the two looks, or held by somebody whom the scan may not see
        return all instanceof LockSighting.Held ? all : taker(lock);
    }

    private Finding held(List<LockHolder> holders, List<OwnerRecord> records) {
        for (OwnerRecord record : records) {
            Optional<LockHolder> found = find(holders, record);
            if (found.isPresent() && !site.judge().judgeHolder(record).dead()) {
                return new Finding.Owner(holder(found.get().pid(), Optional.of(record)), evidence(found.get()), record);
            }
        }
        for (OwnerRecord record : records) {
            if (site.judge().judge(record).dead() && inheritedFrom(record, holders)) {
                return new Finding.Orphans(describe(holders, Optional.empty()), record);
            }
        }
        return new Finding.Stranger(
                describe(holders, Optional.empty()),
                evidence(holders.get(0)),
                records.stream().findFirst());
    }

    /** The kernel still names the dead owner as the one that took this lock, so whoever has it got it from there. */
    private static boolean inheritedFrom(OwnerRecord owner, List<LockHolder> holders) {
        for (LockHolder holder : holders) {
            if (!holder.inherited() || holder.takenBy() != owner.identity().pid()) {
                return false;
            }
        }
        return true;
    }

    /** The holder that a record means. A pid that is counted in another namespace says nothing about pids here. */
    private Optional<LockHolder> find(List<LockHolder> holders, OwnerRecord record) {
        if (Users.countedElsewhere(site, record)) {
            return findInItsNamespace(holders, record);
        }
        for (LockHolder holder : holders) {
            if (holder.pid() == record.identity().pid()) {
                return Optional.of(holder);
            }
        }
        return Optional.empty();
    }

    /** A record may count its pid in a namespace below ours: namespace, start time and boot then identify the process. */
    private Optional<LockHolder> findInItsNamespace(List<LockHolder> holders, OwnerRecord record) {
        ProcessIdentity recorded = record.identity();
        if (recorded.pidNamespace().isEmpty()
                || recorded.startTime().isEmpty()
                || recorded.bootId().isEmpty()) {
            return Optional.empty();
        }
        for (LockHolder holder : holders) {
            if (site.processes().look(holder.pid()) instanceof Sighting.Alive alive
                    && alive.identity().pidNamespace().equals(recorded.pidNamespace())
                    && alive.identity().startTime().equals(recorded.startTime())
                    && alive.identity().bootId().equals(recorded.bootId())) {
                return Optional.of(holder);
            }
        }
        return Optional.empty();
    }

    /** Nothing but the records says who it is: when they name two live processes, one of them lies, and neither is believed. */
    private Finding invisible(List<OwnerRecord> records, Evidence evidence) {
        List<OwnerRecord> living = new ArrayList<>(2);
        for (OwnerRecord record : records) {
            if (site.judge().judge(record).same()) {
                living.add(record);
            }
        }
        if (!living.isEmpty() && sameProcess(living.get(0), living.get(living.size() - 1))) {
            OwnerRecord record = living.get(0);
            return new Finding.Owner(holder(record.identity().pid(), Optional.of(record)), Evidence.RECORD, record);
        }
        return new Finding.Invisible(records.stream().findFirst(), evidence);
    }

    /** Both are known to live, so one pid is one process. */
    private static boolean sameProcess(OwnerRecord one, OwnerRecord other) {
        return one.identity().pid() == other.identity().pid();
    }

    /** What an owner that is gone has left running, for a refusal. */
    Finding heirs(OwnerRecord owner) {
        List<Holder> holders = new ArrayList<>();
        for (ProcessIdentity heir : Heirs.of(site, owner).find()) {
            holders.add(holder(heir.pid(), Optional.empty()));
        }
        return new Finding.Orphans(holders, owner);
    }

    /** The lock is free, but a proven live owner means that its lock file was swapped under it (#26643). */
    private Finding notHeld(List<OwnerRecord> records) {
        Lockless.HomeLocks locks = site.platform().capabilities().contains(Capability.HOME_LOCK)
                ? Lockless.HomeLocks.WORK
                : Lockless.HomeLocks.UNAVAILABLE;
        for (OwnerRecord record : records) {
            if (Lockless.mayOwn(record, locks) && site.judge().judge(record).same()) {
                return new Finding.Owner(holder(record.identity().pid(), Optional.of(record)), Evidence.RECORD, record);
            }
        }
        for (OwnerRecord record : records) {
            if (!Heirs.of(site, record).find().isEmpty()) {
                return heirs(record); // a start would be refused for them, so a look must show them (#119467)
            }
        }
        return new Finding.Nobody();
    }

    private List<Holder> describe(List<LockHolder> holders, Optional<OwnerRecord> record) {
        List<Holder> described = new ArrayList<>(holders.size());
        for (LockHolder holder : holders) {
            described.add(holder(holder.pid(), record));
        }
        return described;
    }

    private Holder holder(long pid, Optional<OwnerRecord> record) {
        return Holders.look(site.processes(), pid, record);
    }

    private static Evidence evidence(LockHolder holder) {
        return holder.confirmed() ? Evidence.FDINFO : Evidence.LOCK_TABLE;
    }

    /** Whether a live process is the one that a record of this home means, for certain. */
    static boolean proven(OwnerRecord record, ProcessIdentity live) {
        return IdentityJudge.proven(record.identity(), live);
    }
}
