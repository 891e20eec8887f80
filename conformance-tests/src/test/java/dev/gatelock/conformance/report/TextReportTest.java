package dev.gatelock.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import java.util.List;
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

    @ParameterizedTest
    @CsvSource({
        "'status says that nothing runs (exit code 0): expected true, found false', true",
        "'exit code of status while it runs: expected 0, found 3', true",
        "'the lock file after status: expected 5, found -1', false",
        "'owner did not become active: exited 1', false",
    })
    void whereOnlyStatusIsWrongThatIsTheCause(String message, boolean ofStatus) {
        Scenario scenario = Catalogue.all().get(0);
        List<Finding> findings = List.of(new Finding(Status.FAIL, "state", message, 1));
        assertThat(LikelyCause.of(scenario, findings).equals(scenario.cause())).isNotEqualTo(ofStatus);
        List<Finding> more = List.of(findings.get(0), new Finding(Status.FAIL, "mutual-exclusion", "two instances", 2));
        assertThat(LikelyCause.of(scenario, more)).isEqualTo(scenario.cause());
    }
}
