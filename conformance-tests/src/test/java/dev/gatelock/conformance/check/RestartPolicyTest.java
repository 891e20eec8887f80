package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.RestartPolicy.Limit;
import dev.gatelock.conformance.check.RestartPolicy.Rule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPolicyTest {

    private static RestartPolicy policy(Rule rule) {
        return new RestartPolicy(rule, Set.of(69, 76), Set.of(75, 76), 0.1, new Limit(3, 10));
    }

    @ParameterizedTest
    @CsvSource({
        "NO,0,false", "NO,1,false", "NO,137,false", "NO,75,true", "NO,69,false",
        "ON_FAILURE,0,false", "ON_FAILURE,1,true", "ON_FAILURE,137,true", "ON_FAILURE,75,true", "ON_FAILURE,69,false",
        "ALWAYS,0,true", "ALWAYS,1,true", "ALWAYS,137,true", "ALWAYS,75,true", "ALWAYS,69,false"
    })
    void rules(Rule rule, int status, boolean restarts) {
        assertThat(policy(rule).restartsAfter(status)).isEqualTo(restarts);
    }

    @Test
    void preventedComesBeforeForced() {
        assertThat(policy(Rule.ALWAYS).restartsAfter(76)).isFalse();
    }

    @Test
    void startsAreLimitedWithinTheInterval() {
        RestartPolicy policy = policy(Rule.ALWAYS);
        long second = 1_000_000_000L;
        assertThat(policy.exhausted(List.of(0L, second), 2 * second)).isFalse();
        assertThat(policy.exhausted(List.of(0L, second, 2 * second), 3 * second))
                .isTrue();
        assertThat(policy.exhausted(List.of(0L, second, 2 * second), 11 * second))
                .isFalse();
        assertThat(policy.exhausted(List.of(0L, second, 2 * second), 10 * second))
                .as("the interval is over at its end")
                .isFalse();
        RestartPolicy unlimited = new RestartPolicy(Rule.ALWAYS, Set.of(), Set.of(), 0.1, new Limit(0, 10));
        assertThat(unlimited.exhausted(List.of(0L, 0L, 0L, 0L), 0)).isFalse();
    }
}
