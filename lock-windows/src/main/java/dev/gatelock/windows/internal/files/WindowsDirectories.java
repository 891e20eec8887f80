package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Opens directories by their real path; no handle is kept on the directory itself. Thread-safe.
 *
 * <p>Not guaranteed: new directories are as private as the one above them, since access lists are inherited and there is no
 * mode 0700. Below {@code %LOCALAPPDATA%} that is the user's own.
 */
public final class WindowsDirectories implements Directories {
    private final FileCalls calls;
    private final Clock clock;
    private Consumer<Path> opened = home -> {};

    /**
     * @param calls the file system, never null
     * @param clock for the pauses between attempts, never null
     */
    public WindowsDirectories(FileCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** Tells the real path of every directory that is opened from now on; to be set before the first is. */
    public void whenOpened(Consumer<Path> observer) {
        opened = observer;
    }

    @Override
    public DirectoryView view(Path path) throws PortException {
        return open(path);
    }

    @Override
    public Directory open(Path path) throws PortException {
        try {
            Path real = calls.realPath(path);
            if (!calls.attributes(real).isDirectory()) {
                throw new PortException(Fault.NOT_REGULAR, "open", path.toString(), "not a directory");
            }
            opened.accept(real);
            return new WindowsDirectory(real, calls, clock);
        } catch (PortException e) {
            throw e;
        } catch (IOException e) {
            throw Faults.of(e, "open", path);
        }
    }

    @Override
    public Directory openOrCreate(Path path) throws PortException {
        try {
            calls.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw Faults.exception(Fault.NOT_REGULAR, e, "create", path);
        } catch (IOException e) {
            throw Faults.ofWriting(e, "create", path, 0, calls);
        }
        return open(path);
    }
}
