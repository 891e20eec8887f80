package dev.gatelock;

/** Where an owner is in its life, as published in {@code gateway_state.json}. A hint for people and for waiting, no more. */
public enum Phase {
    /** The lock is held, the work has not begun. */
    STARTING("starting"),
    /** Working. */
    RUNNING("running"),
    /** Finishing what is under way; the lock will be given up soon, so a start may wait for it. */
    DRAINING("draining"),
    /** Ended in order. */
    STOPPED("stopped"),
    /** The work could not begin. */
    STARTUP_FAILED("startup_failed");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** The word in the file. */
    public String label() {
        return label;
    }
}
