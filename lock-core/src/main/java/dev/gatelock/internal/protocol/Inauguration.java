package dev.gatelock.internal.protocol;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Recovered;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.files.WholeFile;
import dev.gatelock.internal.identity.Holders;
import dev.gatelock.internal.identity.Verdict;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the locked file to the published record. Everything here happens under the lock. */
final class Inauguration {
    private static final Logger LOG = LoggerFactory.getLogger(Inauguration.class);

    private final Session session;
    private final OpenFile lock;
    private final Leftovers leftovers;

    /** Reads the leftovers now, before anything is overwritten. */
    Inauguration(Session session, OpenFile lock) {
        this.session = session;
        this.lock = lock;
        this.leftovers = new Leftovers(
                session.site().records().read(session.directory(), HomeFiles.PID),
                session.site().records().read(lock));
    }

    /**
     * A live owner that the leftovers prove, although the lock was free: its lock file was swapped under it, and it may
     * still work (I9).
     */
    Optional<Finding.Owner> incumbent() {
        Lockless.HomeLocks locks =
                session.homeLock().directoryLocked() ? Lockless.HomeLocks.WORK : Lockless.HomeLocks.UNAVAILABLE;
        for (OwnerRecord record : leftovers.records(session.directory().path().toString())) {
            if (!Lockless.mayOwn(record, locks)) {
                continue;
            }
            Sighting sighting =
                    session.site().processes().look(record.identity().pid());
            if (session.site().judge().judge(record).same() && sighting instanceof Sighting.Alive alive) {
                Holder holder = Holders.of(session.site().processes(), alive, Optional.of(record));
                return Optional.of(new Finding.Owner(holder, Evidence.RECORD, record));
            }
        }
        return Optional.empty();
    }

    /** The earlier owner of ours whose programs may still be at work although nobody has its lock. */
    Optional<OwnerRecord> ancestor() {
        for (OwnerRecord record : leftovers.records(session.directory().path().toString())) {
            if (!Heirs.of(session.site(), record).find().isEmpty()) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    /** Publishes our record. On failure the previous files are as they were, and the caller gives the lock back. */
    HeldLease publish() throws PortException {
        Site site = session.site();
        Directory directory = session.directory();
        OwnerRecord record = record(site, directory);
        Optional<Recovered> recovered = recovered(site, directory);
        byte[] content = site.records().codec().encode(record);
        String unique = record.stamp().nonce().orElseThrow().substring(0, 8);
        try (WholeFile pidFile = WholeFile.prepare(directory, HomeFiles.PID, content, unique)) {
            byte[] before = lock.read(RecordCodec.LIMIT);
            boolean published = false;
            try {
                lock.overwrite(content);
                lock.truncate(content.length);
                pidFile.publish();
                published = true;
            } finally {
                if (!published) {
                    restore(before);
                }
            }
        }
        sweep(directory);
        recovered.ifPresent(found -> LOG.info("Recovered {} from an earlier owner: {}", directory.path(), found.why()));
        return new HeldLease(session, lock, record, recovered);
    }

    /** Finds out whether a record could be written now, before somebody is ended for it (full disk, read-only home). */
    static void rehearse(Session session) throws PortException {
        byte[] content = new byte[REHEARSED_BYTES];
        Arrays.fill(content, (byte) ' ');
        String unique = session.site().processes().self().pid() + "-rehearsal";
        WholeFile.prepare(session.directory(), HomeFiles.PID, content, unique).close();
    }

    private static final int REHEARSED_BYTES = 4096;

    private void restore(byte[] before) {
        try {
            lock.overwrite(before);
            lock.truncate(before.length);
        } catch (PortException e) {
            LOG.debug("The copy in the lock file could not be put back: {}", e.getMessage());
        }
    }

    private static void sweep(Directory directory) {
        try {
            WholeFile.sweep(directory, HomeFiles.PID);
            WholeFile.sweep(directory, HomeFiles.STATE);
            WholeFile.sweep(directory, HomeFiles.TAKEOVER_MARKER);
            WholeFile.sweep(directory, HomeFiles.PLANNED_STOP_MARKER);
        } catch (PortException e) {
            LOG.debug("Temporary files of crashed writers stay: {}", e.getMessage());
        }
    }

    private OwnerRecord record(Site site, Directory directory) {
        ProcessIdentity self = site.processes().self();
        List<String> argv = site.config().program().argv();
        OwnerRecord.Program program = argv.isEmpty()
                ? new OwnerRecord.Program(
                        site.config().program().kind(), site.processes().selfArguments())
                : site.config().program();
        OwnerRecord.Stamp stamp = new OwnerRecord.Stamp(
                Optional.of(UUID.randomUUID().toString().replace("-", "")),
                OptionalLong.of(Math.max(leftovers.generation(), stateGeneration(site, directory)) + 1),
                OptionalLong.of(site.processes().startTimeNow()),
                Optional.of(site.platform().lockClass()));
        Optional<String> home = Optional.of(directory.path().toString());
        OwnerRecord record = new OwnerRecord(self, program, home, stamp);
        if (site.records().codec().encode(record).length <= RecordCodec.LIMIT) {
            return record;
        }
        // Nobody would read a record of that size: arguments that are left out are unknown, which refutes nothing.
        return new OwnerRecord(self, new OwnerRecord.Program(program.kind(), List.of()), home, stamp);
    }

    /** The state file outlives orderly ends and deleted records, so generations go on increasing. */
    private static long stateGeneration(Site site, Directory directory) {
        return site.stateFile().read(directory).get("generation") instanceof Long generation
                        && generation < Leftovers.HIGHEST_BELIEVED
                ? Math.max(0, generation)
                : 0;
    }

    private Optional<Recovered> recovered(Site site, Directory directory) {
        for (OwnerRecord record : leftovers.records(directory.path().toString())) {
            Verdict verdict = site.judge().judge(record);
            return Optional.of(new Recovered(record, verdict.why()));
        }
        if (!(leftovers.pidFile() instanceof Reading.Absent)
                && leftovers.pidFile().owner().isEmpty()) {
            LOG.info(
                    "{} {}; it is replaced",
                    directory.path().resolve(HomeFiles.PID),
                    leftovers.pidFile().why());
        }
        return Optional.empty();
    }
}
