package dev.gatelock.posix.internal.proc;

import dev.gatelock.posix.internal.libc.RawStat;
import dev.gatelock.spi.FileId;

/**
 * A {@link FileId} of this back end, taken apart.
 *
 * @param device {@code st_dev}
 * @param number {@code st_ino}
 */
record Inode(long device, long number) {
    /** Takes one apart; null if it is no id of this back end. */
    static Inode of(FileId id) {
        String value = id.value();
        int colon = value.indexOf(':');
        try {
            return colon < 0
                    ? null
                    : new Inode(
                            Long.parseLong(value, 0, colon, 10), Long.parseLong(value, colon + 1, value.length(), 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    boolean onDeviceOf(LockLine line) {
        return RawStat.major(device) == line.major() && RawStat.minor(device) == line.minor();
    }
}
