package dev.gatelock.internal.scope;

import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scopes of an owner that was replaced: its records are emptied in place, under their locks. Only those of exactly that
 * process; a replacer that removed everybody's locked out every other gateway of the machine (#d0821b057). Stateless; a
 * failure is logged, since a record of a dead owner stops nobody.
 */
public final class VoidedScopes {
    private static final Logger LOG = LoggerFactory.getLogger(VoidedScopes.class);

    private VoidedScopes() {}

    /**
     * Voids the records of a replaced owner.
     *
     * @param path the lock directory; not created
     * @param replaced the record of the owner that is gone
     */
    public static void of(Surroundings surroundings, Path path, OwnerRecord replaced) {
        if (replaced.identity().startTime().isEmpty()
                || surroundings.judge().judge(replaced).same()) {
            return; // nothing tells its locks from another's, or it gave up its home and lives
        }
        try (Directory directory = surroundings.platform().directories().open(path)) {
            for (String name : directory.list()) {
                if (ScopeFile.parse(name).isPresent()) {
                    empty(surroundings, directory, name, replaced);
                }
            }
        } catch (PortException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                LOG.debug("The scopes of the replaced owner stay as they are: {}", e.getMessage());
            }
        }
    }

    private static void empty(Surroundings surroundings, Directory directory, String name, OwnerRecord replaced) {
        try {
            if (!names(surroundings, directory, name, replaced)) {
                return;
            }
            try (OpenFile file = directory.open(name, OpenMode.READ_WRITE)) {
                if (file.tryLock() == LockAttempt.CONTENDED) {
                    return; // a program of the old owner that lives on, or the scope's next owner
                }
                Optional<FileStat> named = directory.stat(name);
                if (named.isPresent()
                        && named.get().id().equals(file.stat().id())
                        && names(surroundings, file, replaced)) {
                    file.truncate(0);
                }
            }
        } catch (PortException e) {
            LOG.debug("{} stays as it is: {}", name, e.getMessage());
        }
    }

    /** A look without a lock first, so that nobody else's lock is ever tried. */
    private static boolean names(Surroundings surroundings, DirectoryView directory, String name, OwnerRecord replaced)
            throws PortException {
        try (OpenFile file = directory.openForReading(name)) {
            return names(surroundings, file, replaced);
        }
    }

    private static boolean names(Surroundings surroundings, OpenFile file, OwnerRecord replaced) throws PortException {
        Optional<OwnerRecord> found =
                surroundings.read(file.read(RecordCodec.LIMIT + 1)).owner();
        return found.isPresent()
                && found.get().identity().pid() == replaced.identity().pid()
                && found.get().identity().startTime().equals(replaced.identity().startTime());
    }
}
