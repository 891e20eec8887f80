package dev.gatelock.doubles;

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

/** One descriptor of a home in memory. */
public final class MemoryDirectory implements Directory {
    private final MemoryHome home;
    private boolean closed;

    /** Opens it. */
    public MemoryDirectory(MemoryHome home) {
        this.home = home;
        synchronized (home) {
            home.open++;
        }
    }

    @Override
    public Path path() {
        return home.path;
    }

    @Override
    public FileId id() {
        return home.self.id;
    }

    @Override
    public Optional<FileStat> stat(String name) {
        synchronized (home) {
            return Optional.ofNullable(home.entries.get(name)).map(Node::stat);
        }
    }

    @Override
    public OpenFile openForReading(String name) throws PortException {
        return open(name, OpenMode.READ);
    }

    @Override
    public List<String> list() {
        return List.copyOf(home.names().descendingSet());
    }

    @Override
    public LockAttempt probeLock(String name) throws PortException {
        try (OpenFile file = open(name, OpenMode.READ)) {
            return file.tryLock();
        }
    }

    @Override
    public LockAttempt tryLock() {
        return home.lockable ? MemoryFile.tryLock(home, home.self, this) : LockAttempt.UNSUPPORTED;
    }

    @Override
    public void unlock() {
        MemoryFile.unlock(home, home.self, this);
    }

    @Override
    public LockShown lockShown() {
        return MemoryFile.shown(home, home.self, this);
    }

    @Override
    public boolean stillAtPath() {
        return !home.moved;
    }

    @Override
    public OpenFile open(String name, OpenMode mode) throws PortException {
        synchronized (home) {
            home.opening(name);
            Node node = home.entries.get(name);
            boolean mustBeNew = mode == OpenMode.CREATE_NEW || mode == OpenMode.CREATE_NEW_READABLE;
            if (node == null && !mustBeNew && mode != OpenMode.APPEND) {
                throw new PortException(Fault.NOT_FOUND, "open", name, "not there");
            }
            if (node != null && mustBeNew) {
                throw new PortException(Fault.EXISTS, "open", name, "there already");
            }
            if (node != null && node.kind == FileStat.Kind.SYMLINK) {
                throw new PortException(Fault.SYMLINK, "open", name, "a link");
            }
            if (node != null && node.kind != FileStat.Kind.REGULAR) {
                throw new PortException(Fault.NOT_REGULAR, "open", name, "not a regular file");
            }
            Node opened = node == null ? home.create(name, FileStat.Kind.REGULAR) : node;
            opened.readableByAll |= mode == OpenMode.CREATE_NEW_READABLE;
            return new MemoryFile(home, opened);
        }
    }

    @Override
    public void rename(String from, String to) throws PortException {
        synchronized (home) {
            Node target = home.entries.get(to);
            if (target != null && target.kind == FileStat.Kind.DIRECTORY) {
                throw new PortException(Fault.NOT_REGULAR, "rename", to, "a directory");
            }
            Node moved = home.entries.remove(from);
            if (moved == null) {
                throw new PortException(Fault.NOT_FOUND, "rename", from, "not there");
            }
            home.entries.put(to, moved);
        }
    }

    @Override
    public boolean unlink(String name) {
        synchronized (home) {
            return home.entries.remove(name) != null;
        }
    }

    @Override
    public void sync() {}

    @Override
    public void close() {
        synchronized (home) {
            unlock();
            home.open -= closed ? 0 : 1;
            closed = true;
        }
    }
}
