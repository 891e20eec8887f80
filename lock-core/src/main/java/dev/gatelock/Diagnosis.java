package dev.gatelock;

import java.util.List;

/**
 * What a thorough look found.
 *
 * @param standing the answer of a probe
 * @param lines what was seen, in the order in which to tell it
 */
public record Diagnosis(Standing standing, List<Line> lines) {
    /** Copies the list. */
    public Diagnosis {
        lines = List.copyOf(lines);
    }

    /** Whether anything needs a hand. */
    public boolean healthy() {
        return lines.stream().noneMatch(line -> line.weight() == Weight.PROBLEM);
    }

    /**
     * One observation.
     *
     * @param weight how much it matters
     * @param text one sentence
     */
    public record Line(Weight weight, String text) {}

    /** How much an observation matters. */
    public enum Weight {
        /** As it should be. */
        FINE,
        /** Harmless, or put right by the next start. */
        NOTE,
        /** Somebody should do something; the text says what. */
        PROBLEM
    }
}
