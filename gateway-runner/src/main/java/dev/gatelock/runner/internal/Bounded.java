package dev.gatelock.runner.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One step on a thread of its own, waited for no longer than a bound: a step that hangs stops nobody (#14128, #71214). */
final class Bounded {
    private Bounded() {}

    /**
     * Runs a step.
     *
     * @return why it failed or that it did not end in time; empty if all is well
     */
    static Optional<String> run(String name, Duration bound, Callable<?> step) {
        FutureTask<Object> task = new FutureTask<>(() -> {
            step.call();
            return null;
        });
        Thread thread = new Thread(task, "gateway-" + name);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + bound.toNanos();
            while (true) {
                try {
                    task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return Optional.empty();
                } catch (InterruptedException e) {
                    interrupted = true; // teardown goes on: leaving early would leave things open
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    return Optional.of(
                            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
                } catch (TimeoutException e) {
                    return Optional.of("did not end within " + bound.toSeconds() + " s");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
