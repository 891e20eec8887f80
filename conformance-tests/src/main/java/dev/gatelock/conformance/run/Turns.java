package dev.gatelock.conformance.run;

import dev.gatelock.conformance.scenario.Scenario;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets scenarios run side by side on threads that somebody else owns, as many as the machine bears, and alone those that need
 * it for themselves.
 */
public final class Turns {

    private final int most;
    private final Semaphore turns;

    /** Nobody runs yet; two of them run at once for each processor. */
    public Turns() {
        this(2 * Runtime.getRuntime().availableProcessors());
    }

    /** @param most how many may run at once; above 0 */
    public Turns(int most) {
        this.most = most;
        this.turns = new Semaphore(most, true);
    }

    /** Waits until the scenario may run, and runs it. */
    public <T> T take(Scenario scenario, Supplier<T> play) {
        int needed = Runner.alone(scenario) ? most : 1;
        turns.acquireUninterruptibly(needed);
        try {
            return play.get();
        } finally {
            turns.release(needed);
        }
    }
}
