package dev.gatelock.internal.scope;

import dev.gatelock.Evidence;
import dev.gatelock.GatelockException;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Recovered;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.internal.identity.Holders;
import dev.gatelock.internal.locking.Deadline;
import dev.gatelock.internal.locking.HolderWatch;
import dev.gatelock.internal.locking.LockFiles;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entering one scope: locks its file, respects a live owner that uses no kernel lock, takes over everything else in place.
 * Used once, by one thread. A crash at any instruction leaves an unlocked file that the next one takes over.
 */
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final Surroundings surroundings;
    private final Directory directory;
    private final OwnerRecord owner;
    private final Scope scope;
    private final ScopeFile file;
    private HeldScope held;
    private Optional<Recovered> recovered = Optional.empty();

    Entrance(Surroundings surroundings, Directory directory, OwnerRecord owner, Scope scope) {
        this.surroundings = surroundings;
        this.directory = directory;
        this.owner = owner;
        this.scope = scope;
        this.file = ScopeFile.of(scope);
    }

    /** What was entered; only after {@link #enter} said so. */
    HeldScope held() {
        return held;
    }

    /** Refused at once by an identified owner; waits for a lock whose holder is dying, beginning or unknown. */
    ScopeClaim enter(Duration patience) throws PortException, GatelockException, InterruptedException {
        ScopeLook look = new ScopeLook(surroundings, directory, file.fileName());
        Deadline deadline = Deadline.in(surroundings.platform().clock(), patience);
        try (HolderWatch watch = new HolderWatch(surroundings.platform())) {
            while (true) {
                Optional<Occupant> met = attempt(look);
                if (held != null) {
                    return new ScopeClaim.Entered(scope, recovered);
                }
                LockSighting taker = look.taker();
                Occupant occupant = met.isPresent() ? met.get() : look.occupant(taker);
                if (!(occupant instanceof Occupant.Unidentified) && !leaving(occupant)) {
                    return refused(occupant);
                }
                if (deadline.passed()) {
                    return refused(met.isPresent() ? occupant : look.occupant(look.holders()));
                }
                watch.follow(taker);
                if (occupant instanceof Occupant.Owner leaver) {
                    watch.follow(OptionalLong.of(leaver.holder().pid()));
                }
                watch.await(deadline);
            }
        }
    }

    /** Whoever had our own home before us has lost it, and is ending: it gives this up, too (#28561). */
    private boolean leaving(Occupant occupant) {
        return occupant instanceof Occupant.Owner found
                && found.record().home().isPresent()
                && found.record().home().equals(owner.home());
    }

    /** One try for the lock; {@link #held} if it is ours, else who was met, if that is known already. */
    private Optional<Occupant> attempt(ScopeLook look) throws PortException, GatelockException {
        Optional<OpenFile> lock;
        try {
            lock = LockFiles.tryLock(directory, file.fileName());
        } catch (PortException e) {
            // a file of another user cannot be opened, but the kernel tells whether it is locked (#56402)
            if (e.fault() == Fault.PERMISSION && look.taker() instanceof LockSighting.Held sighting) {
                return Optional.of(look.occupant(sighting));
            }
            throw e;
        }
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try {
            return occupy(lock.get());
        } finally {
            if (held == null) {
                lock.get().close();
            }
        }
    }

    /** Under the lock. Neither held nor met if the name means another file by now. */
    private Optional<Occupant> occupy(OpenFile lock) throws PortException {
        byte[] before = lock.read(RecordCodec.LIMIT + 1);
        Reading leftover = surroundings.read(before);
        Optional<OwnerRecord> left = leftover.owner();
        if (left.isPresent() && surroundings.ours(left.get())) {
            left = Optional.empty();
        }
        if (left.isPresent() && surroundings.inUse(left.get())) {
            OwnerRecord record = left.get();
            return Optional.of(new Occupant.Owner(
                    Holders.look(surroundings.processes(), record.identity().pid(), left), Evidence.RECORD, record));
        }
        byte[] content = file.content(
                surroundings.codec(), owner, surroundings.platform().clock().now());
        write(lock, content, before);
        // An implementation without kernel locks may have removed the empty file before it was written.
        Optional<FileStat> named = directory.stat(file.fileName());
        if (named.isEmpty() || !named.get().id().equals(lock.stat().id())) {
            return Optional.empty();
        }
        recovered = left.isPresent()
                ? Optional.of(new Recovered(
                        left.get(), surroundings.judge().judge(left.get()).why()))
                : Optional.empty();
        report(leftover);
        held = new HeldScope(surroundings, file.fileName(), owner, content, lock);
        return Optional.empty();
    }

    private void write(OpenFile lock, byte[] content, byte[] before) throws PortException {
        boolean written = false;
        try {
            lock.overwrite(content);
            lock.truncate(content.length);
            written = true;
        } finally {
            if (!written) {
                restore(lock, before);
            }
        }
    }

    private void restore(OpenFile lock, byte[] before) {
        try {
            lock.overwrite(before);
            lock.truncate(before.length);
        } catch (PortException e) {
            LOG.debug("{} could not be put back: {}", file.fileName(), e.getMessage());
        }
    }

    private void report(Reading leftover) {
        if (recovered.isPresent()) {
            LOG.info(
                    "Recovered the scope {} from an earlier owner: {}",
                    scope,
                    recovered.get().why());
        } else if (leftover.owner().isEmpty() && !(leftover instanceof Reading.Empty)) {
            LOG.info("{} {}; it is replaced", file.fileName(), leftover.why());
        }
    }

    private ScopeClaim refused(Occupant occupant) {
        return new ScopeClaim.Refused(scope, ScopeRefusals.of(file, occupant));
    }
}
