package dev.gatelock.spi;

/**
 * A directory that is held open: every name is resolved relative to this very directory, even if its path is moved.
 *
 * <p>Not thread-safe. Its lock, if taken, dies with the descriptor.
 */
public interface Directory extends DirectoryView, Inheritable {
    /**
     * Tries to lock the directory itself, without blocking.
     *
     * @return {@link LockAttempt#UNSUPPORTED} where the file system or platform has no such lock
     */
    LockAttempt tryLock() throws PortException;

    /** Gives back the directory's lock; nothing if it is not held. */
    void unlock();

    /** Whether the kernel still shows our lock on this directory. */
    LockShown lockShown();

    /** Whether {@link #path()} still names this directory. */
    boolean stillAtPath();

    /** Opens a regular file; see {@link DirectoryView#openForReading} for the errors. */
    OpenFile open(String name, OpenMode mode) throws PortException;

    /**
     * Renames within the directory, replacing the target atomically.
     *
     * @throws PortException {@link Fault#NOT_REGULAR} if the target is a directory, {@link Fault#BUSY} where an open
     *     target cannot be replaced (Windows)
     */
    void rename(String from, String to) throws PortException;

    /**
     * Removes a name; the protocol never asks this for a lock file.
     *
     * @return whether there was one
     */
    boolean unlink(String name) throws PortException;

    /** Flushes the directory's entries to the disk; does nothing without {@link Capability#DIRECTORY_SYNC}. */
    void sync() throws PortException;
}
