package dev.gatelock.conformance.check;

/** The outcome of a scenario, mildest first: of several the most severe counts. */
public enum Status {
    PASS,
    NOT_RUN,
    NOT_APPLICABLE,
    SKIPPED,
    INCONCLUSIVE,
    TIMEOUT,
    FAIL,
    SUBJECT_ERROR,
    HARNESS_ERROR;

    /** The one that counts of two. */
    public Status worse(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether it says that the subject did what it must not, or not in time what it must. */
    public boolean failed() {
        return this == FAIL || this == TIMEOUT;
    }

    /** Whether it says something bad. */
    public boolean red() {
        return compareTo(INCONCLUSIVE) >= 0;
    }
}
