package dev.gatelock.conformance.stress;

import dev.gatelock.conformance.drive.Bounds;
import dev.gatelock.conformance.history.HistoryFile;
import dev.gatelock.conformance.subject.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The nemesis: plays random schedules against one subject until one fails or the time is over, and shrinks what fails. Used
 * once, by one thread; every process that it starts has ended when {@link #run} returns.
 */
public final class Stress {

    private static final int STEPS = 24;
    private static final int TRIES = 3;
    private static final int CONFIRMATIONS = 5;

    private final Manifest manifest;
    private final StressSettings settings;
    private final Consumer<String> progress;
    private Drama.Outcome worst;

    /**
     * A search.
     *
     * @param progress told one line for each schedule, with its seed
     */
    public Stress(Manifest manifest, StressSettings settings, Consumer<String> progress) {
        this.manifest = manifest;
        this.settings = settings;
        this.progress = progress;
    }

    /** Searches; with the seed of a failure its first round repeats it. */
    public StressResult run() {
        long began = System.nanoTime();
        int rounds = 0;
        for (long seed = settings.seed(); rounds == 0 || left(began, 1) > 0; seed++) {
            rounds++;
            Schedule schedule = Schedule.random(manifest, new Random(seed), STEPS);
            Drama.Outcome outcome = play(schedule);
            progress.accept("seed " + seed + ": "
                    + (outcome.failed() ? outcome.findings().get(0) : "as it should be"));
            if (outcome.failed()) {
                return new StressResult(rounds, rounds * STEPS, Optional.of(failure(seed, schedule, outcome, began)));
            }
        }
        return new StressResult(rounds, rounds * STEPS, Optional.empty());
    }

    private long left(long began, int times) {
        return settings.duration().toNanos() * times - (System.nanoTime() - began);
    }

    private Drama.Outcome play(Schedule schedule) {
        try {
            return Drama.play(manifest, new Bounds(settings.timeoutFactor(), manifest.startSeconds()), schedule);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StressResult.Failure failure(long seed, Schedule schedule, Drama.Outcome first, long began) {
        worst = first;
        long searched = System.nanoTime();
        long patience = Math.max(settings.duration().toNanos(), searched - began);
        Shrinker shrinker =
                new Shrinker(candidate -> System.nanoTime() - searched < patience && fails(candidate, first));
        Schedule shortest = shrinker.shrink(schedule);
        int failed = 0;
        for (int i = 0; i < CONFIRMATIONS; i++) {
            failed += same(play(shortest), first) ? 1 : 0;
        }
        return new StressResult.Failure(
                seed, shortest.text(), failed + " of " + CONFIRMATIONS, worst.findings(), write(seed));
    }

    /** A race does not show every time: it fails if it fails once in a few tries. */
    private boolean fails(Schedule candidate, Drama.Outcome like) {
        for (int i = 0; i < TRIES; i++) {
            if (same(play(candidate), like)) {
                progress.accept("still with " + candidate.steps().size() + " steps");
                return true;
            }
        }
        return false;
    }

    private boolean same(Drama.Outcome outcome, Drama.Outcome like) {
        boolean same = outcome.failed() && !Collections.disjoint(outcome.checks(), like.checks());
        if (same) {
            worst = outcome;
        }
        return same;
    }

    private Optional<Path> write(long seed) {
        Path file = settings.out().resolve(manifest.fileName()).resolve("stress-" + seed + ".jsonl");
        try {
            Files.createDirectories(file.getParent());
            HistoryFile.write(file, worst.history());
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
