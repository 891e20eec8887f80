package dev.gatelock.sim;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** The thread on which one simulated process's code runs, when it has the baton. */
final class Actor {
    /** Threads are reused: an exploration starts hundreds of thousands of processes. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated process");
        thread.setDaemon(true);
        return thread;
    });

    final SimProcess process;
    Mood mood = Mood.READY;
    /** What it does when it is its turn. */
    Request pending;
    /** When it goes on, if nothing else makes it. */
    long deadline;

    SimProcess watched;
    boolean serving;
    /** It has lain down, and when it is its turn goes on from there. */
    boolean waking;
    /** What its program remembers; only in a {@link Graph}. */
    Memory memory;
    /** It has run up to its first port call. */
    boolean begun;

    private volatile boolean baton;
    private volatile Thread thread;

    Actor(SimProcess process) {
        this.process = process;
    }

    void begin(Runnable life) {
        THREADS.execute(() -> {
            thread = Thread.currentThread();
            awaitBaton();
            life.run();
        });
    }

    void sleep(long until, SimProcess watching, boolean forTerm) {
        deadline = until;
        watched = watching;
        serving = forTerm;
        mood = Mood.WAITING;
        waking = true;
        pending = Request.of(Op.WAKE, "");
    }

    void giveBaton() {
        baton = true;
        Thread to = thread;
        if (to != null) {
            LockSupport.unpark(to);
        }
    }

    void awaitBaton() {
        while (!baton) {
            LockSupport.park(this);
        }
        baton = false;
    }

    List<StackTraceElement> stack() {
        Thread of = thread;
        return of == null ? List.of() : List.of(of.getStackTrace());
    }
}
