package dev.gatelock.conformance.run;

/** What a run ends with; of several the highest counts, whatever the output format. */
public enum ExitCode {
    AS_EXPECTED(0, "as expected"),
    DIFFERS(1, "differs from what was expected"),
    USAGE(2, "wrong usage"),
    NOT_EXERCISED(3, "the subject could not be exercised"),
    UNSUITABLE(4, "this machine is unsuitable"),
    KIT_BUG(70, "a bug of the suite");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number, from 0 to 255. */
    public int code() {
        return code;
    }

    /** A clause for people. */
    public String meaning() {
        return meaning;
    }

    /** The one that counts of two. */
    public ExitCode worse(ExitCode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
