package dev.gatelock.conformance.check;

import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import java.util.ArrayList;
import java.util.List;

/** All checkers together: what a history means. */
public final class Judge {

    private static final List<Checker> CHECKERS =
            List.of(new MutualExclusion(), new Expectations(), new Honesty(), Judge::errors, Judge::vacuity);

    private Judge() {}

    /** Everything that every checker finds, in no promised order. Pure: the same history, the same findings. */
    public static List<Finding> findings(History history) {
        List<Finding> findings = new ArrayList<>();
        CHECKERS.forEach(c -> findings.addAll(c.check(history)));
        return findings;
    }

    /** The most severe finding; PASS when there is none. */
    public static Status verdict(List<Finding> findings) {
        return findings.stream().map(Finding::status).reduce(Status.PASS, Status::worse);
    }

    private static List<Finding> errors(History history) {
        return history.all(Kind.ERROR)
                .map(e -> new Finding(
                        e.text("who").equals("subject") ? Status.SUBJECT_ERROR : Status.HARNESS_ERROR,
                        "error",
                        e.text("text"),
                        e.nanos()))
                .toList();
    }

    /** A scenario that did not see what it is about has shown nothing. */
    private static List<Finding> vacuity(History history) {
        List<Finding> findings = new ArrayList<>();
        history.all(Kind.SAW)
                .filter(e -> !e.flag("seen"))
                .forEach(e -> findings.add(
                        new Finding(Status.INCONCLUSIVE, "vacuity", "did not see: " + e.text("what"), e.nanos())));
        if (history.all(Kind.EXPECT).findAny().isEmpty()) {
            findings.add(new Finding(Status.INCONCLUSIVE, "vacuity", "nothing was expected", history.end()));
        }
        return findings;
    }
}
