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

    // The compiler's versions bootstrap invokedynamic, which costs a cold start more than all looking does.
    @Override
    public boolean equals(Object other) {
        return other instanceof FileId id && id.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
