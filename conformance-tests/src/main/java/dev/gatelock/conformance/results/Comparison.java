package dev.gatelock.conformance.results;

import dev.gatelock.conformance.check.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became better and what worse between two runs. */
public record Comparison(List<Change> worse, List<Change> better, List<Change> other) {

    /** One scenario; a status is empty when that run did not know the scenario. */
    public record Change(String slug, Optional<Status> before, Optional<Status> after) {
        @Override
        public String toString() {
            return slug + ": " + before.map(Status::name).orElse("not there") + " -> "
                    + after.map(Status::name).orElse("not there");
        }
    }

    public Comparison {
        worse = List.copyOf(worse);
        better = List.copyOf(better);
        other = List.copyOf(other);
    }

    /** What is in one of them only counts as a change: a scenario that passed and is not there any more became worse. */
    public static Comparison of(RunReport before, RunReport after) {
        List<Change> worse = new ArrayList<>();
        List<Change> better = new ArrayList<>();
        List<Change> other = new ArrayList<>();
        for (Outcome old : before.outcomes()) {
            Optional<Status> now = after.find(old.slug()).map(Outcome::status);
            Change change = new Change(old.slug(), Optional.of(old.status()), now);
            int difference = rank(old.status()) - now.map(Comparison::rank).orElse(rank(Status.NOT_RUN));
            if (now.isPresent() && now.get() == old.status()) {
                continue;
            }
            (difference > 0 ? worse : difference < 0 ? better : other).add(change);
        }
        for (Outcome fresh : after.outcomes()) {
            if (before.find(fresh.slug()).isEmpty()) {
                Change change = new Change(fresh.slug(), Optional.empty(), Optional.of(fresh.status()));
                (fresh.status().red() ? worse : other).add(change);
            }
        }
        return new Comparison(worse, better, other);
    }

    /** What was shown is worth more than what was not, and that more than what was refuted. */
    private static int rank(Status status) {
        return switch (status) {
            case PASS -> 3;
            case NOT_APPLICABLE, SKIPPED, NOT_RUN -> 2;
            case INCONCLUSIVE -> 1;
            default -> 0;
        };
    }
}
