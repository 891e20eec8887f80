package dev.gatelock.windows.internal.processes;

import dev.gatelock.Lease;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import dev.gatelock.windows.internal.files.WindowsOpenFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts programs on our standard streams. Thread-safe.
 *
 * <p>Not guaranteed: a program does <b>not</b> inherit the lock. If we crash it lives on without it; a successor finds it by a
 * note beside the lock, and refuses or ends it.
 */
public final class WindowsLauncher implements Launcher {
    private static final String START = "start";

    private final StartedPrograms started;

    /**
     * @param started where programs are noted, never null
     */
    public WindowsLauncher(StartedPrograms started) {
        this.started = started;
    }

    @Override
    public Workload start(Launch launch, List<Inheritable> kept) throws PortException {
        ProcessBuilder builder = new ProcessBuilder(launch.command()).inheritIO();
        builder.environment().putAll(launch.environment());
        try {
            return noted(builder.start(), launch, kept);
        } catch (IOException e) {
            String program = launch.command().get(0);
            Fault fault = isThere(program) ? Fault.PERMISSION : Fault.NOT_FOUND;
            PortException failure = new PortException(fault, START, program, e.toString());
            failure.initCause(e);
            throw failure;
        }
    }

    /** A program that cannot be noted would run beside a successor after a crash of ours, so it may not run. */
    private Workload noted(Process program, Launch launch, List<Inheritable> kept) throws PortException {
        String claim = launch.environment().getOrDefault(Lease.VARIABLE, "");
        for (Inheritable file : kept) {
            if (file instanceof WindowsOpenFile lock) {
                try {
                    started.add(lock.directory(), claim, program.toHandle());
                } catch (PortException e) {
                    new WindowsWorkload(program, () -> {}).kill();
                    throw e;
                }
                return new WindowsWorkload(program, () -> started.remove(lock.directory(), claim));
            }
        }
        return new WindowsWorkload(program, () -> {});
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
