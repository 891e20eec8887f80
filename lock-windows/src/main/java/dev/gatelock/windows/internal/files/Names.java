package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/**
 * What a name is. Windows gives the JDK no file key, so a file's identity is its real path without regard to case. That is
 * sound for lock files, whose names cannot change hands while they are open; hard links are not seen as one file.
 */
final class Names {
    private Names() {}

    /** The identity of a path that is real already. */
    static FileId id(Path real) {
        return new FileId(real.toString().toLowerCase(Locale.ROOT));
    }

    /** The identity of a directory entry; a link is itself. */
    static FileId entryId(FileCalls calls, Path entry) {
        try {
            return id(calls.realPath(entry, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return id(entry); // gone by now, or not to be looked at: its directory's path was real
        }
    }

    static FileStat.Kind kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return FileStat.Kind.SYMLINK;
        }
        if (attributes.isRegularFile()) {
            return FileStat.Kind.REGULAR;
        }
        // a junction is "other" and a directory: never to be taken for a plain one
        return attributes.isDirectory() && !attributes.isOther() ? FileStat.Kind.DIRECTORY : FileStat.Kind.OTHER;
    }
}
