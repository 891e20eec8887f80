package dev.gatelock.conformance.run;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Section;
import dev.gatelock.conformance.stress.Stress;
import dev.gatelock.conformance.stress.StressResult;
import dev.gatelock.conformance.stress.StressSettings;
import dev.gatelock.conformance.subject.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The profile {@code stress}: random schedules, one after the other, told and reported like a scenario called {@code nemesis}. */
public final class Nemesis {

    /** How its outcome is called. */
    public static final String SLUG = "nemesis";

    private static final Outcome.What WHAT = what(Req.START_01, Req.START_18);

    private final Manifest manifest;
    private final Settings settings;
    private final Duration duration;

    /**
     * A search.
     *
     * @param duration when no further schedule is begun
     */
    public Nemesis(Manifest manifest, Settings settings, Duration duration) {
        this.manifest = manifest;
        this.settings = settings;
        this.duration = duration;
    }

    /** When a first start failed. */
    public List<Outcome> notRun(String reason) {
        return List.of(new Outcome(WHAT, Status.NOT_RUN, Standing.NOT_EXERCISED, List.of(), reason, effort(0, 0), ""));
    }

    /**
     * Searches until something is red or the time is over.
     *
     * @param progress told a line for each schedule, and how a failing one became short
     */
    public List<Outcome> play(Consumer<String> progress) {
        long began = System.nanoTime();
        StressResult result = new Stress(
                        manifest,
                        new StressSettings(settings.seed(), duration, settings.timeoutFactor(), settings.out()),
                        progress)
                .run();
        double seconds = (System.nanoTime() - began) / 1e9;
        String played = String.format(Locale.ROOT, "%d schedules, %d steps", result.rounds(), result.steps());
        return List.of(result.failure()
                .map(failure -> red(failure, played, seconds, result.rounds()))
                .orElseGet(() -> new Outcome(
                        WHAT,
                        Status.PASS,
                        Standing.EXPECTED,
                        List.of(),
                        played,
                        effort(seconds, result.rounds()),
                        "")));
    }

    private Outcome red(StressResult.Failure failure, String played, double seconds, int rounds) {
        Status worst = failure.findings().stream()
                .map(Finding::status)
                .reduce(Status::worse)
                .orElse(Status.HARNESS_ERROR);
        boolean overlap = failure.findings().stream().anyMatch(f -> f.check().equals("mutual exclusion"));
        String reason = played + "; --profile stress --seed " + failure.seed()
                + " begins with the one that failed; the shortest, which failed " + failure.confirmed() + " times: "
                + String.join("; ", failure.schedule().lines().toList());
        return new Outcome(
                what(overlap ? Req.START_01 : Req.START_18),
                worst,
                Standing.DIFFERS,
                failure.findings(),
                reason,
                new Outcome.Effort(seconds, failure.seed(), rounds),
                failure.history()
                        .map(file -> settings.out().relativize(file).toString())
                        .orElse(""));
    }

    private Outcome.Effort effort(double seconds, int rounds) {
        return new Outcome.Effort(seconds, settings.seed(), rounds);
    }

    private static Outcome.What what(Req... judged) {
        return new Outcome.What(
                SLUG,
                Section.STORMS.name().toLowerCase(Locale.ROOT),
                Stream.of(judged).map(Req::id).toList());
    }
}
