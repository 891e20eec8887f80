package dev.gatelock.posix.internal.libc;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;

/**
 * Error numbers and what they mean to the protocol. Numbers up to 34 are the same on every system; the others are given
 * for Linux and, second, for macOS and the BSDs.
 */
public enum Errno {
    /** Not permitted. */
    EPERM(1, 1, Fault.PERMISSION),
    /** No such name. */
    ENOENT(2, 2, Fault.NOT_FOUND),
    /** No such process. */
    ESRCH(3, 3, Fault.NOT_FOUND),
    /** Interrupted before anything was done. */
    EINTR(4, 4, Fault.IO),
    /** Device error. */
    EIO(5, 5, Fault.IO),
    /** A FIFO without a reader, a socket, a device without driver. */
    ENXIO(6, 6, Fault.NOT_REGULAR),
    /** Not a program. */
    ENOEXEC(8, 8, Fault.PERMISSION),
    /** The descriptor cannot do this. */
    EBADF(9, 9, Fault.UNSUPPORTED),
    /** No child to wait for. */
    ECHILD(10, 10, Fault.NOT_FOUND),
    /** Denied. */
    EACCES(13, 13, Fault.PERMISSION),
    /** The name exists. */
    EEXIST(17, 17, Fault.EXISTS),
    /** Something on the way is no directory. */
    ENOTDIR(20, 20, Fault.NOT_REGULAR),
    /** A directory where a file is needed. */
    EISDIR(21, 21, Fault.NOT_REGULAR),
    /** Invalid argument. */
    EINVAL(22, 22, Fault.UNSUPPORTED),
    /** No descriptors left in the system. */
    ENFILE(23, 23, Fault.NO_DESCRIPTORS),
    /** No descriptors left in this process. */
    EMFILE(24, 24, Fault.NO_DESCRIPTORS),
    /** The file is being executed. */
    ETXTBSY(26, 26, Fault.BUSY),
    /** No space left. */
    ENOSPC(28, 28, Fault.NO_SPACE),
    /** Read-only file system. */
    EROFS(30, 30, Fault.READ_ONLY),
    /** FreeBSD's answer to opening a symbolic link with O_NOFOLLOW. */
    EMLINK(31, 31, Fault.SYMLINK),
    /** Contention. */
    EWOULDBLOCK(11, 35, Fault.IO),
    /** The name is too long. */
    ENAMETOOLONG(36, 63, Fault.IO),
    /** No lock records left, or a network file system without a lock service. */
    ENOLCK(37, 77, Fault.UNSUPPORTED),
    /** No such system call. */
    ENOSYS(38, 78, Fault.UNSUPPORTED),
    /** A directory that is not empty. */
    ENOTEMPTY(39, 66, Fault.NOT_REGULAR),
    /** A symbolic link where none is followed. */
    ELOOP(40, 62, Fault.SYMLINK),
    /** The file system cannot do this. */
    EOPNOTSUPP(95, 45, Fault.UNSUPPORTED),
    /** Quota used up. */
    EDQUOT(122, 69, Fault.NO_SPACE);

    private static final Errno[] ALL = values();

    private final int number;
    private final Fault fault;

    Errno(int linux, int bsd, Fault fault) {
        this.number = Abi.CURRENT.isLinux() ? linux : bsd;
        this.fault = fault;
    }

    /** Whether a call's result is this error. */
    public boolean is(long result) {
        return result == -number;
    }

    /** The category of a failed call's result; {@link Fault#IO} for numbers without a name here. */
    public static Fault fault(long result) {
        Errno errno = of(result);
        return errno == null ? Fault.IO : errno.fault;
    }

    /** The exception for a failed call's result. */
    public static PortException failure(long result, String operation, String subject) {
        return new PortException(fault(result), operation, subject, describe(result));
    }

    /** The name of the error in a failed call's result, such as {@code "ENOSPC"}. */
    public static String describe(long result) {
        Errno errno = of(result);
        return errno == null ? "errno " + -result : errno.name();
    }

    private static Errno of(long result) {
        for (Errno errno : ALL) {
            if (errno.is(result)) {
                return errno;
            }
        }
        return null;
    }
}
