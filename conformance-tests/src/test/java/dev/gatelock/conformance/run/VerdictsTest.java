package dev.gatelock.conformance.run;

import static dev.gatelock.conformance.results.Reports.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.results.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {

    @ParameterizedTest
    @CsvSource({
        "PASS, 0",
        "SKIPPED, 4",
        "NOT_APPLICABLE, 2",
        "INCONCLUSIVE, 1",
        "TIMEOUT, 1",
        "FAIL, 1",
        "NOT_RUN, 3",
        "SUBJECT_ERROR, 3",
        "HARNESS_ERROR, 70"
    })
    void everyStatusHasAnExitCode(Status status, int code) {
        assertThat(Gate.verdict(List.of(outcome("a", status))).code()).isEqualTo(code);
    }

    @Test
    void theHighestCounts() {
        assertThat(Gate.verdict(List.of(
                                outcome("a", Status.PASS),
                                outcome("b", Status.HARNESS_ERROR),
                                outcome("c", Status.FAIL)))
                        .code())
                .isEqualTo(70);
        assertThat(Gate.verdict(List.of(outcome("a", Status.PASS), outcome("b", Status.SKIPPED)))
                        .code())
                .isZero();
    }

    @Test
    void manyFailuresAreNotZeroModulo256() {
        List<Outcome> many = IntStream.range(0, 256)
                .mapToObj(i -> outcome("s" + i, Status.FAIL))
                .toList();
        assertThat(Gate.verdict(many).code() & 0xff).isEqualTo(1);
    }

    @Test
    void nothingIsNotInOrder() {
        assertThat(Gate.verdict(List.of()).code()).isEqualTo(2);
    }

    @Test
    void aKnownFailureIsInOrderForTheGateAndNotForTheClaim() {
        Outcome excused = outcome("a", Status.FAIL, "START-01").with(Standing.EXCUSED, "known");
        assertThat(Gate.verdict(List.of(excused)).code()).isZero();
        assertThat(claim(List.of(excused), false).code()).isEqualTo(Claim.DOES_NOT);
    }

    @Test
    void aKnownFailureThatPassesDiffers() {
        Outcome surprise = outcome("a", Status.PASS).with(Standing.UNEXPECTED_PASS, "known");
        assertThat(Gate.verdict(List.of(surprise)).code()).isEqualTo(1);
    }

    @Test
    void onlyAWholeRunClaims() {
        List<Outcome> good = List.of(
                outcome("a", Status.PASS, "START-01"),
                outcome("b", Status.NOT_APPLICABLE, "REPL-01"),
                outcome("c", Status.NOT_APPLICABLE, "START-01"));
        assertThat(claim(good, false).code()).isEqualTo(Claim.CONFORMS);
        assertThat(claim(good, false).text()).contains("all 1 applicable", "1 concern what it does not offer");
        assertThat(claim(good, true).code()).isEqualTo(Claim.CANNOT_TELL);
        assertThat(claim(List.of(), false).code()).isEqualTo(Claim.CANNOT_TELL);
    }

    @ParameterizedTest
    @CsvSource({"SKIPPED, 2", "INCONCLUSIVE, 2", "NOT_RUN, 2", "HARNESS_ERROR, 2", "FAIL, 1", "TIMEOUT, 1"})
    void aMustThatWasNotShownIsNotClaimed(Status status, int code) {
        assertThat(claim(List.of(outcome("a", Status.PASS, "START-01"), outcome("b", status, "START-01")), false)
                        .code())
                .isEqualTo(code);
    }

    @Test
    void whatIsNotOfferedIsNotMetByAScenarioThatLeavesItOut() {
        List<Outcome> played =
                List.of(outcome("a", Status.PASS, "START-14", "REPL-10"), outcome("b", Status.PASS, "REPL-10"));
        assertThat(claim(played, false).text()).contains("all 2 applicable").doesNotContain("concern");
        assertThat(Claim.verdict(List.of(), played, false).text())
                .contains("all 1 applicable", "1 concern what it does not offer", "does not name exit-codes");
        List<Outcome> failed = List.of(outcome("a", Status.PASS, "START-14"), outcome("b", Status.FAIL, "REPL-10"));
        assertThat(Claim.verdict(List.of(), failed, false).code()).isEqualTo(Claim.DOES_NOT);
    }

    @Test
    void anotherPlatformsRequirementIsNotMetHere() {
        List<Outcome> played = List.of(outcome("a", Status.PASS, "START-14"), outcome("b", Status.PASS, "PROBE-05"));
        List<String> offered = new ArrayList<>(List.of("status"));
        assertThat(Claim.verdict(offered, played, false).text()).contains("all 1 applicable");
        offered.add("posix-files");
        assertThat(Claim.verdict(offered, played, false).text()).contains("all 2 applicable");
    }

    @Test
    void whatItLacksIsToldApartFromWhatItDidNotShow() {
        Outcome lacks =
                outcome("b", Status.NOT_APPLICABLE, "REPL-01").with(Standing.EXPECTED, "mine does not offer [replace]");
        Outcome hidden = outcome("c", Status.NOT_APPLICABLE, "START-01").with(Standing.EXPECTED, "it is one process");
        Outcome good = outcome("a", Status.PASS, "START-01");
        assertThat(claim(List.of(good, lacks), false).text())
                .contains("1 of 2 scenarios were played")
                .doesNotContain("happen");
        assertThat(claim(List.of(good, lacks, hidden), false).text())
                .contains("1 of 3 scenarios were played; 1 are about what does not happen to it");
    }

    @Test
    void whatWasNotSeenHasNotFailed() {
        assertThat(Gate.verdict(List.of(outcome("a", Status.FAIL), outcome("b", Status.INCONCLUSIVE)))
                        .text())
                .endsWith(": 1 failed, 1 inconclusive");
    }

    @Test
    void aShouldDoesNotCountForTheClaim() {
        assertThat(claim(List.of(outcome("a", Status.PASS, "START-01"), outcome("b", Status.FAIL, "REPL-12")), false)
                        .code())
                .isEqualTo(Claim.CONFORMS);
    }

    private static RunReport.Verdict claim(List<Outcome> outcomes, boolean filtered) {
        return Claim.verdict(List.of("replace", "exit-codes", "posix-files"), outcomes, filtered);
    }
}
