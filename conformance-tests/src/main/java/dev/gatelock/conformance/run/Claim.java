package dev.gatelock.conformance.run;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Coverage;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport.Verdict;
import dev.gatelock.conformance.spec.Requirement;
import dev.gatelock.conformance.spec.Specification;
import dev.gatelock.conformance.subject.Feature;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What may be said in public. A subject conforms when every applicable MUST that the suite can observe really ran and passed;
 * known failures excuse nothing here, and a run of a part claims nothing.
 */
public final class Claim {

    public static final int CONFORMS = 0;
    public static final int DOES_NOT = 1;
    public static final int CANNOT_TELL = 2;

    private static final String LENIENT =
            "; its refusals were judged by any code but 0, since its manifest does not name exit-codes";

    private Claim() {}

    /**
     * @param offered manifest names of what the subject offers
     * @param outcomes of every scenario that was to be played
     * @param filtered whether less than everything was to be played; then nothing is claimed
     */
    public static Verdict verdict(Collection<String> offered, List<Outcome> outcomes, boolean filtered) {
        List<Coverage> musts = Specification.ours().requirements().stream()
                .filter(Requirement::must)
                .map(r -> Coverage.of(r, offered, outcomes))
                .filter(c -> c.status().isPresent())
                .toList();
        List<Coverage> broken = having(musts, Status.FAIL, Status.TIMEOUT);
        if (!broken.isEmpty()) {
            return new Verdict(DOES_NOT, "does not conform: " + broken.size() + " MUST not met (" + ids(broken) + ")");
        }
        List<Coverage> open = having(
                musts, Status.SKIPPED, Status.INCONCLUSIVE, Status.NOT_RUN, Status.SUBJECT_ERROR, Status.HARNESS_ERROR);
        if (filtered) {
            return new Verdict(
                    CANNOT_TELL, "no claim: only a part was run; run without --select, --skip and --profile");
        }
        if (!open.isEmpty()) {
            return new Verdict(
                    CANNOT_TELL, "no claim: " + open.size() + " MUST could not be shown here (" + ids(open) + ")");
        }
        long shown = having(musts, Status.PASS).size();
        long other = having(musts, Status.NOT_APPLICABLE).size();
        return shown == 0
                ? new Verdict(CANNOT_TELL, "no claim: nothing applies")
                : new Verdict(
                        CONFORMS,
                        "conforms to specification " + Specification.ours().version() + ": all " + shown
                                + " applicable MUST were run and met"
                                + (other == 0 ? "" : "; " + other + " concern what it does not offer")
                                + played(outcomes)
                                + (offered.contains(Feature.EXIT_CODES.key()) ? "" : LENIENT));
    }

    /** How much of the suite stands behind it; what its own behaviour kept from being shown is told apart from what it lacks. */
    private static String played(List<Outcome> outcomes) {
        List<Outcome> unplayed = outcomes.stream()
                .filter(o -> o.status() == Status.NOT_APPLICABLE)
                .toList();
        long hidden = unplayed.stream().filter(o -> !Player.lacks(o.reason())).count();
        return "; " + (outcomes.size() - unplayed.size()) + " of " + outcomes.size() + " scenarios were played"
                + (hidden == 0 ? "" : "; " + hidden + " are about what does not happen to it");
    }

    private static List<Coverage> having(List<Coverage> all, Status... statuses) {
        return all.stream()
                .filter(c -> c.status().filter(List.of(statuses)::contains).isPresent())
                .toList();
    }

    private static String ids(List<Coverage> coverages) {
        String first =
                coverages.stream().limit(8).map(c -> c.requirement().id()).collect(Collectors.joining(", "));
        return coverages.size() > 8 ? first + ", ..." : first;
    }
}
