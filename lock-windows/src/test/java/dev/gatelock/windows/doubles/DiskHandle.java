package dev.gatelock.windows.doubles;

import dev.gatelock.spi.OpenMode;
import dev.gatelock.windows.doubles.WindowsDisk.Node;
import dev.gatelock.windows.doubles.WindowsDisk.Range;
import dev.gatelock.windows.internal.files.FileCalls.Sharing;
import dev.gatelock.windows.internal.files.FileHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.util.Arrays;

/** A handle on a {@link WindowsDisk}. Locked ranges are enforced, and every call that comes near one is remembered. */
final class DiskHandle implements FileHandle {
    /** Where the lock is by agreement with other implementations. Written out: a changed constant has to be noticed. */
    private static final long AGREED = 1_048_576;

    final Sharing sharing;
    final String process;
    boolean dead;
    private final WindowsDisk disk;
    private final Node node;
    private final OpenMode mode;
    private boolean closed;

    DiskHandle(WindowsDisk disk, Node node, String process, OpenMode mode, Sharing sharing) {
        this.disk = disk;
        this.node = node;
        this.process = process;
        this.mode = mode;
        this.sharing = sharing;
    }

    private void transfer(String what, long from, long to) throws IOException {
        requireOpen();
        if (to > AGREED) {
            disk.violations.add(what + " " + from + "-" + to + " of " + node.stored);
        }
        for (Range range : node.locks) {
            if (range.handle() != this && range.touches(from, to)) {
                disk.violations.add(what + " into the locked range of " + node.stored);
                throw new IOException("another process has locked a portion of the file");
            }
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        transfer("read", position, position + into.remaining());
        int count = (int) Math.min(into.remaining(), node.bytes.length - position);
        if (count <= 0) {
            return -1;
        }
        into.put(node.bytes, (int) position, count);
        return count;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        transfer("write", position, position + from.remaining());
        if (mode == OpenMode.READ) {
            throw new java.nio.channels.NonWritableChannelException();
        }
        if (disk.volume.usable() == 0) {
            throw new IOException("There is not enough space on the disk");
        }
        int count = from.remaining();
        node.bytes = Arrays.copyOf(node.bytes, (int) Math.max(node.bytes.length, position + count));
        from.get(node.bytes, (int) position, count);
        return count;
    }

    @Override
    public int append(ByteBuffer from) throws IOException {
        return write(from, node.bytes.length);
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return node.bytes.length;
    }

    @Override
    public void truncate(long length) throws IOException {
        requireOpen();
        node.bytes = Arrays.copyOf(node.bytes, (int) Math.min(node.bytes.length, length));
    }

    @Override
    public void force() throws IOException {
        requireOpen();
    }

    @Override
    public boolean tryLock(long position, long size, Lock lock) throws IOException {
        requireOpen();
        boolean shared = lock == Lock.SHARED;
        for (Range range : node.locks) {
            if (range.touches(position, position + size)) {
                if (range.handle().process.equals(process) && !range.handle().dead) {
                    throw new OverlappingFileLockException();
                }
                if (!(range.shared() && shared)) {
                    return false;
                }
            }
        }
        node.locks.add(new Range(this, position, position + size, shared));
        return true;
    }

    @Override
    public boolean lockValid() {
        return node.locks.stream().anyMatch(range -> range.handle() == this);
    }

    @Override
    public void close() {
        closed = true;
        node.locks.removeIf(range -> range.handle() == this);
        node.open.remove(this);
        disk.sweepPending();
    }

    /** Its process died: the handle is closed, the lock stays. */
    void die() {
        closed = true;
        dead = true;
        node.open.remove(this);
        disk.sweepPending();
    }
}
