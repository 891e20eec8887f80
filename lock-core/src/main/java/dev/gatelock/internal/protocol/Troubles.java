package dev.gatelock.internal.protocol;

import dev.gatelock.GatelockException;
import dev.gatelock.GatelockException.Category;
import dev.gatelock.internal.identity.Plain;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;

/** Turns failed port calls into sentences that say what to do next. Stateless. */
final class Troubles {
    private Troubles() {}

    static GatelockException of(Path home, PortException e) {
        switch (e.fault()) {
            case NO_SPACE:
                return trouble(
                        Category.IO,
                        e,
                        "No space left in " + home,
                        "Free some space and start again; the earlier files are intact.");
            case READ_ONLY:
                return trouble(
                        Category.IO,
                        e,
                        "The file system of " + home + " is read-only",
                        "Mount it writable, or choose another home.");
            case NO_DESCRIPTORS:
                return trouble(
                        Category.IO,
                        e,
                        "No file descriptors left to open files in " + home,
                        "Raise the limit (ulimit -n), then start again.");
            case PERMISSION:
                return trouble(
                        Category.PERMISSION,
                        e,
                        "This user may not use " + e.subject(),
                        "Start as the user who owns it, or give it to this one (as root: chown USER " + e.subject()
                                + "), or choose another home.");
            case UNSUPPORTED:
                return trouble(
                        Category.UNSUPPORTED,
                        e,
                        "The file system of " + home + " cannot lock files",
                        "Choose a home on a local file system.");
            case SYMLINK:
            case NOT_REGULAR:
                return trouble(
                        Category.UNSAFE,
                        e,
                        e.subject() + " is not what it should be",
                        "Move it away, or choose another home.");
            default:
                return trouble(
                        Category.IO,
                        e,
                        "A file in " + home + " could not be used",
                        "Look at the file named above, then start again.");
        }
    }

    private static GatelockException trouble(Category category, PortException e, String what, String advice) {
        return new GatelockException(category, Plain.line(what + " (" + e.getMessage() + ")"), advice, e);
    }
}
