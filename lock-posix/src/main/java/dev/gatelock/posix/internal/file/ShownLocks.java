package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.proc.FdInfo;
import dev.gatelock.posix.internal.proc.Mounts;
import dev.gatelock.posix.internal.proc.ProcFs;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockShown;
import java.io.IOException;

/** Whether the kernel shows a lock on one of our own descriptors: {@code /proc/self/fdinfo/N}. */
final class ShownLocks {
    private ShownLocks() {}

    static LockShown of(int descriptor, FileId id) {
        if (descriptor < 0) {
            return LockShown.NO;
        }
        if (!Abi.CURRENT.isLinux()) {
            return LockShown.UNKNOWN;
        }
        try {
            byte[] info = ProcFs.SYSTEM.read("self/fdinfo/" + descriptor);
            if (FdInfo.showsFlock(info)) {
                return LockShown.YES;
            }
        } catch (IOException unreadable) {
            return LockShown.UNKNOWN;
        }
        // a file server that keeps the locks itself (FUSE, for one) leaves nothing here to be shown
        return Mounts.of(ProcFs.SYSTEM).keepsLocksElsewhere(id) ? LockShown.UNKNOWN : LockShown.NO;
    }
}
