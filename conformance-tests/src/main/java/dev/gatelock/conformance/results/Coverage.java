package dev.gatelock.conformance.results;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.spec.Requirement;
import dev.gatelock.conformance.subject.Feature;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a run says about one requirement: the worst of the scenarios that cite it. Nothing is shown about what the subject does
 * not offer, or about other platforms than its own, although a scenario that cites the requirement was played without that part and passed.
 *
 * @param status empty when no scenario of the suite cites it
 */
public record Coverage(Requirement requirement, Optional<Status> status, List<Outcome> outcomes) {

    public Coverage {
        outcomes = List.copyOf(outcomes);
    }

    public static Coverage of(Requirement requirement, RunReport report) {
        return of(requirement, report.subject().features(), report.outcomes());
    }

    /** @param offered manifest names of what the subject offers */
    public static Coverage of(Requirement requirement, Collection<String> offered, List<Outcome> all) {
        List<Outcome> citing = all.stream()
                .filter(o -> o.what().requirements().contains(requirement.id()))
                .toList();
        Optional<Status> worst = worst(citing);
        boolean judged = offered.containsAll(requirement.needs())
                && requirement.platforms().contains(offered.contains(Feature.POSIX_FILES.key()) ? "linux" : "windows");
        return new Coverage(
                requirement,
                worst.map(status -> status == Status.PASS && !judged ? Status.NOT_APPLICABLE : status),
                citing);
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
