package dev.gatelock.conformance.drive;

/** Ends a scenario early: something that it needs to go on did not come true. The judge finds out what from the history. */
public final class Unmet extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unmet(String message) {
        super(message, null, false, false);
    }
}
