package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Renaming and deleting, which Windows refuses while somebody has the file open. Tried for an eighth of a second; then the
 * caller is told {@link Fault#BUSY} and writes in place, or leaves the file.
 */
final class Replacing {
    private final FileCalls calls;
    private final Clock clock;

    Replacing(FileCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    void rename(Path from, Path to) throws PortException {
        Retries retries = new Retries(clock);
        while (true) {
            try {
                calls.move(from, to);
                return;
            } catch (IOException e) {
                if (!Faults.passing(e)) {
                    throw Faults.ofWriting(e, "rename", to, 0, calls);
                }
                Optional<FileStat.Kind> target = kind(to);
                if (target.isPresent() && isDirectory(target.get())) {
                    throw Faults.exception(Fault.NOT_REGULAR, e, "rename", to);
                }
                if (!retries.again()) {
                    throw refused(e, "rename", to, target);
                }
            }
        }
    }

    boolean unlink(Path file) throws PortException {
        Retries retries = new Retries(clock);
        while (true) {
            Optional<FileStat.Kind> target = kind(file);
            if (target.isPresent() && isDirectory(target.get())) {
                throw new PortException(Fault.NOT_REGULAR, "unlink", file.toString(), "is a directory");
            }
            try {
                calls.delete(file);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                if (!Faults.passing(e)) {
                    throw Faults.ofWriting(e, "unlink", file, 0, calls);
                }
                if (!retries.again()) {
                    throw refused(e, "unlink", file, target);
                }
            }
        }
    }

    /** With the target there, a denial means that somebody has it open; a truly denied user fails at the next step. */
    private PortException refused(IOException e, String operation, Path target, Optional<FileStat.Kind> kind) {
        if (kind.isPresent()) {
            return Faults.exception(Fault.BUSY, e, operation, target);
        }
        return e instanceof AccessDeniedException
                ? Faults.of(e, operation, target)
                : Faults.ofWriting(e, operation, target, 0, calls);
    }

    private static boolean isDirectory(FileStat.Kind kind) {
        return kind == FileStat.Kind.DIRECTORY || kind == FileStat.Kind.OTHER;
    }

    private Optional<FileStat.Kind> kind(Path file) {
        try {
            return Optional.of(Names.kind(calls.attributes(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
