package dev.gatelock.conformance.scenario;

/** The parts of the catalogue. */
public enum Section {
    RECORDS("stale or broken records"),
    RACES("start-up races and integrity of the lock file"),
    REPLACE("replace"),
    STOP("stop, exit codes, supervisors"),
    IDENTITY("identity and liveness"),
    SCOPES("scoped locks"),
    ENVIRONMENT("environment"),
    STORMS("storms and churn"),
    INTEROP("two implementations on one home");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** For headings. */
    public String title() {
        return title;
    }
}
