package dev.gatelock.windows.internal.processes;

import dev.gatelock.spi.Workload;

/**
 * A started program. Thread-safe. It does not end with us, and outlives our crash.
 *
 * <p>Ctrl+C reaches it without us, being on the same console. No other signal exists, so only SIGKILL's number does anything.
 */
final class WindowsWorkload implements Workload {
    private static final int SIGKILL = 9;

    private final Process process;

    WindowsWorkload(Process process) {
        this.process = process;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void signal(int number) {
        if (number == SIGKILL) {
            kill();
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }
}
