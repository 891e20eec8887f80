package dev.gatelock.internal.locking;

import dev.gatelock.GatelockException;
import dev.gatelock.GatelockException.Category;
import dev.gatelock.internal.identity.Plain;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.util.Optional;

/** Opening and locking a lock file so that the lock is on the file that the name means. Stateless. */
public final class LockFiles {
    /** How often a file that keeps changing under its name is tried again before it counts as contended. */
    private static final int ATTEMPTS = 32;

    private LockFiles() {}

    /**
     * One attempt, without waiting.
     *
     * @return the locked file; empty if somebody else has it
     */
    public static Optional<OpenFile> tryLock(Directory directory, String name) throws PortException, GatelockException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            OpenFile file = openOrCreate(directory, name);
            boolean keep = false;
            try {
                FileStat opened = file.stat();
                if (opened.links() > 1) {
                    throw unsafe(directory, name, "has " + opened.links() + " names (hard links)");
                }
                if (file.tryLock() == LockAttempt.CONTENDED) {
                    return Optional.empty();
                }
                // Between open and lock the name may have come to mean another file (#96582).
                Optional<FileStat> named = directory.stat(name);
                if (named.isPresent() && named.get().id().equals(opened.id())) {
                    keep = true;
                    return Optional.of(file);
                }
            } finally {
                if (!keep) {
                    file.close();
                }
            }
        }
        return Optional.empty();
    }

    private static OpenFile openOrCreate(Directory directory, String name) throws PortException, GatelockException {
        PortException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return directory.open(name, OpenMode.READ_WRITE);
            } catch (PortException e) {
                check(directory, name, e);
                last = e;
            }
            try {
                return directory.open(name, OpenMode.CREATE_NEW);
            } catch (PortException e) {
                if (e.fault() != Fault.EXISTS) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }

    private static void check(Directory directory, String name, PortException e)
            throws PortException, GatelockException {
        switch (e.fault()) {
            case NOT_FOUND:
                return;
            case SYMLINK:
                throw unsafe(directory, name, "is a symbolic link");
            case NOT_REGULAR:
                throw unsafe(directory, name, "is not a regular file");
            default:
                throw e;
        }
    }

    private static GatelockException unsafe(Directory directory, String name, String what) {
        return new GatelockException(
                Category.UNSAFE,
                Plain.line(directory.path().resolve(name) + " " + what) + ", so it is not used as a lock",
                "Look where it came from and move it away; nothing was changed.",
                null);
    }
}
