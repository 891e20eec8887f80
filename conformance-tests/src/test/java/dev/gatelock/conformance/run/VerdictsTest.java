package dev.gatelock.conformance.run;

import static dev.gatelock.conformance.results.Reports.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.Standing;
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
        assertThat(Claim.verdict(List.of(excused), false).code()).isEqualTo(Claim.DOES_NOT);
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
        assertThat(Claim.verdict(good, false).code()).isEqualTo(Claim.CONFORMS);
        assertThat(Claim.verdict(good, false).text()).contains("all 1 applicable", "1 concern what it does not offer");
        assertThat(Claim.verdict(good, true).code()).isEqualTo(Claim.CANNOT_TELL);
        assertThat(Claim.verdict(List.of(), false).code()).isEqualTo(Claim.CANNOT_TELL);
    }

    @ParameterizedTest
    @CsvSource({"SKIPPED, 2", "INCONCLUSIVE, 2", "NOT_RUN, 2", "HARNESS_ERROR, 2", "FAIL, 1", "TIMEOUT, 1"})
    void aMustThatWasNotShownIsNotClaimed(Status status, int code) {
        assertThat(Claim.verdict(
                                List.of(outcome("a", Status.PASS, "START-01"), outcome("b", status, "START-01")), false)
                        .code())
                .isEqualTo(code);
    }

    @Test
    void aShouldDoesNotCountForTheClaim() {
        assertThat(Claim.verdict(
                                List.of(outcome("a", Status.PASS, "START-01"), outcome("b", Status.FAIL, "REPL-12")),
                                false)
                        .code())
                .isEqualTo(Claim.CONFORMS);
    }
}
