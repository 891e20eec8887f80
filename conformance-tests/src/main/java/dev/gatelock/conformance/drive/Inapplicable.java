package dev.gatelock.conformance.drive;

/** Ends a scenario: this subject does not do what it is about, and there is nothing wrong with that. */
public final class Inapplicable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Inapplicable(String reason) {
        super(reason, null, false, false);
    }
}
