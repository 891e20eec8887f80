package dev.gatelock.posix.internal;

import dev.gatelock.posix.internal.file.PosixDirectories;
import dev.gatelock.posix.internal.launch.PosixLauncher;
import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.proc.NoLockTable;
import dev.gatelock.posix.internal.proc.PosixProcesses;
import dev.gatelock.posix.internal.proc.ProcFs;
import dev.gatelock.posix.internal.proc.ProcLocks;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Processes;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Linux and other POSIX systems through the ports. Thread-safe; loads no native code by itself. */
public final class PosixPlatform implements Platform {
    private final Set<Capability> capabilities;
    private final Directories directories;
    private final Processes processes;
    private final LockTable lockTable;
    private final Clock clock = new PosixClock();
    private final Launcher launcher;

    /**
     * Creates the platform.
     *
     * @param disabled capabilities to pretend not to have, never null
     */
    public PosixPlatform(Set<Capability> disabled) {
        EnumSet<Capability> has = EnumSet.allOf(Capability.class);
        if (!Abi.CURRENT.isLinux()) {
            has.remove(Capability.LOCK_TABLE);
            has.remove(Capability.PINNED_SIGNALS);
        }
        has.removeAll(disabled);
        capabilities = Collections.unmodifiableSet(has);
        directories = new PosixDirectories(capabilities);
        processes = new PosixProcesses(capabilities);
        lockTable = has.contains(Capability.LOCK_TABLE) ? new ProcLocks(ProcFs.SYSTEM) : new NoLockTable();
        launcher = new PosixLauncher(capabilities);
    }

    @Override
    public String name() {
        return Abi.CURRENT.isLinux() ? "linux" : Abi.CURRENT == Abi.DARWIN ? "macos" : "bsd";
    }

    @Override
    public String lockClass() {
        return "flock";
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
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
