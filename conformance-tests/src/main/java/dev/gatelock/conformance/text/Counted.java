package dev.gatelock.conformance.text;

/** A number with its noun. */
public final class Counted {

    private Counted() {}

    /** {@code 1 scenario}, {@code 2 scenarios}. */
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** {@code 1 entry}, {@code 2 entries}. */
    public static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
