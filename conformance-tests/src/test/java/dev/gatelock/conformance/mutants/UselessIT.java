package dev.gatelock.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.run.Turns;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Subjects that do nothing useful pass nowhere where that would be a verdict. */
class UselessIT {

    private static final Turns TURNS = new Turns(MutantsIT.AT_ONCE);
    private static final double HASTE = 0.2;
    /** What one that starts whoever asks, and ends by every signal, rightly passes. */
    private static final Set<String> DONE_BY_STARTING_ALWAYS =
            Set.of("pid-zero-or-negative", "pid-huge", "probe-makes-start-fail", "teardown-hangs");

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> oneThatAlwaysRefusesPassesNothing() throws Exception {
        return Catalogue.all().stream()
                .map(s -> DynamicTest.dynamicTest(
                        s.slug(), () -> assertThat(play("refuser", s)).isNotEqualTo(Status.PASS)));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> oneThatAlwaysStartsPassesLittle() throws Exception {
        List<String> races = List.of(
                "dual-start",
                "claim-after-side-effects",
                "late-second-starter",
                "cleanup-toctou",
                "held-lock-unlinked",
                "files-removed-under-owner",
                "concurrent-replace",
                "stopped-target",
                "drain-before-release",
                "null-start",
                "separate-pid-namespace",
                "lock-mode");
        return Catalogue.all().stream()
                .filter(s -> races.contains(s.slug()) || DONE_BY_STARTING_ALWAYS.contains(s.slug()))
                .map(s -> DynamicTest.dynamicTest(s.slug(), () -> assertThat(play("anarchist", s) == Status.PASS)
                        .isEqualTo(DONE_BY_STARTING_ALWAYS.contains(s.slug()))));
    }

    private static Status play(String subject, Scenario scenario) throws Exception {
        Manifest manifest = ManifestReader.read(Path.of(
                UselessIT.class.getResource("/useless/" + subject + ".json").toURI()));
        Settings settings = Settings.fromSystem();
        // what has to pass gets all the time that it needs
        double factor = DONE_BY_STARTING_ALWAYS.contains(scenario.slug()) ? settings.timeoutFactor() : HASTE;
        Result result =
                TURNS.take(scenario, () -> new Player(manifest, new Settings(factor, settings.seed(), settings.out()))
                        .play(scenario));
        return result.status();
    }
}
