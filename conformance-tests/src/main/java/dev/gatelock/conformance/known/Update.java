package dev.gatelock.conformance.known;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.known.KnownFailure.Mode;
import dev.gatelock.conformance.known.KnownFailure.When;
import dev.gatelock.conformance.known.KnownFailure.Why;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a known failures file would be after a run: entries that still fail stay as they are, those that pass go, new
 * failures come with the given reason and link.
 */
public record Update(List<KnownFailure> entries, List<String> added, List<String> removed) {

    public Update {
        entries = List.copyOf(entries);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    public static Update of(List<KnownFailure> old, RunReport report, Why why) {
        List<KnownFailure> entries = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (KnownFailure entry : old) {
            List<Outcome> concerned = report.outcomes().stream()
                    .filter(o -> o.slug().equals(entry.id())
                            || o.what().requirements().contains(entry.id()))
                    .toList();
            boolean gone = entry.mode() == Mode.FAILS
                    && !concerned.isEmpty()
                    && concerned.stream().allMatch(o -> o.status() == Status.PASS);
            if (gone) {
                removed.add(entry.id());
            } else {
                entries.add(entry);
            }
        }
        List<String> added = new ArrayList<>();
        for (Outcome outcome : report.outcomes()) {
            boolean red = outcome.status() == Status.FAIL
                    || outcome.status() == Status.TIMEOUT
                    || outcome.status() == Status.INCONCLUSIVE;
            boolean covered = entries.stream()
                    .anyMatch(e -> e.id().equals(outcome.slug())
                            || outcome.what().requirements().contains(e.id()));
            if (red && !covered) {
                added.add(outcome.slug());
                entries.add(new KnownFailure(outcome.slug(), Mode.FAILS, why, Optional.empty(), When.ALWAYS));
            }
        }
        return new Update(entries, added, removed);
    }

    public boolean nothingToDo() {
        return added.isEmpty() && removed.isEmpty();
    }
}
