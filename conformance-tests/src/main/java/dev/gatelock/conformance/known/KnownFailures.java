package dev.gatelock.conformance.known;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.known.KnownFailure.Mode;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.text.Globs;
import dev.gatelock.conformance.text.Nearest;
import dev.gatelock.conformance.text.UsageException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares outcomes with what is known to fail. Errors of the subject's launch or of the suite are never excused. */
public final class KnownFailures {

    /** Where and on what a run is done, for the conditions of entries. */
    public record Setting(String platform, String version, LocalDate today) {}

    private static final Set<Status> EXCUSABLE = EnumSet.of(Status.FAIL, Status.TIMEOUT, Status.INCONCLUSIVE);

    private final List<KnownFailure> active;

    private KnownFailures(List<KnownFailure> active) {
        this.active = active;
    }

    /** Everything is expected to pass. */
    public static KnownFailures none() {
        return new KnownFailures(List.of());
    }

    /** An entry that matches no scenario or has expired is a usage error. */
    public static KnownFailures of(List<KnownFailure> entries, List<Scenario> catalogue, Setting setting) {
        for (KnownFailure entry : entries) {
            if (catalogue.stream().noneMatch(s -> concerns(entry, s))) {
                throw new UsageException("known failure \"" + entry.id()
                        + "\" matches no scenario and no requirement that a scenario cites"
                        + Nearest.of(entry.id(), ids(catalogue))
                                .map(n -> ", did you mean " + n + "?")
                                .orElse("; remove it or correct it"));
            }
            if (entry.until().filter(day -> setting.today().isAfter(day)).isPresent()) {
                throw new UsageException("known failure \"" + entry.id() + "\" expired on "
                        + entry.until().get() + "; look at " + entry.why().link() + " and remove or renew it");
            }
        }
        return new KnownFailures(entries.stream()
                .filter(e -> Globs.matches(e.when().platform(), setting.platform())
                        && Globs.matches(e.when().version(), setting.version()))
                .toList());
    }

    /** Every outcome with its standing. */
    public List<Outcome> judge(List<Outcome> outcomes) {
        List<Outcome> judged = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            judged.add(judge(outcome, outcomes));
        }
        return judged;
    }

    private Outcome judge(Outcome outcome, List<Outcome> all) {
        Optional<KnownFailure> entry =
                active.stream().filter(e -> concerns(e, outcome)).findFirst();
        String reason = entry.map(e ->
                        "known failure: " + e.why().reason() + " (" + e.why().link() + ")")
                .orElse("");
        if (EXCUSABLE.contains(outcome.status())) {
            return entry.isPresent()
                    ? outcome.with(Standing.EXCUSED, reason)
                    : outcome.with(Standing.DIFFERS, outcome.reason());
        }
        if (outcome.status() == Status.PASS
                && entry.filter(e -> e.mode() == Mode.FAILS && passes(e, all)).isPresent()) {
            return outcome.with(Standing.UNEXPECTED_PASS, "passes, although it is a " + reason);
        }
        return outcome.with(byStatus(outcome.status()), outcome.reason());
    }

    private static Standing byStatus(Status status) {
        return switch (status) {
            case NOT_RUN, SUBJECT_ERROR -> Standing.NOT_EXERCISED;
            case HARNESS_ERROR -> Standing.KIT_BUG;
            default -> Standing.EXPECTED;
        };
    }

    /** A requirement fails while one of its scenarios does. */
    private static boolean passes(KnownFailure entry, List<Outcome> all) {
        return all.stream()
                .filter(o -> concerns(entry, o))
                .allMatch(o -> o.status() == Status.PASS
                        || o.status() == Status.NOT_APPLICABLE
                        || o.status() == Status.SKIPPED);
    }

    private static boolean concerns(KnownFailure entry, Outcome outcome) {
        return outcome.slug().equals(entry.id())
                || outcome.what().requirements().contains(entry.id());
    }

    private static List<String> ids(List<Scenario> catalogue) {
        return catalogue.stream()
                .flatMap(s -> Stream.concat(
                        Stream.of(s.slug()), s.requirements().stream().map(Req::id)))
                .toList();
    }

    private static boolean concerns(KnownFailure entry, Scenario scenario) {
        return scenario.slug().equals(entry.id())
                || scenario.requirements().stream().anyMatch(r -> r.id().equals(entry.id()));
    }
}
