package dev.gatelock.conformance.drive;

/** How long to wait for what; everything scales with one factor, and nothing is judged by speed within it. */
public record Bounds(double factor, double startSeconds) {

    /** Until a start with nobody in its way is active. */
    public double start() {
        return startSeconds * factor;
    }

    /** Until a start gives up: its own start-up, plus the ten seconds for which it may wait for a lock. */
    public double refuse() {
        return (startSeconds + 12) * factor;
    }

    /** Until so many starts at once are decided: each has to be carried out, if not in the time that one alone may take. */
    public double crowd(int starts) {
        return refuse() + starts * startSeconds / 10 * factor;
    }

    /** Until a replacement is over: a queue, a grace of ten seconds, the wait after the kill. */
    public double replace() {
        return (startSeconds + 25) * factor;
    }

    /** Until a process that was told to go is gone: five seconds for an adapter, and some. */
    public double leave() {
        return (startSeconds + 12) * factor;
    }

    /** Until something that takes no time has happened. */
    public double soon() {
        return 5 * factor;
    }
}
