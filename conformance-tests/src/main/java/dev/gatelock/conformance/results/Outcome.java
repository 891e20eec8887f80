package dev.gatelock.conformance.results;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import java.util.List;

/**
 * How one scenario of a run went.
 *
 * @param what slug, section and requirement ids
 * @param standing against the known failures
 * @param findings why it is red
 * @param reason why it was not played, or why it is excused; empty otherwise
 * @param effort what it took
 * @param history the recorded history, relative to the folder of the results; empty when there is none
 */
public record Outcome(
        What what,
        Status status,
        Standing standing,
        List<Finding> findings,
        String reason,
        Effort effort,
        String history) {

    /** What was played. */
    public record What(String slug, String section, List<String> requirements) {
        public What {
            requirements = List.copyOf(requirements);
        }
    }

    /**
     * What it took.
     *
     * @param seed repeats this very round
     * @param rounds how often it was played; the worst round is shown
     */
    public record Effort(double seconds, long seed, int rounds) {}

    public Outcome {
        findings = List.copyOf(findings);
    }

    /** Of the scenario. */
    public String slug() {
        return what.slug();
    }

    /** The same outcome, seen against what was expected. */
    public Outcome with(Standing other, String because) {
        return new Outcome(what, status, other, findings, because, effort, history);
    }
}
