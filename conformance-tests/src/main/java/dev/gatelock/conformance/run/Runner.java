package dev.gatelock.conformance.run;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.scenario.Section;
import dev.gatelock.conformance.subject.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays scenarios, several at once; those that need the machine for themselves come last, one by one. */
public final class Runner {

    /** Nothing takes as long as this, so what does hangs. */
    private static final double HANGS_SECONDS = 1800;

    private final Manifest manifest;
    private final Settings settings;
    private final Watcher watcher;

    /** @param watcher is told of every result by the thread that played it */
    public Runner(Manifest manifest, Settings settings, Watcher watcher) {
        this.manifest = manifest;
        this.settings = settings;
        this.watcher = watcher;
    }

    /** Whether a scenario disturbs others that are played beside it, or is disturbed by them. */
    public static boolean alone(Scenario scenario) {
        return scenario.section() == Section.STORMS || scenario.machine().contains(Machine.PID_REUSE);
    }

    /** Every scenario's worst round, in the order of the plan; so many at once, those that disturb others alone. */
    public List<Outcome> play(Plan plan, int jobs) {
        Map<Scenario, Outcome> outcomes = new LinkedHashMap<>();
        List<Scenario> together =
                plan.scenarios().stream().filter(s -> !alone(s)).toList();
        List<Scenario> apart = plan.scenarios().stream().filter(Runner::alone).toList();
        outcomes.putAll(play(together, plan.rounds(), jobs));
        outcomes.putAll(play(apart, plan.rounds(), 1));
        return plan.scenarios().stream().map(outcomes::get).toList();
    }

    private Map<Scenario, Outcome> play(List<Scenario> scenarios, int rounds, int jobs) {
        Map<Scenario, Future<Outcome>> futures = new LinkedHashMap<>();
        Map<Scenario, Outcome> outcomes = new LinkedHashMap<>();
        ExecutorService workers = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(work, "scenario");
            thread.setDaemon(true);
            return thread;
        });
        try {
            scenarios.forEach(s -> futures.put(s, workers.submit(() -> rounds(s, rounds))));
            futures.forEach((scenario, future) -> outcomes.put(scenario, outcome(scenario, future)));
        } finally {
            workers.shutdownNow();
        }
        return outcomes;
    }

    private Outcome outcome(Scenario scenario, Future<Outcome> future) {
        try {
            return future.get((long) (HANGS_SECONDS * settings.timeoutFactor()), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return broken(scenario, "on a worker thread: " + e.getCause());
        } catch (TimeoutException e) {
            return broken(scenario, "the scenario hangs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken(scenario, "interrupted");
        }
    }

    private Outcome broken(Scenario scenario, String why) {
        Result result = new Result(
                scenario.slug(),
                Status.HARNESS_ERROR,
                List.of(new Finding(Status.HARNESS_ERROR, "kit", why, 0)),
                "",
                0,
                java.util.Optional.empty());
        watcher.finished(scenario, result);
        return outcome(scenario, result, settings.seed(), 1);
    }

    private Outcome rounds(Scenario scenario, int rounds) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            outcomes.add(round(scenario, round));
        }
        Outcome worst = outcomes.stream()
                .max(Comparator.comparing(Outcome::status).thenComparing(o -> -outcomes.indexOf(o)))
                .orElseThrow();
        long red = outcomes.stream().filter(o -> o.status().red()).count();
        double seconds =
                outcomes.stream().mapToDouble(o -> o.effort().seconds()).sum();
        String reason = red == 0 || rounds == 1
                ? worst.reason()
                : String.format(
                        Locale.ROOT,
                        "%d of %d rounds; --seed %d repeats this one",
                        red,
                        rounds,
                        worst.effort().seed());
        return new Outcome(
                worst.what(),
                worst.status(),
                worst.standing(),
                worst.findings(),
                reason,
                new Outcome.Effort(seconds, worst.effort().seed(), rounds),
                worst.history());
    }

    private Outcome round(Scenario scenario, int round) {
        long seed = settings.seed() + round;
        Path out = round == 0 ? settings.out() : settings.out().resolve("round-" + (round + 1));
        Player player = new Player(manifest, new Settings(settings.timeoutFactor(), seed, out));
        watcher.started(scenario, () -> player.waitsFor(scenario.slug()).orElse("beginning or ending"));
        Result result = player.play(scenario);
        watcher.finished(scenario, result);
        return outcome(scenario, result, seed, 1);
    }

    private Outcome outcome(Scenario scenario, Result result, long seed, int rounds) {
        return new Outcome(
                what(scenario),
                result.status(),
                Standing.EXPECTED,
                result.findings(),
                result.reason(),
                new Outcome.Effort(result.seconds(), seed, rounds),
                result.history()
                        .map(file -> settings.out().relativize(file).toString())
                        .orElse(""));
    }

    static Outcome.What what(Scenario scenario) {
        return new Outcome.What(
                scenario.slug(),
                scenario.section().name().toLowerCase(Locale.ROOT),
                scenario.requirements().stream().map(Req::id).toList());
    }

    /** Nothing could be played, for that reason. */
    public static List<Outcome> notRun(List<Scenario> scenarios, String reason) {
        return scenarios.stream()
                .map(s -> new Outcome(
                        what(s),
                        Status.NOT_RUN,
                        Standing.NOT_EXERCISED,
                        List.of(),
                        reason,
                        new Outcome.Effort(0, 0, 0),
                        ""))
                .toList();
    }
}
