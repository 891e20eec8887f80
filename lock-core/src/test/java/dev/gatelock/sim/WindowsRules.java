package dev.gatelock.sim;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;

/**
 * What Windows does otherwise: locked ranges are closed to everybody else's reads and writes, what somebody has open cannot be
 * replaced, what was opened without sharing DELETE cannot be removed or renamed, and a removed file keeps its name until its
 * last handle is closed. That locks of the dead are freed late is {@link World#tearDownNanos}. {@link WindowsStories} compares
 * the rules with Windows JVMs under Wine, where Wine has them.
 */
final class WindowsRules {
    /** The byte that the back end locks; upstream's {@code msvcrt.locking} locks the same one. */
    static final long LOCKED_BYTE = 1_048_576;

    private WindowsRules() {}

    /** Whoever may write keeps others from deleting and renaming; readers let everybody do everything. */
    static boolean sharesDelete(OpenMode mode) {
        return mode == OpenMode.READ || mode == OpenMode.APPEND;
    }

    static void requireNotPending(Inode inode, String name) throws PortException {
        if (inode.deletePending) {
            throw new PortException(Fault.BUSY, "open", name, "STATUS_DELETE_PENDING");
        }
    }

    /** The back end says BUSY only where there is something that can be written in place instead. */
    static void requireMovable(Inode inode, Fault fault, String call, String name) throws PortException {
        if (inode.deletePending || inode.opened.stream().anyMatch(d -> !d.sharesDelete)) {
            throw new PortException(fault, call, name, "ERROR_SHARING_VIOLATION");
        }
    }

    static void requireReplaceable(Inode inode, String name) throws PortException {
        if (!inode.opened.isEmpty() || inode.deletePending) {
            throw new PortException(Fault.BUSY, "rename", name, "ERROR_ACCESS_DENIED");
        }
    }

    /** A read or write that reaches a byte which another handle has locked. */
    static void requireUnlocked(Description description, long from, long to, String call) throws PortException {
        boolean touched = from <= LOCKED_BYTE && LOCKED_BYTE < to;
        if (touched && description.inode.lockers.stream().anyMatch(other -> other != description)) {
            throw new PortException(Fault.BUSY, call, "inode " + description.inode.number, "ERROR_LOCK_VIOLATION");
        }
    }
}
