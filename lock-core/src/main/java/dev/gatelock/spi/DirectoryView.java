package dev.gatelock.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looking at one directory. No call here writes, creates, deletes or locks anything for longer than the call (I3).
 *
 * <p>Names are single path elements. On POSIX a view costs no native code until {@link #probeLock} is called.
 */
public interface DirectoryView extends AutoCloseable {
    /** The canonical absolute path that was opened, never null. */
    Path path();

    /** The directory's own identity. */
    FileId id() throws PortException;

    /** What {@code name} is now, without following a link; empty if there is no such name. */
    Optional<FileStat> stat(String name) throws PortException;

    /**
     * Opens a regular file for reading.
     *
     * @throws PortException {@link Fault#NOT_FOUND}, {@link Fault#SYMLINK}, {@link Fault#NOT_REGULAR},
     *     {@link Fault#PERMISSION} and others; it returns at once, also for a FIFO
     */
    OpenFile openForReading(String name) throws PortException;

    /** The names in the directory, in no order. */
    List<String> list() throws PortException;

    /**
     * Last resort of a probe: takes a shared lock on {@code name} for an instant.
     *
     * @return {@link LockAttempt#ACQUIRED} if nobody held it, {@link LockAttempt#CONTENDED} if somebody did
     */
    LockAttempt probeLock(String name) throws PortException;

    /** Never throws. */
    @Override
    void close();
}
