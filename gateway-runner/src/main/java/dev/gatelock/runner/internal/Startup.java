package dev.gatelock.runner.internal;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Adapters starting on a thread of their own. */
final class Startup {
    private static final long LOOK_MILLIS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean failed;

    Startup(Adapters adapters, Consumer<Ending> endings) {
        Thread thread = new Thread(
                () -> {
                    try {
                        Optional<Ending.AdapterFailed> failure = adapters.start();
                        failed = failure.isPresent();
                        failure.ifPresent(endings);
                    } finally {
                        done.countDown();
                    }
                },
                "gateway-start");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until they are started; false if they failed or if an ending came first. */
    boolean awaitStarted(BlockingQueue<Ending> endings) {
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!endings.isEmpty()) {
                    return false;
                }
            }
            return !failed;
        } catch (InterruptedException e) {
            endings.add(new Ending.Requested());
            return false;
        }
    }
}
