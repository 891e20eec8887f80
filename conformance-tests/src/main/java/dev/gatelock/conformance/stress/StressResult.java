package dev.gatelock.conformance.stress;

import dev.gatelock.conformance.check.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param rounds how many schedules were played, the failing one included
 * @param steps how many steps all of them had
 * @param failure the first one that failed, shrunk; empty if none did
 */
public record StressResult(int rounds, int steps, Optional<Failure> failure) {

    /**
     * A schedule that fails.
     *
     * @param seed repeats it, as the first seed of another search
     * @param schedule the shortest one that was found to fail, as numbered lines
     * @param confirmed how often the shortest one failed, for example {@code 3 of 5}
     * @param findings of the last time that it failed
     * @param history of that time, if it could be written
     */
    public record Failure(
            long seed, String schedule, String confirmed, List<Finding> findings, Optional<Path> history) {

        public Failure {
            findings = List.copyOf(findings);
        }
    }
}
