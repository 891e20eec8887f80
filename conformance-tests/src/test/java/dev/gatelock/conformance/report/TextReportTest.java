package dev.gatelock.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReportTest {

    @ParameterizedTest
    @CsvSource({
        "FAIL, true",
        "TIMEOUT, true",
        "INCONCLUSIVE, false",
        "SUBJECT_ERROR, false",
        "HARNESS_ERROR, false",
    })
    void onlyAFailureHasALikelyCause(Status status, boolean named) {
        Scenario scenario = Catalogue.all().get(0);
        String details = TextReport.details(scenario, Result.unplayed(scenario.slug(), status, ""));
        assertThat(details.contains("likely cause")).isEqualTo(named);
    }
}
