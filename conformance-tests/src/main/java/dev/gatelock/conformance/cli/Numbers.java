package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.text.UsageException;

/** Numbers from the command line. */
final class Numbers {

    private Numbers() {}

    static int positive(String option, Integer value, int otherwise) {
        if (value != null && value < 1) {
            throw new UsageException(option + " must be at least 1, not " + value);
        }
        return value == null ? otherwise : value;
    }

    static int atLeastZero(String option, int value) {
        if (value < 0) {
            throw new UsageException(option + " must be at least 0, not " + value);
        }
        return value;
    }

    static double positive(String option, Double value, double otherwise) {
        if (value != null && !(value > 0 && value <= 1000)) {
            throw new UsageException(option + " must be above 0, at most 1000, not " + value);
        }
        return value == null ? otherwise : value;
    }
}
