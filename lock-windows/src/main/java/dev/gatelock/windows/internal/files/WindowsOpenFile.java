package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One open file. Its contents end below the locked byte; more is neither read nor written.
 *
 * <p>Not thread-safe. The lock belongs to this process and this handle: closing frees it at once, a crash frees it when the
 * system gets to it. What was written before a crash stays, and may be torn if it was not put in place by a rename.
 */
public final class WindowsOpenFile implements OpenFile {
    private final Path path;
    private final FileHandle handle;
    private final FileCalls calls;
    private final FileId id;

    WindowsOpenFile(Path path, FileHandle handle, FileCalls calls) {
        this.path = path;
        this.handle = handle;
        this.calls = calls;
        this.id = Names.entryId(calls, path);
    }

    /** Where it is. */
    public Path directory() {
        return path.getParent();
    }

    /** The identity is that of the name at the time of opening, which cannot change while a writer has it open. */
    @Override
    public FileStat stat() throws PortException {
        try {
            return new FileStat(id, FileStat.Kind.REGULAR, 1, handle.size(), -1);
        } catch (IOException e) {
            throw Faults.of(e, "stat", path);
        }
    }

    @Override
    public LockAttempt tryLock() throws PortException {
        return attempt(FileHandle.Lock.EXCLUSIVE);
    }

    /** For an instant's probe, which excludes only those who want the lock for themselves. */
    LockAttempt tryShared() throws PortException {
        return attempt(FileHandle.Lock.SHARED);
    }

    private LockAttempt attempt(FileHandle.Lock kind) throws PortException {
        try {
            return handle.tryLock(LockedByte.OFFSET, LockedByte.LENGTH, kind)
                    ? LockAttempt.ACQUIRED
                    : LockAttempt.CONTENDED;
        } catch (OverlappingFileLockException e) {
            return LockAttempt.CONTENDED; // by this very JVM
        } catch (IOException e) {
            throw Faults.of(e, "lock", path);
        }
    }

    /** The JVM knows when it gave the lock up; the system is not to be asked. */
    @Override
    public LockShown lockShown() {
        return handle.lockValid() ? LockShown.UNKNOWN : LockShown.NO;
    }

    /**
     * A writer that was refused the rename writes in place, so what was read may be half of each: two equal looks count, else
     * one more.
     */
    @Override
    public byte[] read(int limit) throws PortException {
        int size = (int) Math.min(limit, LockedByte.OFFSET);
        try {
            byte[] once = readOnce(size);
            byte[] again = readOnce(size);
            return Arrays.equals(once, again) ? again : readOnce(size);
        } catch (IOException e) {
            throw Faults.of(e, "read", path);
        }
    }

    private byte[] readOnce(int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, handle.size()));
        while (buffer.hasRemaining() && handle.read(buffer, buffer.position()) > 0) {
            continue;
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public void overwrite(byte[] content) throws PortException {
        requireBelowTheLock("write", content.length);
        try {
            complete(handle.write(ByteBuffer.wrap(content), 0), content.length);
        } catch (IOException e) {
            throw Faults.ofWriting(e, "write", path, content.length, calls);
        }
    }

    @Override
    public void append(byte[] content) throws PortException {
        try {
            complete(handle.append(ByteBuffer.wrap(content)), content.length);
        } catch (IOException e) {
            throw Faults.ofWriting(e, "append", path, content.length, calls);
        }
    }

    private static void complete(int written, int wanted) throws IOException {
        if (written != wanted) {
            throw new IOException(written + " of " + wanted + " bytes written");
        }
    }

    /** Only ever shortens. */
    @Override
    public void truncate(long length) throws PortException {
        requireBelowTheLock("truncate", length);
        try {
            handle.truncate(length);
        } catch (IOException e) {
            throw Faults.ofWriting(e, "truncate", path, 0, calls);
        }
    }

    @Override
    public void sync() throws PortException {
        try {
            handle.force();
        } catch (IOException e) {
            throw Faults.ofWriting(e, "flush", path, 0, calls);
        }
    }

    private void requireBelowTheLock(String operation, long length) throws PortException {
        if (length > LockedByte.OFFSET) {
            throw new PortException(
                    Fault.UNSUPPORTED, operation, path.toString(), length + " bytes reach into the locked range");
        }
    }

    @Override
    public void close() {
        try {
            handle.close();
        } catch (IOException e) {
            // the handle is gone either way, and its lock with it
        }
    }
}
