package dev.gatelock.conformance;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Judge;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.drive.Bounds;
import dev.gatelock.conformance.drive.Inapplicable;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.Unmet;
import dev.gatelock.conformance.history.History;
import dev.gatelock.conformance.history.HistoryFile;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays one scenario against one subject: drive, record, judge. Thread-safe: several scenarios may be played at once, each in a
 * home of its own; {@link dev.gatelock.conformance.run.Turns} keeps apart what would disturb another one.
 */
public final class Player {

    private static final String LACKS = " does not offer ";

    private final Manifest manifest;
    private final Settings settings;
    private final Map<String, Stage> running = new ConcurrentHashMap<>();

    /**
     * @param manifest the subject, never null
     * @param settings factor, seed and folder of the histories, never null
     */
    public Player(Manifest manifest, Settings settings) {
        this.manifest = manifest;
        this.settings = settings;
    }

    /**
     * One result, whatever happens: what stops the scenario is in its status and findings and is never thrown. Returns when every
     * process of the scenario is gone and its history is written.
     */
    public Result play(Scenario scenario) {
        Optional<Result> unplayed = unplayed(scenario);
        return unplayed.isPresent() ? unplayed.get() : drive(scenario);
    }

    /** Whether the reason of a scenario that does not apply is what the subject lacks, and not how it behaved. */
    public static boolean lacks(String reason) {
        return reason.contains(LACKS + "[");
    }

    private Optional<Result> unplayed(Scenario scenario) {
        List<String> lacking = scenario.features().stream()
                .filter(f -> !manifest.has(f))
                .map(Feature::key)
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            return Optional.of(
                    Result.unplayed(scenario.slug(), Status.NOT_APPLICABLE, manifest.name() + LACKS + lacking));
        }
        List<String> missing = scenario.machine().stream()
                .filter(m -> !m.available())
                .map(Machine::description)
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of(Result.unplayed(scenario.slug(), Status.SKIPPED, "this machine lacks " + missing));
        }
        if (scenario.machine().contains(Machine.OTHER_USERS) && !Reach.byOthers(manifest)) {
            return Optional.of(Result.unplayed(
                    scenario.slug(), Status.SKIPPED, "other users cannot reach the subject in " + manifest.folder()));
        }
        return Optional.empty();
    }

    /** As given. */
    public Settings settings() {
        return settings;
    }

    /** The subject. */
    public Manifest manifest() {
        return manifest;
    }

    /** What the scenario of that slug waits for at this moment; empty when it is not being played. */
    public Optional<String> waitsFor(String slug) {
        return Optional.ofNullable(running.get(slug)).map(stage -> Waiting.describe(stage.history()));
    }

    private Result drive(Scenario scenario) {
        long began = System.nanoTime();
        Stage stage;
        try {
            stage = new Stage(manifest, new Bounds(settings.timeoutFactor(), manifest.startSeconds()), settings.seed());
        } catch (IOException e) {
            return Result.unplayed(scenario.slug(), Status.HARNESS_ERROR, e.toString());
        }
        boolean unmet = false;
        String inapplicable = "";
        running.put(scenario.slug(), stage);
        try (stage) {
            scenario.body().play(stage, stage.expect());
        } catch (Unmet e) {
            unmet = true;
        } catch (Inapplicable e) {
            inapplicable = e.getMessage();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            stage.error(e);
        } finally {
            running.remove(scenario.slug());
        }
        History history = stage.history();
        List<Finding> findings = new ArrayList<>(Judge.findings(history));
        if (unmet && findings.isEmpty()) {
            findings.add(new Finding(
                    Status.HARNESS_ERROR,
                    "kit",
                    "the driver stopped at something that no checker finds",
                    history.end()));
        }
        // what was seen before still counts; that nothing was expected yet does not
        if (!inapplicable.isEmpty()
                && findings.stream().noneMatch(f -> f.status().red() && f.status() != Status.INCONCLUSIVE)) {
            return Result.unplayed(scenario.slug(), Status.NOT_APPLICABLE, inapplicable);
        }
        return new Result(
                scenario.slug(),
                Judge.verdict(findings),
                findings,
                "",
                (System.nanoTime() - began) / 1e9,
                write(scenario, history));
    }

    private Optional<Path> write(Scenario scenario, History history) {
        Path file = settings.out()
                .resolve(manifest.fileName())
                .resolve(scenario.slug())
                .resolve("history.jsonl");
        try {
            Files.createDirectories(file.getParent());
            HistoryFile.write(file, history);
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
