package dev.gatelock.conformance.drive;

/**
 * How long to wait for what; everything scales with one factor, and nothing is judged by speed within it. A right subject
 * never uses them up, so they are wide: a machine that is busy, a start that loads for seconds, an owner that drains for ten,
 * a loser that waits for half a minute before it gives up.
 */
public record Bounds(double factor, double startSeconds) {

    /** Until a start with nobody in its way is active; what the manifest says was measured on a machine with nothing to do. */
    public double start() {
        return (1.5 * startSeconds + 10) * factor;
    }

    /** Until a start gives up: its own start-up, plus half a minute for which it may wait for a lock. */
    public double refuse() {
        return start() + 32 * factor;
    }

    /** Until a replacement is over: a queue, a grace of ten seconds, the wait after the kill. */
    public double replace() {
        return start() + 45 * factor;
    }

    /** Until a process that was told to go is gone: what it drains, five seconds for an adapter, and some. */
    public double leave() {
        return start() + 20 * factor;
    }

    /** Until so many that were started at once have made up their minds: each costs processor time. */
    public double crowd(int count) {
        return replace() + count * Math.max(1, startSeconds / 2) * factor;
    }

    /** Until something that takes no time has happened. */
    public double soon() {
        return 10 * factor;
    }

    /** Until the kernel has ended what was killed, however much memory it has to give back. */
    public double death() {
        return Math.max(30, 30 * factor);
    }
}
