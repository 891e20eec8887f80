package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Opens directories; see {@link Directories}. Thread-safe. */
public final class PosixDirectories implements Directories {
    private static final int OWNER_ONLY = 0700;

    private final Set<Capability> capabilities;

    /**
     * Creates the port.
     *
     * @param capabilities what may be used, never null
     */
    public PosixDirectories(Set<Capability> capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public DirectoryView view(Path path) throws PortException {
        Path canonical = canonical(path);
        if (Stats.ofPath(canonical).kind() != FileStat.Kind.DIRECTORY) {
            throw new PortException(Fault.NOT_REGULAR, "open", canonical.toString(), "not a directory");
        }
        return new PosixView(canonical);
    }

    @Override
    public Directory open(Path path) throws PortException {
        Sys sys = Sys.load();
        Path canonical = canonical(path);
        int flags = Abi.O_RDONLY | Abi.CURRENT.directory | Abi.CURRENT.noFollow | Abi.CURRENT.nonBlock;
        int descriptor = sys.open(Abi.CURRENT.workingDirectory, canonical.toString(), flags, 0);
        if (descriptor < 0) {
            throw Errno.failure(descriptor, "open", canonical.toString());
        }
        return new PosixDirectory(sys, descriptor, canonical, capabilities);
    }

    @Override
    public Directory openOrCreate(Path path) throws PortException {
        try {
            return open(path);
        } catch (PortException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
        }
        create(Sys.load(), path.toAbsolutePath());
        return open(path);
    }

    /** Others may be creating the same directories; whoever is first, the mode is the same. Existing ones are not touched. */
    private static void create(Sys sys, Path path) throws PortException {
        int result = sys.makeDirectory(path.toString(), OWNER_ONLY);
        if (Errno.ENOENT.is(result) && path.getParent() != null) {
            create(sys, path.getParent());
            result = sys.makeDirectory(path.toString(), OWNER_ONLY);
        }
        if (result < 0 && !Errno.EEXIST.is(result)) {
            throw Errno.failure(result, "mkdir", path.toString());
        }
    }

    private static Path canonical(Path path) throws PortException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw JdkFaults.translate(e, "open", path);
        }
    }
}
