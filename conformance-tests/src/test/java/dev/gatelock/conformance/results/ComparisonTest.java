package dev.gatelock.conformance.results;

import static dev.gatelock.conformance.results.Reports.outcome;
import static dev.gatelock.conformance.results.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.conformance.check.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({
        "PASS, FAIL, worse",
        "PASS, SKIPPED, worse",
        "PASS, INCONCLUSIVE, worse",
        "SKIPPED, TIMEOUT, worse",
        "FAIL, PASS, better",
        "NOT_APPLICABLE, PASS, better",
        "FAIL, TIMEOUT, other",
        "PASS, PASS, same",
        "FAIL, FAIL, same"
    })
    void statusesAreRanked(Status before, Status after, String expected) {
        Comparison comparison = Comparison.of(report(outcome("a", before)), report(outcome("a", after)));
        assertThat(comparison.worse()).hasSize(expected.equals("worse") ? 1 : 0);
        assertThat(comparison.better()).hasSize(expected.equals("better") ? 1 : 0);
        assertThat(comparison.other()).hasSize(expected.equals("other") ? 1 : 0);
    }

    @Test
    void whatIsGoneOrNewAndRedIsWorse() {
        Comparison comparison =
                Comparison.of(report(outcome("gone", Status.PASS)), report(outcome("fresh", Status.FAIL)));
        assertThat(comparison.worse()).extracting(Comparison.Change::slug).containsExactly("gone", "fresh");
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        RunReport report = report(outcome("a", Status.FAIL, "START-01"), outcome("b", Status.PASS));
        ResultsFile.write(folder.resolve(ResultsFile.NAME), report);
        assertThat(ResultsFile.read(folder)).isEqualTo(report);
        Files.writeString(folder.resolve(ResultsFile.NAME), "{\"format\": \"other\"}");
        assertThatThrownBy(() -> ResultsFile.read(folder))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("no results file");
    }
}
