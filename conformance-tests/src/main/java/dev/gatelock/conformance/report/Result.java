package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How one scenario went. */
public record Result(
        String slug, Status status, List<Finding> findings, String reason, double seconds, Optional<Path> history) {

    public Result {
        findings = List.copyOf(findings);
    }

    /** For a scenario of which nothing was played; {@code reason} is for people. */
    public static Result unplayed(String slug, Status status, String reason) {
        return new Result(slug, status, List.of(), reason, 0, Optional.empty());
    }
}
