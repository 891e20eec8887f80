package dev.gatelock.posix.internal.proc;

import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Processes as {@code /proc} shows them.
 *
 * <p>Start times are the raw field 22 of {@code stat}. In a time namespace the kernel shifts that field and
 * {@code /proc/uptime} by the same offset, so ages are right everywhere, while start times compare only within one time
 * namespace; comparing across them says "different", which never aims a signal and never frees a lock.
 */
final class ProcProcesses implements ProcessTable {
    private static final int SNAPSHOTS = 3;
    private static final long LARGEST_PID = 4_194_304; // PID_MAX_LIMIT on 64-bit machines

    private final ProcFs proc;
    private final ClockTicks ticks;
    private volatile Own own;

    ProcProcesses(ProcFs proc) {
        this.proc = proc;
        this.ticks = new ClockTicks(proc);
    }

    /**
     * What is known about us.
     *
     * @param identity complete
     * @param shown whether the mounted {@code /proc} is that of our own PID namespace
     */
    private record Own(ProcessIdentity identity, boolean shown) {}

    private Own own() {
        Own known = own;
        if (known == null) {
            known = readOwn();
            own = known;
        }
        return known;
    }

    private Own readOwn() {
        ProcStatus status;
        OptionalLong start;
        try {
            status = ProcStatus.parse(proc.text("self/status"));
            start = startTime(ProcStat.parse(proc.text("self/stat")));
        } catch (IOException e) {
            return new Own(ProcessIdentity.ofPid(ProcessHandle.current().pid()), false);
        }
        // kernels before 4.1 have no NSpid
        long pid =
                status.ownPid() > 0 ? status.ownPid() : ProcessHandle.current().pid();
        boolean shown = status.levels() == 1 || status.levels() == 0 && status.threadGroup() == pid;
        return new Own(
                new ProcessIdentity(
                        pid,
                        start,
                        Optional.ofNullable(proc.lineOrNull("sys/kernel/random/boot_id")),
                        PidNamespace.own(proc),
                        status.uid() < 0 ? OptionalLong.empty() : OptionalLong.of(status.uid()),
                        Optional.ofNullable(proc.lineOrNull("sys/kernel/hostname"))),
                shown);
    }

    private static OptionalLong startTime(Optional<ProcStat> stat) {
        return stat.isPresent() ? OptionalLong.of(stat.get().startTime()) : OptionalLong.empty();
    }

    @Override
    public ProcessIdentity self() {
        return own().identity();
    }

    @Override
    public long startTimeNow() {
        return ticks.now();
    }

    @Override
    public Duration since(long startTime) {
        return ticks.since(startTime);
    }

    @Override
    public long highestPid() {
        String text = proc.lineOrNull("sys/kernel/pid_max");
        long pid = text == null ? -1 : Text.decimal(text);
        return pid > 0 ? pid : LARGEST_PID;
    }

    @Override
    public List<ProcessIdentity> startedWith(String variable, String value) {
        List<ProcessIdentity> found = new ArrayList<>();
        String[] names = proc.list("");
        if (names == null || !own().shown()) {
            return found;
        }
        String wanted = "\0" + variable + "=" + value + "\0";
        for (String name : names) {
            long pid = Text.decimal(name);
            if (pid > 0 && environment(name).contains(wanted) && look(pid) instanceof Sighting.Alive alive) {
                found.add(alive.identity());
            }
        }
        return found;
    }

    /** Between zero bytes; empty if it is somebody else's or a kernel thread's. */
    private String environment(String pid) {
        try {
            return "\0" + proc.text(pid + "/environ") + "\0";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Sighting look(long pid) {
        if (pid <= 0 || pid > LARGEST_PID) {
            return new Sighting.Absent();
        }
        if (!own().shown()) {
            return new Sighting.Unclear("/proc is missing or shows another PID namespace than ours");
        }
        try {
            return snapshot(pid);
        } catch (NoSuchFileException gone) {
            return absent();
        } catch (IOException e) {
            // reading a process that has just ended fails with ESRCH, which has no type of its own
            return proc.exists(pid + "/stat")
                    ? new Sighting.Unclear("/proc/" + pid + " cannot be read: " + e.getMessage())
                    : absent();
        }
    }

    private Sighting absent() {
        if (own().identity().uid().orElse(-1) != 0 && Mounts.of(proc).hidesProcesses()) {
            return new Sighting.Unclear("/proc is mounted with hidepid, which hides other users' processes");
        }
        return new Sighting.Absent();
    }

    /** Several files make one picture; if the pid was recycled between reading them, it is taken again. */
    private Sighting snapshot(long pid) throws IOException {
        for (int i = 0; i < SNAPSHOTS; i++) {
            Optional<ProcStat> before = ProcStat.parse(proc.text(pid + "/stat"));
            if (before.isEmpty()) {
                return new Sighting.Unclear("/proc/" + pid + "/stat has an unknown form");
            }
            ProcStatus status = ProcStatus.parse(proc.text(pid + "/status"));
            if (status.threadGroup() > 0 && status.threadGroup() != pid) {
                return new Sighting.ThreadOf(status.threadGroup());
            }
            if (before.get().dead()) {
                return new Sighting.Zombie();
            }
            List<String> command = commandLine(pid);
            Optional<ProcStat> after = ProcStat.parse(proc.text(pid + "/stat"));
            if (after.isPresent() && after.get().startTime() == before.get().startTime()) {
                return after.get().dead() ? new Sighting.Zombie() : alive(pid, after.get(), status, command);
            }
        }
        return new Sighting.Unclear("pid " + pid + " keeps meaning another process");
    }

    private Sighting alive(long pid, ProcStat stat, ProcStatus status, List<String> command) {
        ProcessIdentity us = own().identity();
        ProcessIdentity identity = new ProcessIdentity(
                pid,
                OptionalLong.of(stat.startTime()),
                us.bootId(),
                status.levels() > 1 ? PidNamespace.of(proc, Long.toString(pid)) : us.pidNamespace(),
                status.uid() < 0 ? OptionalLong.empty() : OptionalLong.of(status.uid()),
                us.host());
        return new Sighting.Alive(identity, stat.stopped(), command, known(stat.parent()), known(stat.group()));
    }

    /** 0 stands for a parent or leader outside our namespace. */
    private static OptionalLong known(long pid) {
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    private List<String> commandLine(long pid) {
        try {
            return CommandLine.split(proc.read(pid + "/cmdline"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
