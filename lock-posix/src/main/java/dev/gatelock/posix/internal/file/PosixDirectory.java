package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory held open by a descriptor, relative to which every name is resolved.
 *
 * <p>Not thread-safe. Its lock belongs to the descriptor's open file description and dies with it; the names that were made
 * through it stay.
 */
public final class PosixDirectory implements Directory, HeldDescriptor {
    private final Sys sys;
    private final Path path;
    private final FileId id;
    private final Set<Capability> capabilities;
    private int descriptor;

    PosixDirectory(Sys sys, int descriptor, Path path, Set<Capability> capabilities) throws PortException {
        this.sys = sys;
        this.descriptor = descriptor;
        this.path = path;
        this.capabilities = capabilities;
        try {
            this.id = Stats.ofDescriptor(sys, descriptor, path.toString()).id();
        } catch (PortException e) {
            sys.close(descriptor);
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public int descriptor() {
        if (descriptor < 0) {
            throw new IllegalStateException("closed: " + path);
        }
        return descriptor;
    }

    @Override
    public FileId id() {
        return id;
    }

    @Override
    public Optional<FileStat> stat(String name) throws PortException {
        try {
            return Optional.of(Stats.ofName(sys, descriptor(), path, Names.checked(name)));
        } catch (PortException e) {
            if (e.fault() == Fault.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public OpenFile openForReading(String name) throws PortException {
        return open(name, OpenMode.READ);
    }

    @Override
    public OpenFile open(String name, OpenMode mode) throws PortException {
        return DescriptorFile.open(sys, descriptor(), path, Names.checked(name), mode);
    }

    @Override
    public List<String> list() throws PortException {
        return PosixView.list(Abi.CURRENT.isLinux() ? Descriptors.path(descriptor()) : path, path);
    }

    @Override
    public LockAttempt probeLock(String name) throws PortException {
        return PosixView.probe(sys, descriptor(), Names.checked(name));
    }

    /** {@code flock} on the directory itself; NFS answers EBADF, file systems without locks ENOLCK or EOPNOTSUPP. */
    @Override
    public LockAttempt tryLock() throws PortException {
        if (!capabilities.contains(Capability.HOME_LOCK)) {
            return LockAttempt.UNSUPPORTED;
        }
        int result = sys.tryLock(descriptor(), Abi.LOCK_EX);
        if (result >= 0) {
            return LockAttempt.ACQUIRED;
        }
        if (Errno.EWOULDBLOCK.is(result)) {
            return LockAttempt.CONTENDED;
        }
        if (Errno.fault(result) == Fault.UNSUPPORTED) {
            return LockAttempt.UNSUPPORTED;
        }
        throw Errno.failure(result, "flock", path.toString());
    }

    @Override
    public void unlock() {
        if (descriptor >= 0) {
            sys.unlock(descriptor);
        }
    }

    @Override
    public LockShown lockShown() {
        return ShownLocks.of(descriptor, id);
    }

    @Override
    public boolean stillAtPath() {
        try {
            return Stats.ofTarget(path).id().value().equals(id.value());
        } catch (PortException e) {
            return false;
        }
    }

    @Override
    public void rename(String from, String to) throws PortException {
        int result = sys.rename(descriptor(), Names.checked(from), Names.checked(to));
        if (result < 0) {
            // a directory in the target's place: EISDIR, or EEXIST and ENOTEMPTY if both are directories
            throw Errno.EEXIST.is(result)
                    ? new PortException(
                            Fault.NOT_REGULAR, "rename", path.resolve(to).toString(), Errno.describe(result))
                    : Errno.failure(
                            result,
                            "rename",
                            path.resolve(Errno.ENOENT.is(result) ? from : to).toString());
        }
    }

    @Override
    public boolean unlink(String name) throws PortException {
        int result = sys.unlink(descriptor(), Names.checked(name));
        if (result < 0 && !Errno.ENOENT.is(result)) {
            throw Errno.failure(result, "unlink", path.resolve(name).toString());
        }
        return result >= 0;
    }

    @Override
    public void sync() throws PortException {
        if (!capabilities.contains(Capability.DIRECTORY_SYNC)) {
            return;
        }
        int result = sys.sync(descriptor());
        if (result < 0 && !Errno.EINVAL.is(result)) { // EINVAL: this file system has nothing to flush for a directory
            throw Errno.failure(result, "fsync", path.toString());
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
