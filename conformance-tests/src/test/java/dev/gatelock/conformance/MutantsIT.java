package dev.gatelock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wrong implementations, one defect each: the scenario named in the kill matrix goes red, and says why. */
class MutantsIT {

    private static final Path SUBJECTS = Path.of(System.getProperty("conformance.subjects", "subjects"));

    private record Kill(String mutant, String scenario, String fragment) {}

    private static List<Kill> matrix() throws IOException {
        return Files.readAllLines(SUBJECTS.resolve("mutants/kill-matrix.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Kill(cells[0].strip(), cells[1].strip(), cells[2].strip()))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> everyMutantDies() throws IOException {
        return matrix().stream()
                .map(k -> DynamicTest.dynamicTest(k.mutant() + " dies in " + k.scenario(), () -> kill(k)));
    }

    private static void kill(Kill kill) {
        Settings settings = Settings.fromSystem();
        Manifest mutant = ManifestReader.read(SUBJECTS.resolve("python.json"))
                .variant(kill.mutant(), a -> a.equals("python/gateway.py") ? "mutants/" + kill.mutant() + ".py" : a);
        Scenario scenario = Catalogue.all().stream()
                .filter(s -> s.slug().equals(kill.scenario()))
                .findFirst()
                .orElseThrow();
        Result result = new Player(mutant, new Settings(settings.timeoutFactor() / 2, settings.seed(), settings.out()))
                .play(scenario);
        assertThat(result.status()).as(TextReport.details(scenario, result)).isIn(Status.FAIL, Status.TIMEOUT);
        assertThat(result.findings()).as("findings").anySatisfy(f -> assertThat(f.message())
                .contains(kill.fragment()));
    }

    @Test
    void everyMutantIsInTheMatrix() throws IOException {
        List<String> named =
                matrix().stream().map(Kill::mutant).distinct().sorted().toList();
        try (Stream<Path> files = Files.list(SUBJECTS.resolve("mutants"))) {
            assertThat(files.map(f -> f.getFileName().toString())
                            .filter(f -> f.endsWith(".py"))
                            .map(f -> f.substring(0, f.length() - 3))
                            .sorted())
                    .containsExactlyElementsOf(named);
        }
    }
}
