package dev.gatelock.windows.internal.processes;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts programs on our standard streams. Thread-safe.
 *
 * <p>Not guaranteed: a program does <b>not</b> inherit the lock. If we crash it lives on without it, and a successor may
 * start beside it.
 */
public final class WindowsLauncher implements Launcher {
    private static final String START = "start";

    @Override
    public Workload start(Launch launch, List<Inheritable> kept) throws PortException {
        ProcessBuilder builder = new ProcessBuilder(launch.command()).inheritIO();
        builder.environment().putAll(launch.environment());
        try {
            return new WindowsWorkload(builder.start());
        } catch (IOException e) {
            String program = launch.command().get(0);
            Fault fault = isThere(program) ? Fault.PERMISSION : Fault.NOT_FOUND;
            PortException failure = new PortException(fault, START, program, e.toString());
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public void replaceSelf(Launch launch, List<Inheritable> kept) throws PortException {
        throw new PortException(
                Fault.UNSUPPORTED, "exec", launch.command().get(0), "Windows cannot replace a running program");
    }

    /** The exception does not say why, so look for the program where the system does. */
    private static boolean isThere(String program) {
        try {
            if (Path.of(program).getNameCount() > 1) {
                return exists(Path.of(program));
            }
            for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                if (!directory.isBlank() && exists(Path.of(directory, program))) {
                    return true;
                }
            }
            return exists(Path.of(program));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean exists(Path program) {
        return Files.exists(program) || Files.exists(Path.of(program + ".exe"));
    }
}
