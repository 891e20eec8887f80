package dev.gatelock.conformance.check;

/**
 * Something that a checker found.
 *
 * @param status how bad
 * @param check which checker
 * @param nanos the moment it refers to
 */
public record Finding(Status status, String check, String message, long nanos) {

    static Finding fail(String check, String message, long nanos) {
        return new Finding(Status.FAIL, check, message, nanos);
    }

    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%s %s at %.3f s: %s", status, check, nanos / 1e9, message);
    }
}
