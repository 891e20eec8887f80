package dev.gatelock.conformance.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.scenario.Interop;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter of the tutorial is a second implementation: it and the reference keep each other out, in both directions. */
class StarterInteropIT {

    private static final Path SUBJECTS = Path.of(System.getProperty("conformance.subjects", "subjects"));

    @TempDir
    Path folder;

    @Test
    void isRefusedByTheReferenceAndRefusesIt() throws Exception {
        Manifest mine = Starters.written(Starter.PYTHON, folder);
        Manifest reference = ManifestReader.read(SUBJECTS.resolve("reference.json"));
        List<Scenario> scenarios = Interop.between(mine, reference);
        assertThat(scenarios).hasSizeGreaterThan(6);
        List<Scenario> exclusion = scenarios.stream()
                .filter(s -> s.slug().matches("interop-(beside|crash|race)(-reverse)?"))
                .toList();
        RunReport report = Starters.run(mine, folder, exclusion);
        assertThat(report.gate().code()).as(TextReport.full(report)).isZero();
        assertThat(report.counts()).containsOnlyKeys(Status.PASS);
    }
}
