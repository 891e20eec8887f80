package dev.gatelock.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.run.Turns;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The reference, wrong in one place at a time. */
class ReferenceMutantsIT {

    private static final Turns TURNS = new Turns();
    private static final Path MATRIX = ReferenceMutants.FOLDER.resolve("kill-matrix.txt");

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyMutantDies() throws IOException {
        return Kill.read(MATRIX).stream()
                .map(k -> DynamicTest.dynamicTest(
                        k.toString(), () -> MutantsIT.dies(k, ReferenceMutants.manifest(k.mutant()), TURNS)));
    }

    @Test
    void everyMutantIsInTheMatrix() throws IOException {
        assertThat(Kill.read(MATRIX).stream().map(Kill::mutant).distinct().sorted())
                .containsExactlyElementsOf(ReferenceMutants.names());
    }

    /** Whoever adds a scenario adds the mutant that it exists for. */
    @Test
    void everyScenarioKillsAMutant() throws IOException {
        Set<String> killers = Stream.concat(Kill.read(MATRIX).stream(), Kill.read(MutantsIT.MATRIX).stream())
                .map(Kill::scenario)
                .collect(Collectors.toSet());
        assertThat(Catalogue.all()).extracting(Scenario::slug).isSubsetOf(killers);
        assertThat(killers)
                .isSubsetOf(Catalogue.all().stream().map(Scenario::slug).toList());
    }

    /** docs/wrong-fixes.md names a mutant for each, and those exist. */
    @Test
    void everyWrongFixIsAMutant() throws IOException {
        List<String> rows = Files.readAllLines(PythonMutants.SUBJECTS.resolve("../../docs/wrong-fixes.md")).stream()
                .filter(l -> l.matches("\\| W\\d\\d \\|.*"))
                .toList();
        assertThat(rows).hasSize(28);
        for (String row : rows) {
            String[] cells = row.split("\\|", -1);
            assertThat(cells[2] + cells[3]).as(cells[1]).contains("`");
            assertThat(named(cells[2])).as(cells[1]).isSubsetOf(PythonMutants.names());
            assertThat(named(cells[3])).as(cells[1]).isSubsetOf(ReferenceMutants.names());
        }
    }

    private static List<String> named(String cell) {
        return Stream.of(cell.split("[`, ]+")).filter(w -> !w.isBlank()).toList();
    }
}
