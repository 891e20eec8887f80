package dev.gatelock.posix.internal.proc;

import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;

/**
 * The substitute for systems without pidfd: the start time is compared immediately before each signal.
 *
 * <p>What remains: the process can end and its pid be given to a new one between that look and the signal, some
 * microseconds in which the system would have to go through all its other pids (unless somebody sets the next pid on
 * purpose). Thread-safe; holds nothing.
 */
final class CheckedProcess implements PinnedProcess {
    private final Sys sys;
    private final ProcessTable table;
    private final int pid;
    private final long startTime;

    CheckedProcess(Sys sys, ProcessTable table, int pid, long startTime) {
        this.sys = sys;
        this.table = table;
        this.pid = pid;
        this.startTime = startTime;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public SignalResult signal(Signal signal) {
        Sighting seen = table.look(pid);
        if (seen instanceof Sighting.Unclear) {
            return SignalResult.DENIED;
        }
        if (!(seen instanceof Sighting.Alive alive)
                || alive.identity().startTime().orElse(-1) != startTime) {
            return SignalResult.GONE;
        }
        return SignalNumbers.result(sys.kill(pid, SignalNumbers.of(signal)));
    }

    @Override
    public void close() {}
}
