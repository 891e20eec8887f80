package dev.gatelock.spi;

/** How a file is opened. No mode follows a symbolic link, blocks on a FIFO, or truncates. */
public enum OpenMode {
    /** For reading only. */
    READ,
    /** An existing file for reading and writing. */
    READ_WRITE,
    /** A file that must not exist yet, readable and writable by its owner only (mode 0600), for reading and writing. */
    CREATE_NEW,
    /** As {@link #CREATE_NEW}, but readable by everybody (mode 0644): a word to an owner that runs as another user. */
    CREATE_NEW_READABLE,
    /** For appending only, created with mode 0600 if missing; each write lands whole at the end. */
    APPEND
}
