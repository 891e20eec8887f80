package dev.gatelock.sim;

/**
 * How far a schedule may deviate from "each runs until it waits". Crashes and the like are no preemptions, they have bounds of their
 * own; the kernel may close a dead process's descriptors at any time.
 *
 * @param preemptions switches away from a process that could go on
 * @param crashes processes killed at any point
 * @param earlyTicks times at which the clock moves on although somebody could run: a slow process
 * @param recycles pids of dead processes given to innocent ones
 * @param powerLosses times at which the machine goes dark
 * @param steps port calls of one run, after which it counts as endless
 */
record Bounds(int preemptions, int crashes, int earlyTicks, int recycles, int powerLosses, int steps) {
    static final int UNLIMITED = 1_000_000;

    static Bounds none() {
        return new Bounds(0, 0, 0, 0, 0, 5_000);
    }

    /** For random schedules: any switch, nothing else. */
    static Bounds free() {
        return none().preemptions(UNLIMITED);
    }

    Bounds preemptions(int value) {
        return new Bounds(value, crashes, earlyTicks, recycles, powerLosses, steps);
    }

    Bounds crashes(int value) {
        return new Bounds(preemptions, value, earlyTicks, recycles, powerLosses, steps);
    }

    Bounds earlyTicks(int value) {
        return new Bounds(preemptions, crashes, value, recycles, powerLosses, steps);
    }

    Bounds recycles(int value) {
        return new Bounds(preemptions, crashes, earlyTicks, value, powerLosses, steps);
    }

    Bounds steps(int value) {
        return new Bounds(preemptions, crashes, earlyTicks, recycles, powerLosses, value);
    }

    Bounds powerLosses(int value) {
        return new Bounds(preemptions, crashes, earlyTicks, recycles, value, steps);
    }
}
