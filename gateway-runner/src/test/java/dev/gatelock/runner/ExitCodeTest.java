package dev.gatelock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Evidence;
import dev.gatelock.GatelockException;
import dev.gatelock.Refusal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers are a contract with supervisors. */
class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "OK, 0",
        "FAILED, 1",
        "USAGE, 64",
        "REFUSED, 69",
        "BUG, 70",
        "IO, 74",
        "RESTART, 75",
        "LOST, 76",
        "PERMISSION, 77",
        "CONFIGURATION, 78"
    })
    void isThis(ExitCode code, int number) {
        assertThat(code.number()).isEqualTo(number);
    }

    @Test
    void thereIsNoOther() {
        assertThat(ExitCode.values()).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIs69UnlessNobodyHereCanChangeIt(Refusal.Reason reason) {
        Refusal refusal = new Refusal(reason, List.of(), Evidence.NONE, "", "");
        Set<Refusal.Reason> permission =
                Set.of(Refusal.Reason.OTHER_USER, Refusal.Reason.SURVIVED, Refusal.Reason.ELSEWHERE);
        assertThat(ExitCode.of(refusal).number()).isEqualTo(permission.contains(reason) ? 77 : 69);
    }

    @ParameterizedTest
    @CsvSource({"IO, 74", "UNSUPPORTED, 74", "PERMISSION, 77", "UNSAFE, 78", "LOST, 76", "REFUSED, 69"})
    void aFailureHasANumber(GatelockException.Category category, int number) {
        assertThat(ExitCode.of(new GatelockException(category, "", "", null)).number())
                .isEqualTo(number);
    }
}
