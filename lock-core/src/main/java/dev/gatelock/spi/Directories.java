package dev.gatelock.spi;

import java.nio.file.Path;

/** Opens directories. Thread-safe. */
public interface Directories {
    /**
     * Opens an existing directory for looking.
     *
     * @throws PortException {@link Fault#NOT_FOUND} if it is not there, {@link Fault#NOT_REGULAR} if it is no directory
     */
    DirectoryView view(Path path) throws PortException;

    /** Opens an existing directory for locking and writing. */
    Directory open(Path path) throws PortException;

    /** As {@link #open}, but creates missing directories first, readable and writable by their owner only (mode 0700). */
    Directory openOrCreate(Path path) throws PortException;
}
