package dev.gatelock.windows.internal.files;

/**
 * Which byte of a lock file is locked. Windows enforces byte-range locks on ordinary reads and writes, so the byte lies
 * beyond every content: whoever reads a record is not disturbed. Upstream's {@code msvcrt.locking} locks the same one.
 */
final class LockedByte {
    /** Its offset. No ordinary read or write touches it or goes beyond. */
    static final long OFFSET = 1_048_576;

    /** How many bytes are locked there. */
    static final long LENGTH = 1;

    private LockedByte() {}
}
