package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import java.nio.file.Path;

/** Paths that mean an open descriptor. */
final class Descriptors {
    private Descriptors() {}

    /** On Linux, opening this makes a new description; elsewhere it duplicates the descriptor. */
    static Path path(int descriptor) {
        return Path.of((Abi.CURRENT.isLinux() ? "/proc/self/fd/" : "/dev/fd/") + descriptor);
    }
}
