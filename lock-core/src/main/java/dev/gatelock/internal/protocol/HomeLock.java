package dev.gatelock.internal.protocol;

import dev.gatelock.GatelockException;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.locking.LockFiles;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Both locks of a home, taken together: the directory's own, which stays when every file in it is deleted (I9), and the
 * lock file's, which other implementations share. Not thread-safe.
 */
final class HomeLock {
    private static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);

    private final Directory directory;
    private boolean directoryLocked;
    private boolean told;

    HomeLock(Directory directory) {
        this.directory = directory;
    }

    boolean directoryLocked() {
        return directoryLocked;
    }

    /** One attempt for both; on contention neither is kept. */
    Optional<OpenFile> tryOnce() throws PortException, GatelockException {
        LockAttempt own = directory.tryLock();
        if (own == LockAttempt.CONTENDED) {
            return Optional.empty();
        }
        directoryLocked = own == LockAttempt.ACQUIRED;
        if (own == LockAttempt.UNSUPPORTED && !told) {
            LOG.debug("{} cannot be locked itself; its lock file alone guards it", directory.path());
            told = true;
        }
        Optional<OpenFile> lock = Optional.empty();
        try {
            lock = LockFiles.tryLock(directory, HomeFiles.LOCK);
            return lock;
        } finally {
            if (lock.isEmpty() && directoryLocked) {
                directory.unlock();
                directoryLocked = false;
            }
        }
    }

    /** The lock file's identity now, if it is there. */
    Optional<FileId> lockFileId() throws PortException {
        return directory.stat(HomeFiles.LOCK).map(FileStat::id);
    }
}
