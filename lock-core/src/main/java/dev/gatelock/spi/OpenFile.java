package dev.gatelock.spi;

/**
 * One open file description of a regular file. Not inherited by child processes unless a {@link Launcher} is told so.
 *
 * <p>Not thread-safe. A lock dies with the last descriptor of the description: on {@link #close()}, or when every process
 * that has it is dead. Nothing else survives a crash, and nothing needs cleaning after one.
 */
public interface OpenFile extends Inheritable, AutoCloseable {
    /** What is open, from the descriptor and not from the path. */
    FileStat stat() throws PortException;

    /**
     * Tries for the exclusive lock, without blocking.
     *
     * @return {@link LockAttempt#ACQUIRED} or {@link LockAttempt#CONTENDED}
     * @throws PortException if the failure is not contention (unsupported file system, no lock records left)
     */
    LockAttempt tryLock() throws PortException;

    /** Whether the kernel still shows the lock on this descriptor. */
    LockShown lockShown();

    /**
     * Reads from the start.
     *
     * @param limit at most this many bytes
     * @return the bytes, shorter than {@code limit} if the file is; never null
     */
    byte[] read(int limit) throws PortException;

    /** Writes all bytes at offset 0 in one call, leaving what lies beyond; a short write is a {@link PortException}. */
    void overwrite(byte[] content) throws PortException;

    /** Appends all bytes in one call; only for {@link OpenMode#APPEND}. */
    void append(byte[] content) throws PortException;

    /** Sets the length in bytes. */
    void truncate(long length) throws PortException;

    /** Flushes content and length to the disk. */
    void sync() throws PortException;

    /** Gives up the descriptor; the lock goes when no inherited copy is left. Idempotent; never throws. */
    @Override
    void close();
}
