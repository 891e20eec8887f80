package dev.gatelock.runner.internal;

import dev.gatelock.spi.Workload;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The command while it runs. */
final class WorkProcess {
    private static final long LOOK_MILLIS = 50;

    private final Workload workload;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status;
    private volatile boolean asked;

    WorkProcess(Workload workload, Consumer<Ending> endings) {
        this.workload = workload;
        Thread thread = new Thread(
                () -> {
                    try {
                        status = workload.await();
                        ended.countDown();
                        endings.accept(new Ending.WorkEnded(status));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "gateway-work");
        thread.setDaemon(true);
        thread.start();
    }

    /** Passes a signal on, unless the terminal has sent it to the command as well. */
    boolean passOn(Ending.Signalled signal) {
        asked |= signal.ends();
        if (signal.number() != SignalTrap.INT || !Terminal.foreground()) {
            workload.signal(signal.number());
        }
        return true;
    }

    /** Makes sure that it has ended: asks, waits, forces. Further signals are passed on meanwhile; a second INT forces. */
    int end(Duration grace, BlockingQueue<Ending> endings) {
        boolean forced = false;
        if (ended.getCount() > 0 && !asked) { // a second signal means "at once" to many programs
            forced = ask();
        }
        long deadline = System.nanoTime() + grace.toNanos();
        while (!await()) {
            Ending more = endings.poll();
            boolean impatient = more instanceof Ending.Signalled signalled && signalled.number() == SignalTrap.INT;
            if (!forced && (impatient || System.nanoTime() - deadline >= 0)) {
                workload.kill();
                forced = true;
            }
        }
        return status;
    }

    /** Whether it had to be forced, because nothing there can ask. */
    private boolean ask() {
        if (workload.canBeAsked()) {
            workload.signal(SignalTrap.TERM);
            return false;
        }
        workload.kill();
        return true;
    }

    private boolean await() {
        try {
            return ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
