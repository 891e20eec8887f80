package dev.gatelock.windows.internal.files;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs file calls on threads of its own. A {@code FileChannel} is closed, and its lock lost, when a thread is interrupted
 * while it reads, writes or asks for the size; no user's interrupt may cost the lease. Thread-safe; its threads are daemons
 * and end when idle.
 */
final class Undisturbed {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gatelock-files");
        thread.setDaemon(true);
        return thread;
    });

    /** Waits for the call whatever happens; an interrupt stays pending for the caller. */
    <T> T call(Callable<T> call) throws IOException {
        Future<T> result = threads.submit(call);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
