package dev.gatelock.internal.scope;

import dev.gatelock.GatelockException;
import dev.gatelock.LeaseLostException;
import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.locking.LockFiles;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One scoped lock while it is held. Not thread-safe. After a crash the kernel frees the lock and the record stays, which
 * stops nobody.
 */
final class HeldScope {
    private static final Logger LOG = LoggerFactory.getLogger(HeldScope.class);

    private final Surroundings surroundings;
    private final String name;
    private final OwnerRecord owner;
    private final byte[] content;
    private OpenFile file;

    /**
     * @param content what was written into {@code file}
     */
    HeldScope(Surroundings surroundings, String name, OwnerRecord owner, byte[] content, OpenFile file) {
        this.surroundings = surroundings;
        this.name = name;
        this.owner = owner;
        this.content = content;
        this.file = file;
    }

    OpenFile file() {
        return file;
    }

    /**
     * Makes sure that it is still ours; puts back what somebody deleted or overwrote. Unlike a home, a lock directory has no
     * lock of its own: between a deletion and this look another could have got in, who then wins.
     */
    void check(Directory directory) throws PortException, GatelockException {
        Path path = directory.path().resolve(name);
        if (file.lockShown() == LockShown.NO) {
            throw new LeaseLostException("The lock on " + path + " is gone", null);
        }
        FileStat ours = file.stat();
        Optional<FileStat> named = directory.stat(name);
        if (named.isEmpty() || !named.get().id().equals(ours.id())) {
            LOG.warn("{} was removed or replaced under its owner; it is put back", path);
            recreate(directory, path);
        } else if (ours.size() != content.length) {
            LOG.warn("{} no longer named this owner; it is written again", path);
            requireNobody(file, path);
            write(file);
        }
    }

    private void recreate(Directory directory, Path path) throws PortException, GatelockException {
        OpenFile replacement = LockFiles.tryLock(directory, name)
                .orElseThrow(() -> new LeaseLostException(path + " was replaced and is held by somebody else", null));
        boolean taken = false;
        try {
            requireNobody(replacement, path);
            write(replacement);
            taken = true;
        } finally {
            (taken ? file : replacement).close();
        }
        file = replacement;
    }

    /** Whoever uses no kernel lock may have taken it meanwhile. */
    private void requireNobody(OpenFile in, Path path) throws PortException, LeaseLostException {
        Optional<OwnerRecord> found =
                surroundings.read(in.read(RecordCodec.LIMIT + 1)).owner();
        if (found.isPresent() && !surroundings.ours(found.get()) && surroundings.inUse(found.get())) {
            throw new LeaseLostException(
                    path + " names pid " + found.get().identity().pid() + " now", null);
        }
    }

    private void write(OpenFile to) throws PortException {
        to.overwrite(content);
        to.truncate(content.length);
    }

    /** Empties the file if it still names exactly this claim, then gives up the lock. Never removes the file; never throws. */
    void release() {
        try {
            Optional<OwnerRecord> found =
                    surroundings.read(file.read(RecordCodec.LIMIT + 1)).owner();
            if (found.isPresent() && isThisClaim(found.get())) {
                file.truncate(0);
            }
        } catch (PortException e) {
            LOG.warn("The record in {} stays behind: {}", name, e.getMessage());
        } finally {
            file.close();
        }
    }

    private boolean isThisClaim(OwnerRecord found) {
        return found.identity().pid() == owner.identity().pid()
                && found.identity().startTime().equals(owner.identity().startTime())
                && found.stamp().nonce().equals(owner.stamp().nonce());
    }
}
