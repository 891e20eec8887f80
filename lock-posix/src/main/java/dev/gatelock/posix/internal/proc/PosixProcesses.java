package dev.gatelock.posix.internal.proc;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import dev.gatelock.spi.Sighting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Processes of this system. Thread-safe; only {@link #pin} and what it returns use native code. */
public final class PosixProcesses implements Processes {
    private final Set<Capability> capabilities;
    private final ProcFs proc;
    private final ProcessTable table;

    /**
     * Creates the port.
     *
     * @param capabilities what may be used, never null
     */
    public PosixProcesses(Set<Capability> capabilities) {
        this.capabilities = capabilities;
        this.proc = ProcFs.SYSTEM;
        this.table = Abi.CURRENT.isLinux() ? new ProcProcesses(proc) : new HandleProcesses();
    }

    @Override
    public ProcessIdentity self() {
        return table.self();
    }

    @Override
    public long startTimeNow() {
        return table.startTimeNow();
    }

    @Override
    public Duration since(long startTime) {
        return table.since(startTime);
    }

    @Override
    public List<String> selfArguments() {
        List<String> all = List.of();
        try {
            all = CommandLine.split(proc.read("self/cmdline"));
        } catch (IOException e) {
            // the property below knows them too, only not where a space is part of one
        }
        return List.copyOf(CommandLine.withoutInterpreter(all, System.getProperty("sun.java.command")));
    }

    @Override
    public long highestPid() {
        return table.highestPid();
    }

    @Override
    public List<ProcessIdentity> startedWith(String variable, String value) {
        return table.startedWith(variable, value);
    }

    @Override
    public Sighting look(long pid) {
        return table.look(pid);
    }

    /** Numbers up to 1 are refused: 0 and below mean groups to kill(2), and 1 is nobody's incumbent. */
    @Override
    public Pin pin(long pid) {
        if (pid <= 1) {
            return new Pin.Refused("pid " + pid + " is never pinned");
        }
        if (pid > Integer.MAX_VALUE) {
            return new Pin.Gone();
        }
        try {
            Sys sys = Sys.load();
            return capabilities.contains(Capability.PINNED_SIGNALS)
                    ? pinByDescriptor(sys, (int) pid)
                    : pinByStartTime(sys, (int) pid);
        } catch (PortException e) {
            return new Pin.Refused(e.getMessage());
        }
    }

    private Pin pinByDescriptor(Sys sys, int pid) {
        int pidfd = sys.pidfdOpen(pid);
        if (pidfd >= 0) {
            return new Pin.Pinned(new PidfdProcess(sys, pid, pidfd));
        }
        // EINVAL, and ENOENT since 6.13: the number is a thread's
        if (Errno.ESRCH.is(pidfd) || Errno.EINVAL.is(pidfd) || Errno.ENOENT.is(pidfd)) {
            return new Pin.Gone();
        }
        if (Errno.ENOSYS.is(pidfd) || Errno.EPERM.is(pidfd)) { // before 5.3, or filtered in a container
            return pinByStartTime(sys, pid);
        }
        return new Pin.Refused("pidfd_open " + pid + ": " + Errno.describe(pidfd));
    }

    private Pin pinByStartTime(Sys sys, int pid) {
        Sighting seen = table.look(pid);
        if (seen instanceof Sighting.Alive alive) {
            return alive.identity().startTime().isPresent()
                    ? new Pin.Pinned(new CheckedProcess(
                            sys, table, pid, alive.identity().startTime().getAsLong()))
                    : new Pin.Refused("the start time of " + pid + " is unknown");
        }
        return seen instanceof Sighting.Unclear unclear ? new Pin.Refused(unclear.why()) : new Pin.Gone();
    }
}
