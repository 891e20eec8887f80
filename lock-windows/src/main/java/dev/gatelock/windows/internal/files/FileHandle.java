package dev.gatelock.windows.internal.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open file. There is no call here that waits for a lock: on Windows a thread that blocks in one cannot be
 * interrupted, so locks are polled for.
 */
public interface FileHandle extends Closeable {
    /** Reads at a position; -1 at the end. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Writes at a position; returns how many bytes. */
    int write(ByteBuffer from, long position) throws IOException;

    /** Writes at the end, wherever that is by then. */
    int append(ByteBuffer from) throws IOException;

    /** Length in bytes. */
    long size() throws IOException;

    /** Cuts off what lies beyond. */
    void truncate(long length) throws IOException;

    /** Flushes content and length. */
    void force() throws IOException;

    /**
     * Tries for a lock on a range, without blocking.
     *
     * @return whether we have it; false if another process does
     * @throws java.nio.channels.OverlappingFileLockException if this JVM has it, through whichever handle
     */
    boolean tryLock(long position, long size, Lock lock) throws IOException;

    /** Whether the lock was taken and neither released nor its handle closed, as far as this JVM knows. */
    boolean lockValid();

    /** Closes; a lock goes with it. */
    @Override
    void close() throws IOException;

    /** Kinds of locks. */
    enum Lock {
        /** Against everybody. */
        EXCLUSIVE,
        /** Against exclusive ones. */
        SHARED
    }
}
