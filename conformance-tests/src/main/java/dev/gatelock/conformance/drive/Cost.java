package dev.gatelock.conformance.drive;

import java.util.Locale;

/**
 * What a process has needed.
 *
 * @param seconds of processor time
 * @param megabytes in memory
 */
public record Cost(double seconds, double megabytes) {

    private static final double MUCH_TIME = 2;
    private static final double MUCH_MEMORY = 300;

    Cost plus(Cost other) {
        return new Cost(seconds + other.seconds, megabytes + other.megabytes);
    }

    /** Whether many of these at once are a burden for the machine rather than a test of the subject. */
    public boolean heavy() {
        return seconds > MUCH_TIME || megabytes > MUCH_MEMORY;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f s of processor time and %.0f MB", seconds, megabytes);
    }
}
