package dev.gatelock.conformance.results;

/** How an outcome compares with what was expected. */
public enum Standing {
    /** As it should be, or not played for a good reason. */
    EXPECTED,
    /** Red, and a known failure. */
    EXCUSED,
    /** Red, and nobody expected it. */
    DIFFERS,
    /** A known failure that passes: its entry has to go. */
    UNEXPECTED_PASS,
    /** The subject could not be exercised. */
    NOT_EXERCISED,
    /** The suite itself failed. */
    KIT_BUG
}
