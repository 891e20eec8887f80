package dev.gatelock.windows;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Processes;
import dev.gatelock.windows.internal.files.FileCalls;
import dev.gatelock.windows.internal.files.NioFiles;
import dev.gatelock.windows.internal.files.WindowsDirectories;
import dev.gatelock.windows.internal.processes.NoLockTable;
import dev.gatelock.windows.internal.processes.ProcessCalls;
import dev.gatelock.windows.internal.processes.StartedPrograms;
import dev.gatelock.windows.internal.processes.WindowsClock;
import dev.gatelock.windows.internal.processes.WindowsLauncher;
import dev.gatelock.windows.internal.processes.WindowsProcesses;
import java.util.Set;

/**
 * Windows seen through the ports. It has none of the optional {@linkplain Capability capabilities}:
 *
 * <ul>
 *   <li>HOME_LOCK: a directory has no bytes to lock; instead an open lock file cannot be deleted or renamed;
 *   <li>LOCK_TABLE: the system tells nobody who has a byte range;
 *   <li>PINNED_SIGNALS: the JDK keeps pid and start time and no handle, so both are re-checked before a process is ended;
 *   <li>GRACEFUL_SIGNAL: there is none; the markers in the home are the way to ask;
 *   <li>INHERITED_LOCK: the JDK hands no handle to a child, and a byte range belongs to one process;
 *   <li>REPLACE_IMAGE: there is no {@code exec};
 *   <li>DIRECTORY_SYNC: a directory cannot be opened for flushing.
 * </ul>
 */
final class WindowsPlatform implements Platform {
    private final WindowsDirectories directories;
    private final StartedPrograms started;
    private final Processes processes;
    private final Clock clock;
    private final LockTable lockTable = new NoLockTable();
    private final Launcher launcher;

    WindowsPlatform(FileCalls files, ProcessCalls processes, Clock clock) {
        this.directories = new WindowsDirectories(files, clock);
        this.started = new StartedPrograms(directories, processes);
        this.directories.whenOpened(started::look);
        this.processes = new WindowsProcesses(processes, clock, started);
        this.launcher = new WindowsLauncher(started);
        this.clock = clock;
    }

    static WindowsPlatform ofThisSystem() {
        return new WindowsPlatform(NioFiles.ofThisSystem(), ProcessCalls.ofThisSystem(), new WindowsClock());
    }

    /** What claims have started, as it is noted in their homes. */
    StartedPrograms started() {
        return started;
    }

    @Override
    public String name() {
        return "windows";
    }

    @Override
    public String lockClass() {
        return "lockfileex";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public Directories directories() {
        return directories;
    }

    @Override
    public Processes processes() {
        return processes;
    }

    @Override
    public LockTable lockTable() {
        return lockTable;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Launcher launcher() {
        return launcher;
    }
}
