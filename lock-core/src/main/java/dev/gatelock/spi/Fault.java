package dev.gatelock.spi;

/** Why a port call failed, in terms the protocol can act on. Never derived from message texts. */
public enum Fault {
    /** The name, or a directory on the way to it, is not there. */
    NOT_FOUND,
    /** An exclusive creation met an existing name. */
    EXISTS,
    /** The system denied access to this user. */
    PERMISSION,
    /** The name is a symbolic link, which is never followed. */
    SYMLINK,
    /** The name is a directory, a FIFO, a socket or a device where a regular file is required. */
    NOT_REGULAR,
    /** Another program has the file open in a way that forbids the call (Windows). */
    BUSY,
    /** No space or quota left on the file system. */
    NO_SPACE,
    /** The file system is mounted read-only. */
    READ_ONLY,
    /** This process or the system has no file descriptor left. */
    NO_DESCRIPTORS,
    /** The file system or kernel cannot do this at all. */
    UNSUPPORTED,
    /** Anything else: a device error, an error nobody expected. */
    IO
}
