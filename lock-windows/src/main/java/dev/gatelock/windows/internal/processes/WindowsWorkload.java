package dev.gatelock.windows.internal.processes;

import dev.gatelock.spi.Workload;
import java.util.List;

/**
 * A started program. Thread-safe. It does not end with us, and outlives our crash.
 *
 * <p>Ctrl+C reaches it without us, being on the same console. No other signal exists, so only SIGKILL's number does anything.
 */
final class WindowsWorkload implements Workload {
    private static final int SIGKILL = 9;

    private final Process process;
    private final Runnable atEnd;

    WindowsWorkload(Process process, Runnable atEnd) {
        this.process = process;
        this.atEnd = atEnd;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int await() throws InterruptedException {
        int status = process.waitFor();
        atEnd.run();
        return status;
    }

    @Override
    public void signal(int number) {
        if (number == SIGKILL) {
            kill();
        }
    }

    /** Windows has nothing but Ctrl+C, which the console sends to everybody on it, ourselves included. */
    @Override
    public boolean canBeAsked() {
        return false;
    }

    /** With everything that it started: a command interpreter would leave its program behind. */
    @Override
    public void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
