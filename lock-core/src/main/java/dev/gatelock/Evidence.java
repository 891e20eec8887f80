package dev.gatelock;

/** Which source a statement about a holder rests on, strongest first. */
public enum Evidence {
    /** The kernel shows the locked descriptor open in that very process. */
    FDINFO("fdinfo"),
    /** The kernel lists that process as the one that took the lock. */
    LOCK_TABLE("lock-table"),
    /** An attempt to lock was refused, and the record names a live process of that identity. */
    RECORD("record"),
    /** An attempt to lock was refused, which says that somebody holds it, not who. */
    TRY_LOCK("try-lock"),
    /** Nothing was found. */
    NONE("none");

    private final String label;

    Evidence(String label) {
        this.label = label;
    }

    /** The word used in messages and in JSON. */
    public String label() {
        return label;
    }
}
