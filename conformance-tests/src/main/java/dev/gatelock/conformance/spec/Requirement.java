package dev.gatelock.conformance.spec;

import java.util.List;

/**
 * One numbered sentence of the specification.
 *
 * @param id area and number, for ever
 * @param level MUST, SHOULD or MAY
 * @param needs what a subject must offer for the suite to judge it: manifest names of capabilities, all of them
 * @param verification tested, stochastic or untestable
 * @param remark why it cannot be tested, or only by chance; empty otherwise
 * @param reports upstream reports and fixes
 */
public record Requirement(
        String id,
        String level,
        String statement,
        String intent,
        List<String> platforms,
        List<String> needs,
        String verification,
        String remark,
        String since,
        List<String> reports) {

    public Requirement {
        platforms = List.copyOf(platforms);
        needs = List.copyOf(needs);
        reports = List.copyOf(reports);
    }

    /** Whether a claim of conformance needs it. */
    public boolean must() {
        return level.equals("MUST");
    }

    /** {@code REC} of {@code REC-01}. */
    public String area() {
        return id.substring(0, id.lastIndexOf('-'));
    }
}
