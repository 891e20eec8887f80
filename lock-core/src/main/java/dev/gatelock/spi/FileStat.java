package dev.gatelock.spi;

import java.util.Objects;

/**
 * What a directory entry or an open file is.
 *
 * @param id the file's identity, never null
 * @param kind its type; a symbolic link is reported as itself, never null
 * @param links how many names it has; 1 where the platform cannot tell
 * @param size length in bytes
 * @param uid owner's user id, or -1 where there is none
 */
public record FileStat(FileId id, Kind kind, int links, long size, long uid) {
    /** Rejects nulls. */
    public FileStat {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
    }

    /** File types, as far as the protocol tells them apart. */
    public enum Kind {
        /** An ordinary file: the only kind ever read, locked or written. */
        REGULAR,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        SYMLINK,
        /** A FIFO, socket or device. */
        OTHER
    }
}
