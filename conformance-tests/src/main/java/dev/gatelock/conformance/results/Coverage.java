package dev.gatelock.conformance.results;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.spec.Requirement;
import java.util.List;
import java.util.Optional;

/**
 * What a run says about one requirement: the worst of the scenarios that cite it.
 *
 * @param status empty when no scenario of the suite cites it
 */
public record Coverage(Requirement requirement, Optional<Status> status, List<Outcome> outcomes) {

    public Coverage {
        outcomes = List.copyOf(outcomes);
    }

    public static Coverage of(Requirement requirement, RunReport report) {
        return of(requirement, report.outcomes());
    }

    public static Coverage of(Requirement requirement, List<Outcome> all) {
        List<Outcome> citing = all.stream()
                .filter(o -> o.what().requirements().contains(requirement.id()))
                .toList();
        return new Coverage(requirement, worst(citing), citing);
    }

    /** Something that ran says more than something that does not apply. */
    private static Optional<Status> worst(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(Outcome::status)
                .reduce((a, b) ->
                        a == Status.NOT_APPLICABLE && b == Status.PASS || a == Status.PASS && b == Status.NOT_APPLICABLE
                                ? Status.PASS
                                : a.worse(b));
    }
}
