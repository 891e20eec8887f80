package dev.gatelock.windows.internal.processes;

import java.util.Optional;
import java.util.OptionalLong;

/** What can be found out about a pid: a process, nothing, or that it may not be looked at. */
sealed interface Presence {
    /** It is there and alive. */
    record Found(ProcessHandle process) implements Presence {}

    /** There is none. */
    record None() implements Presence {}

    /** There is one, or may be one, but it is not shown. */
    record Hidden(String why) implements Presence {}

    /** The largest number that the system can use: pids are multiples of four in 32 bits. */
    long HIGHEST = 0xFFFF_FFFCL;

    /** The two lowest bits are ignored when a process is opened, and are zero in every real pid. */
    long PIDS_APART = 4;

    /** Looks; the JDK shows a process that may not be opened as absent, so the list of all is asked before believing that. */
    static Presence of(ProcessCalls calls, long pid) {
        if (pid < 1 || pid > HIGHEST) {
            return new None(); // the JDK would cut it to 32 bits and find another process
        }
        try {
            Optional<ProcessHandle> process = calls.of(pid);
            if (process.isPresent() && pid % PIDS_APART != 0 && !listed(calls, pid)) {
                return new None(); // the system opens the process with the next lower number
            }
            if (process.isPresent()) {
                return process.get().isAlive() ? new Found(process.get()) : new None();
            }
            return listed(calls, pid) ? new Hidden("it belongs to somebody else") : new None();
        } catch (UnsupportedOperationException | SecurityException e) {
            return new Hidden(e.toString());
        }
    }

    private static boolean listed(ProcessCalls calls, long pid) {
        return calls.all().anyMatch(process -> process.pid() == pid);
    }

    /** Creation time in hundredths of a second since the epoch, as upstream records it. */
    static OptionalLong startTime(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> OptionalLong.of(Math.floorDiv(start.toEpochMilli(), 10)))
                .orElse(OptionalLong.empty());
    }
}
