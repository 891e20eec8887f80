package dev.gatelock.windows.internal.processes;

import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A pid with its creation time. Both are compared again immediately before the process is ended (by us, then once more by the
 * JDK with the process open), because the JDK keeps no handle in between. A process without a known creation time is never
 * ended. Thread-safe.
 */
final class PinnedHandle implements PinnedProcess {
    private final ProcessCalls calls;
    private final ProcessHandle process;
    private final OptionalLong start;
    private CompletableFuture<ProcessHandle> end;

    PinnedHandle(ProcessCalls calls, ProcessHandle process) {
        this.calls = calls;
        this.process = process;
        this.start = Presence.startTime(process);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    /** Only forcing exists here; asking is what the markers in the home are for. */
    @Override
    public SignalResult signal(Signal signal) {
        return signal == Signal.KILL ? kill() : SignalResult.UNSUPPORTED;
    }

    private SignalResult kill() {
        Presence now = Presence.of(calls, pid());
        if (now instanceof Presence.None) {
            return SignalResult.GONE;
        }
        if (!(now instanceof Presence.Found found)) {
            return SignalResult.DENIED;
        }
        OptionalLong started = Presence.startTime(found.process());
        if (start.isEmpty() || started.isEmpty()) {
            return SignalResult.DENIED;
        }
        return started.equals(start) ? destroy(found.process()) : SignalResult.GONE;
    }

    private static SignalResult destroy(ProcessHandle process) {
        try {
            if (process.destroyForcibly()) {
                return SignalResult.SENT;
            }
        } catch (IllegalStateException itself) {
            return SignalResult.DENIED;
        }
        return process.isAlive() ? SignalResult.DENIED : SignalResult.GONE;
    }

    /**
     * Waits for the end.
     *
     * @return false if the time is over or was never going to tell: then nothing was waited for
     */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        try {
            end().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (IllegalStateException | UnsupportedOperationException e) {
            return false; // our own end, or one that cannot be watched
        }
    }

    /** One for all waits: each call of {@code onExit} would leave another stage behind. */
    private synchronized CompletableFuture<ProcessHandle> end() {
        if (end == null) {
            end = process.onExit();
        }
        return end;
    }

    @Override
    public void close() {
        // no handle is held
    }
}
