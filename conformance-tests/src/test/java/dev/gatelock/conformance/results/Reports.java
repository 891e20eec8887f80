package dev.gatelock.conformance.results;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.run.Claim;
import dev.gatelock.conformance.run.Gate;
import java.util.List;
import java.util.Map;

/** Reports for tests. */
public final class Reports {

    private Reports() {}

    public static Outcome outcome(String slug, Status status, String... requirements) {
        List<Finding> findings = status.red() ? List.of(new Finding(status, "test", slug + " is red", 0)) : List.of();
        return new Outcome(
                new Outcome.What(slug, "records", List.of(requirements)),
                status,
                standing(status),
                findings,
                "",
                new Outcome.Effort(1.5, 7, 1),
                "");
    }

    private static Standing standing(Status status) {
        return switch (status) {
            case FAIL, TIMEOUT, INCONCLUSIVE -> Standing.DIFFERS;
            case NOT_RUN, SUBJECT_ERROR -> Standing.NOT_EXERCISED;
            case HARNESS_ERROR -> Standing.KIT_BUG;
            default -> Standing.EXPECTED;
        };
    }

    public static RunReport report(Outcome... outcomes) {
        return report("mine", outcomes);
    }

    public static RunReport report(String name, Outcome... outcomes) {
        return new RunReport(
                "0.1",
                new RunReport.Subject(name, "1.0", "", List.of("flock")),
                new RunReport.Settings("2026-11-23T00:00:00Z", 12, 99, false, Map.of("profile", "full")),
                Map.of("platform", "linux-amd64"),
                List.of(),
                List.of(outcomes),
                Gate.verdict(List.of(outcomes)),
                Claim.verdict(List.of("replace", "exit-codes", "posix-files"), List.of(outcomes), false));
    }
}
