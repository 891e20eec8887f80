package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Opens one regular file, or says why not. The name is looked at before, and again after a failure, because the JDK's
 * exceptions do not tell a directory or a link from a denied file.
 */
final class Opening {
    private static final String OPEN = "open";

    private final FileCalls calls;
    private final Clock clock;

    Opening(FileCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    WindowsOpenFile open(Path file, OpenMode mode) throws PortException {
        look(file, mode);
        Retries retries = new Retries(clock);
        while (true) {
            try {
                return new WindowsOpenFile(file, calls.open(file, mode, sharing(mode)), calls);
            } catch (IOException e) {
                if (!Faults.passing(e)) {
                    throw Faults.ofWriting(e, OPEN, file, 0, calls);
                }
                boolean there = regular(file);
                if (mode == OpenMode.READ || !retries.again()) { // a reader has nothing to lose by going on without
                    throw Faults.untyped(e) && there
                            ? Faults.exception(Fault.BUSY, e, OPEN, file)
                            : Faults.ofWriting(e, OPEN, file, 0, calls);
                }
            }
        }
    }

    /** Whoever may write keeps others from deleting and renaming; readers let everybody do everything. */
    private static FileCalls.Sharing sharing(OpenMode mode) {
        return mode == OpenMode.READ_WRITE || creates(mode) ? FileCalls.Sharing.NO_DELETE : FileCalls.Sharing.ALL;
    }

    private static boolean creates(OpenMode mode) {
        return mode == OpenMode.CREATE_NEW || mode == OpenMode.CREATE_NEW_READABLE;
    }

    private void look(Path file, OpenMode mode) throws PortException {
        if (creates(mode)) {
            return;
        }
        try {
            require(file, Names.kind(calls.attributes(file)));
        } catch (PortException e) {
            throw e;
        } catch (NoSuchFileException e) {
            if (mode != OpenMode.APPEND) {
                throw Faults.of(e, OPEN, file);
            }
        } catch (IOException e) {
            throw Faults.of(e, OPEN, file);
        }
    }

    private boolean regular(Path file) throws PortException {
        try {
            require(file, Names.kind(calls.attributes(file)));
            return true;
        } catch (PortException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private static void require(Path file, FileStat.Kind kind) throws PortException {
        if (kind == FileStat.Kind.SYMLINK) {
            throw new PortException(Fault.SYMLINK, OPEN, file.toString(), "is a symbolic link");
        }
        if (kind != FileStat.Kind.REGULAR) {
            throw new PortException(Fault.NOT_REGULAR, OPEN, file.toString(), "is not a regular file");
        }
    }
}
