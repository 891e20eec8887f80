package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * A directory by its real path. Nothing is held open: while a lock file in it is open, Windows refuses to move or delete the
 * directory; before that, another directory of the same name would be taken for it.
 *
 * <p>Not thread-safe. Has no lock of its own, and nothing of it survives a crash.
 */
final class WindowsDirectory implements Directory {
    private final Path real;
    private final FileCalls calls;
    private final Replacing replacing;
    private final Opening opening;

    WindowsDirectory(Path real, FileCalls calls, Clock clock) {
        this.real = real;
        this.calls = calls;
        this.replacing = new Replacing(calls, clock);
        this.opening = new Opening(calls, clock);
    }

    @Override
    public Path path() {
        return real;
    }

    @Override
    public FileId id() {
        return Names.id(real);
    }

    @Override
    public Optional<FileStat> stat(String name) throws PortException {
        Path entry = entry(name);
        try {
            BasicFileAttributes attributes = calls.attributes(entry);
            FileId id = Names.entryId(calls, entry);
            return Optional.of(new FileStat(id, Names.kind(attributes), 1, attributes.size(), -1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Faults.of(e, "stat", entry);
        }
    }

    @Override
    public OpenFile openForReading(String name) throws PortException {
        return open(name, OpenMode.READ);
    }

    @Override
    public OpenFile open(String name, OpenMode mode) throws PortException {
        return opening.open(entry(name), mode);
    }

    @Override
    public List<String> list() throws PortException {
        try {
            return calls.list(real);
        } catch (IOException e) {
            throw Faults.of(e, "list", real);
        }
    }

    @Override
    public LockAttempt probeLock(String name) throws PortException {
        try (WindowsOpenFile file = opening.open(entry(name), OpenMode.READ)) {
            return file.tryShared();
        }
    }

    @Override
    public LockAttempt tryLock() {
        return LockAttempt.UNSUPPORTED;
    }

    @Override
    public void unlock() {
        // there is no lock
    }

    @Override
    public LockShown lockShown() {
        return LockShown.UNKNOWN;
    }

    @Override
    public boolean stillAtPath() {
        try {
            return Names.id(calls.realPath(real)).equals(id())
                    && calls.attributes(real).isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true; // not being allowed to look says nothing about where it is
        }
    }

    @Override
    public void rename(String from, String to) throws PortException {
        replacing.rename(entry(from), entry(to));
    }

    @Override
    public boolean unlink(String name) throws PortException {
        return replacing.unlink(entry(name));
    }

    /** Windows lets nobody flush a directory from Java. */
    @Override
    public void sync() {
        // see Capability.DIRECTORY_SYNC
    }

    @Override
    public void close() {
        // nothing is open
    }

    private Path entry(String name) throws PortException {
        try {
            return real.resolve(name);
        } catch (InvalidPathException e) {
            throw new PortException(Fault.UNSUPPORTED, "resolve", name, e.toString());
        }
    }
}
