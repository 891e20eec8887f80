package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory to look at. Holds no descriptor, so names are resolved through the path each time; every call but
 * {@link #probeLock} runs without native code. Nothing of it survives the process.
 */
final class PosixView implements DirectoryView {
    private final Path path;

    PosixView(Path canonical) {
        this.path = canonical;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public FileId id() throws PortException {
        return Stats.ofPath(path).id();
    }

    @Override
    public Optional<FileStat> stat(String name) throws PortException {
        return statOrEmpty(path.resolve(Names.checked(name)));
    }

    private static Optional<FileStat> statOrEmpty(Path file) throws PortException {
        try {
            return Optional.of(Stats.ofPath(file));
        } catch (PortException e) {
            if (e.fault() == Fault.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public OpenFile openForReading(String name) throws PortException {
        return LookedFile.open(path.resolve(Names.checked(name)));
    }

    @Override
    public List<String> list() throws PortException {
        return list(path, path);
    }

    static List<String> list(Path directory, Path shown) throws PortException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw JdkFaults.translate(e.getCause(), "list", shown);
        } catch (IOException e) {
            throw JdkFaults.translate(e, "list", shown);
        }
        return names;
    }

    @Override
    public LockAttempt probeLock(String name) throws PortException {
        return probe(
                Sys.load(),
                Abi.CURRENT.workingDirectory,
                path.resolve(Names.checked(name)).toString());
    }

    /** A shared lock for an instant, on a description of its own that ends with the call. */
    static LockAttempt probe(Sys sys, int directory, String name) throws PortException {
        int descriptor = sys.open(directory, name, Abi.O_RDONLY | Abi.CURRENT.noFollow | Abi.CURRENT.nonBlock, 0);
        if (descriptor < 0) {
            throw Errno.failure(descriptor, "open", name);
        }
        try {
            if (Stats.ofDescriptor(sys, descriptor, name).kind() != FileStat.Kind.REGULAR) {
                throw new PortException(Fault.NOT_REGULAR, "open", name, "not a regular file");
            }
            int result = sys.tryLock(descriptor, Abi.LOCK_SH);
            if (result >= 0) {
                return LockAttempt.ACQUIRED;
            }
            if (Errno.EWOULDBLOCK.is(result)) {
                return LockAttempt.CONTENDED;
            }
            throw Errno.failure(result, "flock", name);
        } finally {
            sys.close(descriptor);
        }
    }

    @Override
    public void close() {}
}
