package dev.gatelock.posix.internal.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for the locked descriptor in a process: the only proof that it is the one that holds. */
final class LockedDescriptors {
    private static final int ENOUGH = 2048;

    /** What looking into one process showed. */
    enum Look {
        /** It has the locked descriptor. */
        SEEN,
        /** It does not, or it is dead or gone. */
        NOT_THERE,
        /** It exists and does not let us look. */
        HIDDEN
    }

    private LockedDescriptors() {}

    static Look in(ProcFs proc, long pid, Inode inode) {
        if (find(proc, pid, inode) != null) {
            return Look.SEEN;
        }
        if (proc.list(pid + "/fdinfo") != null) {
            return Look.NOT_THERE;
        }
        try {
            Optional<ProcStat> stat = ProcStat.parse(proc.text(pid + "/stat"));
            return stat.isPresent() && stat.get().dead() ? Look.NOT_THERE : Look.HIDDEN;
        } catch (NoSuchFileException gone) {
            return Look.NOT_THERE;
        } catch (IOException unclear) {
            return Look.HIDDEN;
        }
    }

    /** The lock that one of the process's descriptors shows on the inode, or null. */
    static LockLine find(ProcFs proc, long pid, Inode inode) {
        String[] descriptors = proc.list(pid + "/fdinfo");
        if (descriptors == null) {
            return null;
        }
        byte[] buffer = new byte[ENOUGH];
        Path folder = proc.root().resolve(pid + "/fdinfo");
        LockLine inexact = null;
        for (String descriptor : descriptors) {
            LockLine line = read(folder + "/" + descriptor, buffer);
            if (line != null && line.inode() == inode.number()) {
                if (inode.onDeviceOf(line)) {
                    return line;
                }
                inexact = line;
            }
        }
        return inexact != null && !Mounts.of(proc).knowsDevice(inode) ? inexact : null;
    }

    /** Descriptors come and go while they are listed. */
    private static LockLine read(String file, byte[] buffer) {
        try (FileInputStream in = new FileInputStream(file)) {
            int length = 0;
            for (int n = in.read(buffer); n > 0; n = in.read(buffer, length, buffer.length - length)) {
                length += n;
            }
            return FdInfo.firstFlock(buffer, length);
        } catch (IOException e) {
            return null;
        }
    }
}
