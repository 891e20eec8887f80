package dev.gatelock.posix.internal.proc;

import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;

/**
 * A process pinned by a pidfd (Linux 5.3): a recycled pid is never reached. Thread-safe: the descriptor is not closed while
 * a call uses its number.
 */
public final class PidfdProcess implements PinnedProcess {
    private final Sys sys;
    private final int pid;
    private int pidfd;
    private int users;
    private boolean closing;

    PidfdProcess(Sys sys, int pid, int pidfd) {
        this.sys = sys;
        this.pid = pid;
        this.pidfd = pidfd;
    }

    @Override
    public long pid() {
        return pid;
    }

    /** A zombie takes signals too, so an end is asked about first. */
    @Override
    public SignalResult signal(Signal signal) {
        if (!enter()) {
            throw new IllegalStateException("closed: pid " + pid);
        }
        try {
            return sys.poll(pidfd, 0) > 0
                    ? SignalResult.GONE
                    : SignalNumbers.result(sys.pidfdSignal(pidfd, SignalNumbers.of(signal)));
        } finally {
            leave();
        }
    }

    /**
     * Waits until the process ends, in one poll.
     *
     * @param millis at most this long
     * @return whether it has ended; false at once if this handle is closed
     */
    public boolean awaitEnd(int millis) {
        if (!enter()) {
            return false;
        }
        try {
            return sys.poll(pidfd, millis) > 0;
        } finally {
            leave();
        }
    }

    private synchronized boolean enter() {
        if (closing) {
            return false;
        }
        users++;
        return true;
    }

    private synchronized void leave() {
        users--;
        closeIfUnused();
    }

    @Override
    public synchronized void close() {
        closing = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (closing && users == 0 && pidfd >= 0) {
            sys.close(pidfd);
            pidfd = -1;
        }
    }
}
