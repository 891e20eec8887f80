package dev.gatelock.sim;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Code on a thread of its own that runs only while whoever resumes it waits. */
final class Coroutine {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "remembered process");
        thread.setDaemon(true);
        return thread;
    });

    private final Runnable code;
    private volatile Thread own;
    private volatile boolean running;
    private boolean begun;
    private Thread resumer;
    private boolean finished;
    private Throwable failure;

    Coroutine(Runnable code) {
        this.code = code;
    }

    /** Lets it run until it pauses or ends; throws what it throws. */
    void resume() {
        resumer = Thread.currentThread();
        running = true;
        if (begun) {
            LockSupport.unpark(own);
        } else {
            begun = true;
            THREADS.execute(this::live);
        }
        while (running) {
            LockSupport.park(this);
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void live() {
        own = Thread.currentThread();
        try {
            code.run();
        } catch (Throwable e) {
            failure = e;
        }
        finished = true;
        handBack();
    }

    private void handBack() {
        Thread to = resumer;
        running = false;
        LockSupport.unpark(to);
    }

    /** On its own thread: waits until it is resumed. */
    void pause() {
        handBack();
        while (!running) {
            LockSupport.park(this);
        }
    }

    boolean finished() {
        return finished;
    }
}
