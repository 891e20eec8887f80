package dev.gatelock.windows.internal.processes;

import dev.gatelock.Lease;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Processes by pid and creation time. There is no boot id: creation times count from the epoch, so two boots do not repeat
 * them. There are no user ids, zombies, stopped processes or threads with pids either.
 *
 * <p>Thread-safe. Not guaranteed: a command line, which Windows does not show (none is reported rather than half of one); a
 * parent, which would cost a list of all processes at every look.
 */
public final class WindowsProcesses implements Processes {
    private final ProcessCalls calls;
    private final Clock clock;
    private final StartedPrograms started;
    private final ProcessIdentity self;

    /**
     * @param calls the system's processes, never null
     * @param clock the wall clock that creation times are compared with, never null
     * @param started what claims have started, never null
     */
    public WindowsProcesses(ProcessCalls calls, Clock clock, StartedPrograms started) {
        this.started = started;
        this.calls = calls;
        this.clock = clock;
        this.self = identity(calls.current(), Optional.ofNullable(System.getenv("COMPUTERNAME")));
    }

    private static ProcessIdentity identity(ProcessHandle process, Optional<String> host) {
        return new ProcessIdentity(
                process.pid(),
                Presence.startTime(process),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                host);
    }

    @Override
    public ProcessIdentity self() {
        return self;
    }

    @Override
    public long startTimeNow() {
        return Math.floorDiv(clock.now().toEpochMilli(), 10);
    }

    @Override
    public Duration since(long startTime) {
        return Duration.ofMillis(Math.multiplyExact(Math.max(0, startTimeNow() - startTime), 10));
    }

    /** For display; arguments that contain blanks come apart. */
    @Override
    public List<String> selfArguments() {
        String command = System.getProperty("sun.java.command", "").strip();
        return command.isEmpty() ? List.of() : List.of(command.split("\\s+"));
    }

    @Override
    public long highestPid() {
        return Presence.HIGHEST;
    }

    @Override
    public Sighting look(long pid) {
        Presence presence = Presence.of(calls, pid);
        if (presence instanceof Presence.Found found) {
            return new Sighting.Alive(
                    identity(found.process(), self.host()),
                    false,
                    commandLine(found.process().info()),
                    OptionalLong.empty(),
                    OptionalLong.empty());
        }
        return presence instanceof Presence.Hidden hidden ? new Sighting.Unclear(hidden.why()) : new Sighting.Absent();
    }

    /** All of it or nothing: a program without its arguments would refute its own record. */
    private static List<String> commandLine(ProcessHandle.Info info) {
        if (info.command().isEmpty() || info.arguments().isEmpty()) {
            return List.of();
        }
        List<String> line = new ArrayList<>();
        line.add(info.command().get());
        line.addAll(List.of(info.arguments().get()));
        return line;
    }

    /** By the notes of whoever started them: another process's environment is not shown. */
    @Override
    public List<ProcessIdentity> startedWith(String variable, String value) {
        return variable.equals(Lease.VARIABLE)
                ? started.of(value).stream()
                        .map(process -> identity(process, self.host()))
                        .toList()
                : List.of();
    }

    @Override
    public Pin pin(long pid) {
        Presence presence = Presence.of(calls, pid);
        if (presence instanceof Presence.Found found) {
            return new Pin.Pinned(new PinnedHandle(calls, found.process()));
        }
        return presence instanceof Presence.Hidden hidden ? new Pin.Refused(hidden.why()) : new Pin.Gone();
    }
}
