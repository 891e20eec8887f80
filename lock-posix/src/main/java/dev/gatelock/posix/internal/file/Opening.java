package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Opening modes as flags. Never {@code O_TRUNC}; {@code O_CREAT} only together with {@code O_EXCL}: with
 * {@code fs.protected_regular=2} even root is refused {@code O_CREAT} on another user's file in a sticky directory.
 */
final class Opening {
    private static final int OWNER_ONLY = 0600;
    private static final int READABLE = 0644;
    private static final int ATTEMPTS = 100;

    private Opening() {}

    /** A descriptor, or a negated errno. */
    static int open(Sys sys, int directory, Path directoryPath, String name, OpenMode mode) throws PortException {
        Abi abi = Abi.CURRENT;
        int common = abi.noFollow | abi.nonBlock;
        switch (mode) {
            case READ:
                return sys.open(directory, name, Abi.O_RDONLY | common, 0);
            case READ_WRITE:
                return sys.open(directory, name, Abi.O_RDWR | common, 0);
            case CREATE_NEW:
                return create(sys, directory, directoryPath, name, Abi.O_RDWR | common, OWNER_ONLY);
            case CREATE_NEW_READABLE:
                return create(sys, directory, directoryPath, name, Abi.O_RDWR | common, READABLE);
            default:
                return append(sys, directory, directoryPath, name, Abi.O_WRONLY | abi.append | common);
        }
    }

    /** Somebody may create or remove the file between the two attempts, so they are repeated, but not for ever. */
    private static int append(Sys sys, int directory, Path directoryPath, String name, int flags) throws PortException {
        int result = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            result = sys.open(directory, name, flags, 0);
            if (!Errno.ENOENT.is(result)) {
                return result;
            }
            result = create(sys, directory, directoryPath, name, flags, OWNER_ONLY);
            if (!Errno.EEXIST.is(result)) {
                return result;
            }
        }
        return result;
    }

    private static int create(Sys sys, int directory, Path directoryPath, String name, int flags, int mode)
            throws PortException {
        if (Abi.CURRENT.isLinux()) {
            return sys.open(directory, name, flags | Abi.CURRENT.create | Abi.CURRENT.exclusive, mode);
        }
        // the mode is a variadic argument, which macOS on arm64 passes where no fixed-arity binding puts it
        Path file = directoryPath.resolve(name);
        try {
            Files.newByteChannel(
                            file,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString(mode == READABLE ? "rw-r--r--" : "rw-------")))
                    .close();
        } catch (IOException e) {
            throw JdkFaults.translate(e, "open", file);
        }
        return sys.open(directory, name, flags, 0);
    }
}
