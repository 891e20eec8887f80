package dev.gatelock.conformance.check;

import dev.gatelock.conformance.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** At most one instance per home is active at any time. */
public final class MutualExclusion implements Checker {

    public MutualExclusion() {}

    @Override
    public List<Finding> check(History history) {
        List<Finding> findings = new ArrayList<>();
        List<Hold> holds = Hold.in(history);
        for (int i = 0; i < holds.size(); i++) {
            for (int j = i + 1; j < holds.size(); j++) {
                Hold a = holds.get(i);
                Hold b = holds.get(j);
                if (a.home().equals(b.home()) && a.overlaps(b)) {
                    long both = Math.min(a.until(), b.until()) - Math.max(a.from(), b.from());
                    findings.add(Finding.fail(
                            "mutual exclusion",
                            String.format(
                                    Locale.ROOT,
                                    "two instances at once: %s and %s for %.1f ms%s",
                                    a.actor(),
                                    b.actor(),
                                    both / 1e6,
                                    orphan(a) + orphan(b)),
                            Math.max(a.from(), b.from())));
                }
            }
        }
        return findings;
    }

    private static String orphan(Hold hold) {
        return hold.orphaned()
                ? "; the process of " + hold.actor() + " is gone, and a child of it keeps its connection open"
                : "";
    }
}
