package dev.gatelock.conformance.results;

/** A results file that cannot be used; the message says which and why. */
public final class ResultsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ResultsException(String message) {
        super(message);
    }
}
