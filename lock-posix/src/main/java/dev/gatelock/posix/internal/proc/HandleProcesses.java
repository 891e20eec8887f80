package dev.gatelock.posix.internal.proc;

import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Processes as the JDK shows them, for systems without {@code /proc} (macOS, BSD). Start times are hundredths of a second
 * since the epoch, as 3-formats gives them; the kernel there stores them once, at the start. Zombies, threads and stopped
 * processes cannot be told from others, and the boot is unknown. Not yet run on such a system.
 */
final class HandleProcesses implements ProcessTable {
    private static final long LARGEST_PID = 99_999;

    private final ProcessIdentity self = identity(ProcessHandle.current());

    private static ProcessIdentity identity(ProcessHandle handle) {
        Optional<Instant> start = handle.info().startInstant();
        return new ProcessIdentity(
                handle.pid(),
                start.isPresent() ? OptionalLong.of(hundredths(start.get())) : OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static long hundredths(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), 10);
    }

    @Override
    public ProcessIdentity self() {
        return self;
    }

    @Override
    public long startTimeNow() {
        return hundredths(Instant.now());
    }

    @Override
    public Duration since(long startTime) {
        return Duration.ofMillis(Math.max(0, (startTimeNow() - startTime) * 10));
    }

    @Override
    public long highestPid() {
        return LARGEST_PID;
    }

    @Override
    public Sighting look(long pid) {
        if (pid <= 0) {
            return new Sighting.Absent();
        }
        Optional<ProcessHandle> found = ProcessHandle.of(pid);
        if (found.isEmpty() || !found.get().isAlive()) {
            return new Sighting.Absent();
        }
        ProcessHandle.Info info = found.get().info();
        List<String> command = new ArrayList<>();
        info.command().ifPresent(command::add);
        info.arguments().ifPresent(arguments -> command.addAll(List.of(arguments)));
        Optional<ProcessHandle> parent = found.get().parent();
        return new Sighting.Alive(
                identity(found.get()),
                false,
                command,
                parent.isPresent() ? OptionalLong.of(parent.get().pid()) : OptionalLong.empty(),
                OptionalLong.empty());
    }
}
