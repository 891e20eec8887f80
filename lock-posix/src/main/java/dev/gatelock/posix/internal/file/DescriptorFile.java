package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A regular file behind a native descriptor, close-on-exec from its first instant.
 *
 * <p>Not thread-safe. There is no cleaner: an object that is forgotten keeps its descriptor, and so its lock, until the
 * process ends, because losing a lock to the garbage collector would break I1.
 */
final class DescriptorFile implements OpenFile, HeldDescriptor {
    private final Sys sys;
    private final String subject;
    private final FileId id;
    private int descriptor;

    private DescriptorFile(Sys sys, int descriptor, FileId id, String subject) {
        this.sys = sys;
        this.descriptor = descriptor;
        this.id = id;
        this.subject = subject;
    }

    static DescriptorFile open(Sys sys, int directory, Path directoryPath, String name, OpenMode mode)
            throws PortException {
        String subject = directoryPath + "/" + name;
        int descriptor = Opening.open(sys, directory, directoryPath, name, mode);
        if (descriptor < 0) {
            throw Errno.failure(descriptor, "open", subject);
        }
        FileStat stat;
        try {
            stat = Stats.ofDescriptor(sys, descriptor, subject);
        } catch (PortException e) {
            sys.close(descriptor);
            throw e;
        }
        if (stat.kind() != FileStat.Kind.REGULAR) {
            sys.close(descriptor);
            throw new PortException(Fault.NOT_REGULAR, "open", subject, "not a regular file");
        }
        return new DescriptorFile(sys, descriptor, stat.id(), subject);
    }

    @Override
    public int descriptor() {
        if (descriptor < 0) {
            throw new IllegalStateException("closed: " + subject);
        }
        return descriptor;
    }

    @Override
    public FileStat stat() throws PortException {
        return Stats.ofDescriptor(sys, descriptor(), subject);
    }

    @Override
    public LockAttempt tryLock() throws PortException {
        int result = sys.tryLock(descriptor(), Abi.LOCK_EX);
        if (result >= 0) {
            return LockAttempt.ACQUIRED;
        }
        if (Errno.EWOULDBLOCK.is(result)) {
            return LockAttempt.CONTENDED;
        }
        throw Errno.failure(result, "flock", subject);
    }

    @Override
    public LockShown lockShown() {
        return ShownLocks.of(descriptor, id);
    }

    @Override
    public byte[] read(int limit) throws PortException {
        byte[] bytes = new byte[Math.min(limit, 4096)];
        int length = 0;
        while (length < limit) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, 2L * bytes.length));
            }
            long result = sys.read(descriptor(), bytes, length, bytes.length - length, length);
            if (result < 0) {
                throw Errno.failure(result, "read", subject);
            }
            if (result == 0) {
                break;
            }
            length += (int) result;
        }
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void overwrite(byte[] content) throws PortException {
        requireWhole(sys.overwrite(descriptor(), content), content.length);
    }

    @Override
    public void append(byte[] content) throws PortException {
        requireWhole(sys.append(descriptor(), content), content.length);
    }

    /** The kernel writes less than asked when the disk fills up on the way; the next write would say ENOSPC. */
    private void requireWhole(long written, int wanted) throws PortException {
        if (written < 0) {
            throw Errno.failure(written, "write", subject);
        }
        if (written < wanted) {
            throw new PortException(
                    Fault.NO_SPACE, "write", subject, "only " + written + " of " + wanted + " bytes written");
        }
    }

    @Override
    public void truncate(long length) throws PortException {
        int result = sys.truncate(descriptor(), length);
        if (result < 0) {
            throw Errno.failure(result, "truncate", subject);
        }
    }

    @Override
    public void sync() throws PortException {
        int result = sys.sync(descriptor());
        if (result < 0) {
            throw Errno.failure(result, "fsync", subject);
        }
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            int closing = descriptor;
            descriptor = -1;
            sys.close(closing);
        }
    }
}
