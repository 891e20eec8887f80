package dev.gatelock.internal.protocol;

import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.LeaseLostException;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Phase;
import dev.gatelock.Recovered;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.StateUpdate;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.files.WholeFile;
import dev.gatelock.internal.locking.LockFiles;
import dev.gatelock.internal.marker.Markers;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.internal.scope.EnteredScopes;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease while it is held. Its own lock is taken last and never while a port waits. */
final class HeldLease implements Lease {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private final Session session;
    private final Site site;
    private final Directory directory;
    private final OwnerRecord record;
    private final Optional<Recovered> recovered;
    private final byte[] content;
    private final EnteredScopes scopes;
    private OpenFile lock;
    private LeaseLostException lost;
    private Departure departure = Departure.NONE;
    private Phase published = Phase.STARTING;
    /** The marker that we go for: it stays until the state file says that we go, so that whoever comes meanwhile waits. */
    private Optional<String> obeyed = Optional.empty();

    private boolean launched;
    private boolean closed;

    HeldLease(Session session, OpenFile lock, OwnerRecord record, Optional<Recovered> recovered) {
        this.session = session;
        this.site = session.site();
        this.directory = session.directory();
        this.record = record;
        this.recovered = recovered;
        this.content = site.records().codec().encode(record);
        this.lock = lock;
        this.scopes = new EnteredScopes(
                site.surroundings(), site.config().lockDirectory().path(), record);
    }

    @Override
    public OwnerRecord record() {
        return record;
    }

    @Override
    public Optional<Recovered> recoveredFrom() {
        return recovered;
    }

    /** Waits without our own lock: others look after the lease meanwhile. */
    @Override
    public ScopeClaim enter(Scope scope) throws GatelockException, InterruptedException {
        requireHeld();
        return scopes.enter(scope, site.patience().claim());
    }

    private synchronized void requireHeld() throws LeaseLostException {
        if (lost != null) {
            throw lost;
        }
        if (closed) {
            throw new LeaseLostException("The lease on " + directory.path() + " was closed", null);
        }
    }

    @Override
    public synchronized void ensureValid() throws LeaseLostException {
        requireHeld();
        try {
            check();
        } catch (LeaseLostException e) {
            lost = e;
            throw e;
        } catch (PortException e) {
            // A descriptor shortage or an I/O error says nothing about the lock, which the kernel still has for us.
            LOG.warn("The lease on {} could not be checked: {}", directory.path(), e.getMessage());
        } catch (GatelockException e) {
            lost = new LeaseLostException(e.getMessage(), e);
            throw lost;
        }
    }

    private void check() throws PortException, GatelockException {
        if (!directory.stillAtPath()) {
            throw new LeaseLostException(directory.path() + " was moved or deleted", null);
        }
        if (session.homeLock().directoryLocked() && directory.lockShown() == LockShown.NO) {
            throw new LeaseLostException("The lock on the directory " + directory.path() + " is gone", null);
        }
        if (lock.lockShown() == LockShown.NO) {
            throw new LeaseLostException("The lock on " + directory.path().resolve(HomeFiles.LOCK) + " is gone", null);
        }
        FileStat ours = lock.stat();
        Optional<FileId> named = session.homeLock().lockFileId();
        if (named.isEmpty() || !named.get().equals(ours.id())) {
            recreateLock();
        } else if (ours.size() != content.length) {
            writeCopy(lock);
        }
        if (!Arrays.equals(content, raw())) {
            LOG.warn(
                    "{} no longer named this owner; it is written again",
                    directory.path().resolve(HomeFiles.PID));
            publishRecord();
        }
        scopes.check();
    }

    /** The PID file as it is, empty if it cannot be read. */
    private byte[] raw() {
        try (OpenFile file = directory.openForReading(HomeFiles.PID)) {
            return file.read(RecordCodec.LIMIT);
        } catch (PortException e) {
            return new byte[0];
        }
    }

    /** Somebody removed or replaced the lock file (#9703, the workaround of #28561). */
    private void recreateLock() throws PortException, GatelockException {
        LOG.warn(
                "{} was removed or replaced under its owner; it is put back",
                directory.path().resolve(HomeFiles.LOCK));
        OpenFile replacement = LockFiles.tryLock(directory, HomeFiles.LOCK)
                .orElseThrow(() -> new LeaseLostException(
                        directory.path().resolve(HomeFiles.LOCK) + " was replaced and is held by somebody else", null));
        lock.close();
        lock = replacement;
        writeCopy(replacement);
    }

    private void writeCopy(OpenFile to) throws PortException {
        to.overwrite(content);
        to.truncate(content.length);
    }

    private void publishRecord() throws PortException {
        try (WholeFile file = WholeFile.prepare(directory, HomeFiles.PID, content, unique())) {
            file.publish();
        }
    }

    private String unique() {
        return record.stamp().nonce().orElse("").substring(0, 8) + "-"
                + site.clock().nanoTime();
    }

    private boolean namesUs(Reading reading) {
        return reading.owner()
                .filter(found -> found.identity().pid() == record.identity().pid()
                        && found.identity().startTime().equals(record.identity().startTime())
                        && found.stamp().nonce().equals(record.stamp().nonce()))
                .isPresent();
    }

    @Override
    public synchronized Departure departure() {
        if (departure == Departure.NONE && !closed) {
            Markers markers = site.markers(directory);
            if (consume(markers, HomeFiles.TAKEOVER_MARKER).mine()) {
                departure = Departure.REPLACED;
            } else {
                Markers.Relation stop = consume(markers, HomeFiles.PLANNED_STOP_MARKER);
                if (stop.mine()) {
                    departure = stop == Markers.Relation.NAMES_OWNER ? Departure.STOPPED : Departure.RESTARTED;
                }
            }
        }
        return departure;
    }

    private Markers.Relation consume(Markers markers, String name) {
        Markers.Relation relation = markers.relation(directory, name, record);
        if (relation.mine()) {
            obeyed = Optional.of(name);
        } else if (relation == Markers.Relation.WORTHLESS) {
            removeMarker(name);
        }
        return relation;
    }

    private void removeMarker(String name) {
        try {
            directory.unlink(name);
        } catch (PortException e) {
            LOG.debug("{} could not be removed: {}", name, e.getMessage());
        }
    }

    /** START-14: from one of the two, the marker or the state file, it can be seen at any moment that we are leaving. */
    private void forgetMarker() {
        obeyed.ifPresent(this::removeMarker);
        obeyed = Optional.empty();
    }

    @Override
    public synchronized void publish(StateUpdate update) {
        if (closed) {
            return;
        }
        try {
            site.stateFile().write(directory, record, update);
            published = update.phase();
        } catch (PortException e) {
            LOG.warn("{} could not be written: {}", directory.path().resolve(HomeFiles.STATE), e.getMessage());
        }
        if (update.phase() != Phase.STARTING && update.phase() != Phase.RUNNING) {
            forgetMarker();
        }
    }

    @Override
    public synchronized Workload start(Launch launch) throws PortException {
        launched = true;
        return site.platform().launcher().start(launch, kept());
    }

    @Override
    public void check(Launch launch) throws PortException {
        site.platform().launcher().check(launch);
    }

    @Override
    public synchronized void become(Launch launch) throws PortException {
        if (!site.platform().capabilities().contains(Capability.REPLACE_IMAGE)) {
            throw new PortException(Fault.UNSUPPORTED, "exec", launch.command().get(0), "not possible on this system");
        }
        site.platform().launcher().replaceSelf(launch, kept());
    }

    @Override
    public int endSharers(Duration patience) throws InterruptedException {
        FileId id;
        synchronized (this) {
            // descriptors are close-on-exec, and the nonce is in nobody's environment: only what was started can share
            if (closed || !launched || !site.platform().capabilities().contains(Capability.INHERITED_LOCK)) {
                return 0;
            }
            try {
                id = lock.stat().id();
            } catch (PortException e) {
                return 0;
            }
        }
        int ended = 0;
        for (Survivors survivors : List.of(new Sharers(site, id), Heirs.of(site, record))) {
            int found = survivors.find().size();
            if (found > 0) {
                survivors.end(patience);
                ended += found;
            }
        }
        return ended;
    }

    private List<Inheritable> kept() {
        List<Inheritable> kept = new ArrayList<>(2);
        kept.add(lock);
        if (session.homeLock().directoryLocked()) {
            kept.add(directory);
        }
        kept.addAll(scopes.kept());
        return kept;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        scopes.release(); // before the home: its next owner needs them
        try {
            if (lost == null) {
                clear();
            }
        } catch (PortException e) {
            LOG.warn("The record in {} stays behind, which stops nobody: {}", directory.path(), e.getMessage());
        } finally {
            closed = true;
            lock.close();
            directory.close();
            session.slot().leave();
        }
    }

    /** While we hold: afterwards the names may mean somebody else's record (#5646). */
    private void clear() throws PortException {
        try {
            if (namesUs(site.records().read(directory, HomeFiles.PID))) {
                directory.unlink(HomeFiles.PID);
            }
        } catch (PortException e) {
            LOG.warn(
                    "{} stays behind, which stops nobody: {}", directory.path().resolve(HomeFiles.PID), e.getMessage());
        }
        if (published != Phase.STOPPED && published != Phase.STARTUP_FAILED) {
            publish(StateUpdate.of(Phase.STOPPED)); // also keeps the generation for the next owner
        }
        forgetMarker();
        lock.truncate(0);
    }

    @Override
    public String toString() {
        return "Lease[" + directory.path() + ", pid " + record.identity().pid() + "]";
    }
}
