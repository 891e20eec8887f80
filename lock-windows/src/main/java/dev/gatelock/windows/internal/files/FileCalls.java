package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.OpenMode;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** The calls on files that this back end makes; the exceptions are those of the JDK's Windows file system. Thread-safe. */
public interface FileCalls {
    /** Opens a file, following no link, blocking nowhere. */
    FileHandle open(Path file, OpenMode mode, Sharing sharing) throws IOException;

    /** What the name is, following no link. */
    BasicFileAttributes attributes(Path file) throws IOException;

    /** The name as the system has it: links resolved unless told otherwise, upper and lower case as stored. */
    Path realPath(Path file, LinkOption... options) throws IOException;

    /** The names in a directory. */
    List<String> list(Path directory) throws IOException;

    /** Renames in one step, replacing what is there. */
    void move(Path from, Path to) throws IOException;

    /** Deletes one file or link. */
    void delete(Path file) throws IOException;

    /** Creates a directory and those above it; nothing if it is there. */
    void createDirectories(Path directory) throws IOException;

    /** The volume of a directory; asked only after something failed. */
    Volume volume(Path directory) throws IOException;

    /** What others may do with a file while we have it open. Reading and writing is always shared. */
    enum Sharing {
        /** Everything, deleting and renaming included. */
        ALL,
        /** All but deleting and renaming: neither works while we have it open, for anybody. */
        NO_DELETE
    }

    /**
     * Where files go.
     *
     * @param usable bytes that this user may still write
     * @param access whether it can be written at all
     */
    record Volume(long usable, Access access) {
        /** Whether a volume can be written. */
        public enum Access {
            /** It can. */
            WRITABLE,
            /** It is write-protected. */
            READ_ONLY
        }
    }
}
