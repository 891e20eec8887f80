package dev.gatelock.conformance.run;

/**
 * How many scenarios are played at once.
 *
 * @param usual as asked for, or one for each processor, at most 4
 * @param most for a subject whose start waits and computes little: what waits can do so beside others, and a suite of slow
 *     starts is over in a third of the time
 */
public record Jobs(int usual, int most) {

    private static final int USUAL_AT_MOST = 4;
    private static final int WAITING_FOR_EACH = 3;
    private static final int WAITING_AT_MOST = 8;
    private static final double SLOW_SECONDS = 2;
    private static final double BUSY = 0.2;

    /** As many as that, whatever the first start shows. */
    public static Jobs of(int count) {
        return new Jobs(count, count);
    }

    /** What suits a machine with that many processors. */
    public static Jobs suiting(int processors) {
        return new Jobs(Math.min(USUAL_AT_MOST, processors), Math.min(WAITING_AT_MOST, WAITING_FOR_EACH * processors));
    }

    /** How many, now that one start took that many seconds, and so many of a processor's. */
    public int after(double startSeconds, double processorSeconds) {
        return startSeconds >= SLOW_SECONDS && processorSeconds < BUSY * startSeconds ? most : usual;
    }
}
