package dev.gatelock.conformance.results;

import dev.gatelock.conformance.check.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run and everything that is known about it.
 *
 * @param kit the suite's version
 * @param machine what it ran on: system, kernel, cpus, java, and what it lacks
 * @param smoke what the first start showed; empty when it was in order
 */
public record RunReport(
        String kit,
        Subject subject,
        Settings settings,
        Map<String, String> machine,
        List<String> smoke,
        List<Outcome> outcomes,
        Verdict gate,
        Verdict claim) {

    /** Who was judged. */
    public record Subject(String name, String version, String with, List<String> features) {
        public Subject {
            features = List.copyOf(features);
        }
    }

    /**
     * How the run was done.
     *
     * @param began ISO 8601
     * @param options profile, select, skip, repeat, jobs, timeoutFactor
     */
    public record Settings(String began, double seconds, long seed, boolean filtered, Map<String, String> options) {
        public Settings {
            options = Map.copyOf(options);
        }
    }

    /**
     * What follows.
     *
     * @param code the exit status of the gate; for the claim 0 conforms, 1 does not, 2 cannot be told
     */
    public record Verdict(int code, String text) {}

    public RunReport {
        machine = Map.copyOf(machine);
        smoke = List.copyOf(smoke);
        outcomes = List.copyOf(outcomes);
    }

    /** The outcome of a scenario; empty if it was not to be played. */
    public Optional<Outcome> find(String slug) {
        return outcomes.stream().filter(o -> o.slug().equals(slug)).findFirst();
    }

    /** How many of which status, mildest first. */
    public Map<Status, Long> counts() {
        return new TreeMap<>(outcomes.stream().collect(Collectors.groupingBy(Outcome::status, Collectors.counting())));
    }

    /** The name and, where there is one, the version; for headings, not for paths. */
    public String title() {
        String version = subject.version().isEmpty() ? "" : " " + subject.version();
        return subject.name() + version + (subject.with().isEmpty() ? "" : " with " + subject.with());
    }
}
