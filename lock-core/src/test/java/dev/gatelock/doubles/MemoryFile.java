package dev.gatelock.doubles;

import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import java.util.Arrays;

/** One open file description. */
final class MemoryFile implements OpenFile {
    private static final long ENDLESS = 300_000;

    private final MemoryHome home;
    private final Node node;
    private boolean closed;

    MemoryFile(MemoryHome home, Node node) {
        this.home = home;
        this.node = node;
        home.open++;
    }

    static LockAttempt tryLock(MemoryHome home, Node node, Object descriptor) {
        synchronized (home) {
            if (node.locker != null && node.locker != descriptor) {
                if (++home.contended > ENDLESS) {
                    throw new AssertionError("tries for ever");
                }
                return LockAttempt.CONTENDED;
            }
            node.locker = descriptor;
            return LockAttempt.ACQUIRED;
        }
    }

    static void unlock(MemoryHome home, Node node, Object descriptor) {
        synchronized (home) {
            if (node.locker == descriptor) {
                node.locker = null;
            }
        }
    }

    static LockShown shown(MemoryHome home, Node node, Object descriptor) {
        synchronized (home) {
            return node.locker == descriptor ? LockShown.YES : LockShown.NO;
        }
    }

    @Override
    public FileStat stat() {
        synchronized (home) {
            return node.stat();
        }
    }

    @Override
    public LockAttempt tryLock() {
        return tryLock(home, node, this);
    }

    @Override
    public LockShown lockShown() {
        return shown(home, node, this);
    }

    @Override
    public byte[] read(int limit) {
        synchronized (home) {
            return Arrays.copyOf(node.content, Math.min(limit, node.content.length));
        }
    }

    @Override
    public void overwrite(byte[] content) {
        synchronized (home) {
            byte[] now = Arrays.copyOf(node.content, Math.max(node.content.length, content.length));
            System.arraycopy(content, 0, now, 0, content.length);
            node.content = now;
        }
    }

    @Override
    public void append(byte[] content) {
        synchronized (home) {
            byte[] now = Arrays.copyOf(node.content, node.content.length + content.length);
            System.arraycopy(content, 0, now, node.content.length, content.length);
            node.content = now;
        }
    }

    @Override
    public void truncate(long length) {
        synchronized (home) {
            node.content = Arrays.copyOf(node.content, (int) length);
        }
    }

    @Override
    public void sync() {}

    @Override
    public void close() {
        synchronized (home) {
            unlock(home, node, this);
            home.open -= closed ? 0 : 1;
            closed = true;
        }
    }
}
