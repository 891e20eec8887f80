package dev.gatelock.conformance.run;

import dev.gatelock.conformance.scenario.Scenario;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets scenarios run side by side on threads that somebody else owns, except those that need the machine for themselves. */
public final class Turns {

    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

    /** Nobody runs yet. */
    public Turns() {}

    /** Waits until the scenario may run, and runs it. */
    public <T> T take(Scenario scenario, Supplier<T> play) {
        Lock turn = Runner.alone(scenario) ? turns.writeLock() : turns.readLock();
        turn.lock();
        try {
            return play.get();
        } finally {
            turn.unlock();
        }
    }
}
