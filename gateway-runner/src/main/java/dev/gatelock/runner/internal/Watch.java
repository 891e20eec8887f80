package dev.gatelock.runner.internal;

import dev.gatelock.Lease;
import dev.gatelock.LeaseLostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks after the lease: is it still ours, and has a marker asked us to go (where signals do not reach)? */
final class Watch implements AutoCloseable {
    /** A marker must be answered within half a second. */
    private static final long INTERVAL_MILLIS = 250;

    private final CountDownLatch stopped = new CountDownLatch(1);

    Watch(Lease lease, Consumer<Ending> endings) {
        Thread thread = new Thread(() -> watch(lease, endings), "gateway-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Lease lease, Consumer<Ending> endings) {
        try {
            while (!stopped.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    lease.ensureValid();
                } catch (LeaseLostException e) {
                    endings.accept(new Ending.Lost(e));
                    return;
                }
                Lease.Departure departure = lease.departure();
                if (departure != Lease.Departure.NONE) {
                    endings.accept(new Ending.Departed(departure));
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No more repairs: the files are about to be cleared. */
    void stopRepairing() {
        stopped.countDown();
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
