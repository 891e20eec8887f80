package dev.gatelock.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.run.Runner;
import dev.gatelock.conformance.run.Smoke;
import dev.gatelock.conformance.run.Turns;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Wrong implementations, one defect each: the scenario named in the kill matrix goes red, and says why. */
class MutantsIT {

    /** They mostly wait: for bounds that are over, and for delays that are injected. */
    static final int AT_ONCE = 6;

    private static final Turns TURNS = new Turns(AT_ONCE);
    static final Path MATRIX = PythonMutants.FOLDER.resolve("kill-matrix.txt");

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyMutantDies() throws IOException {
        // whoever needs the machine for itself keeps all others waiting: once is enough
        return Kill.read(MATRIX).stream()
                .sorted(Comparator.comparing(k -> Runner.alone(scenario(k))))
                .map(k -> DynamicTest.dynamicTest(k.toString(), () -> dies(k, PythonMutants.manifest(k.mutant()))));
    }

    /** A manifest that names no capability, or no lock file, or no command but one, hides nobody: what the first start shows is judged. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> noManifestIsTooShort() throws IOException {
        return Stream.of(by("minimal"), by("record-only"), by("run-only")).flatMap(s -> s);
    }

    private static Stream<DynamicTest> by(String manifest) throws IOException {
        return Kill.read(PythonMutants.FOLDER.resolve(manifest + "-matrix.txt")).stream()
                .map(k -> DynamicTest.dynamicTest(
                        manifest + ": " + k,
                        () -> dies(
                                k,
                                new Smoke(PythonMutants.by(manifest + ".json", k.mutant()), 1)
                                        .look()
                                        .subject())));
    }

    private static void dies(Kill kill, Manifest mutant) {
        dies(kill, mutant, TURNS);
    }

    static void dies(Kill kill, Manifest mutant, Turns turns) {
        Settings settings = Settings.fromSystem();
        Scenario scenario = scenario(kill);
        Player player = new Player(mutant, new Settings(settings.timeoutFactor() / 2, settings.seed(), settings.out()));
        Result result = turns.take(scenario, () -> player.play(scenario));
        assertThat(result.status()).as(TextReport.details(scenario, result)).isIn(Status.FAIL, Status.TIMEOUT);
        assertThat(result.findings()).as("findings").anySatisfy(f -> assertThat(f.message())
                .contains(kill.fragment()));
    }

    private static Scenario scenario(Kill kill) {
        return Catalogue.all().stream()
                .filter(s -> s.slug().equals(kill.scenario()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no scenario is called " + kill.scenario()));
    }

    @Test
    void everyMutantIsInTheMatrix() throws IOException {
        assertThat(Kill.read(MATRIX).stream().map(Kill::mutant).distinct().sorted())
                .containsExactlyElementsOf(PythonMutants.names());
    }
}
