package dev.gatelock.internal.scope;

import dev.gatelock.GatelockException;
import dev.gatelock.GatelockException.Category;
import dev.gatelock.internal.identity.Plain;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;

/** Turns failed port calls on the lock directory into sentences that name it and say what to do (#56402). Stateless. */
final class ScopeTroubles {
    private static final String ELSEWHERE =
            "set HERMES_GATEWAY_LOCK_DIR to a directory of this user, the same for every instance.";

    private ScopeTroubles() {}

    static GatelockException of(Path directory, PortException e) {
        String where = "the lock directory " + directory;
        switch (e.fault()) {
            case PERMISSION:
                return trouble(
                        Category.PERMISSION,
                        e,
                        "This user may not use " + where,
                        "Correct its permissions, or " + ELSEWHERE);
            case NOT_FOUND:
                return trouble(Category.IO, e, "There cannot be " + where, "Correct its path: " + ELSEWHERE);
            case READ_ONLY:
                return trouble(
                        Category.IO,
                        e,
                        "The file system of " + where + " is read-only",
                        "Mount it writable, or " + ELSEWHERE);
            case NO_SPACE:
                return trouble(Category.IO, e, "No space left in " + where, "Free some space and start again.");
            case NO_DESCRIPTORS:
                return trouble(
                        Category.IO,
                        e,
                        "No file descriptors left for " + where,
                        "Raise the limit (ulimit -n), then start again.");
            case UNSUPPORTED:
                return trouble(
                        Category.UNSUPPORTED,
                        e,
                        "The file system of " + where + " cannot lock files",
                        "Choose a local file system: " + ELSEWHERE);
            case SYMLINK:
            case NOT_REGULAR:
                return trouble(
                        Category.UNSAFE, e, e.subject() + " is not what it should be", "Move it away, or " + ELSEWHERE);
            default:
                return trouble(
                        Category.IO,
                        e,
                        "A file in " + where + " could not be used",
                        "Look at the file named above, then start again.");
        }
    }

    private static GatelockException trouble(Category category, PortException e, String what, String advice) {
        return new GatelockException(category, Plain.line(what + " (" + e.getMessage() + ")"), advice, e);
    }
}
