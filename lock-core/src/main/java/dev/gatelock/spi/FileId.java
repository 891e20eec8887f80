package dev.gatelock.spi;

import java.util.Objects;

/**
 * Which file a name or descriptor means, comparable within one machine and boot.
 *
 * @param value opaque text: device and inode on POSIX ({@code "dev:ino"}), the real path on Windows; never null
 */
public record FileId(String value) {
    /** Rejects null. */
    public FileId {
        Objects.requireNonNull(value);
    }

    /** The id of a POSIX inode. */
    public static FileId ofInode(long device, long inode) {
        return new FileId(device + ":" + inode);
    }

    @Override
    public String toString() {
        return value;
    }
}
