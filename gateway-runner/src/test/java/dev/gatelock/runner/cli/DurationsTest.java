package dev.gatelock.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "10, PT10S",
        "10s, PT10S",
        "500ms, PT0.5S",
        "2m, PT2M",
        "3h, PT3H",
        "007s, PT7S",
        "999999999s, PT277777H46M39S"
    })
    void isADuration(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "-1s",
                "+1s",
                "1.5s",
                "10 s",
                " 10s",
                "10S",
                "10sec",
                "1d",
                "1000000000s",
                "\u0661s",
                "1m30s",
                "0x1"
            })
    void isNone(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no duration; write 10s, 500ms or 2m");
    }

    /** A person who types 999999999h means: for ever. No clock arithmetic may overflow over it. */
    @ParameterizedTest
    @ValueSource(strings = {"999999999h", "999999999m"})
    void forEverCanBeCountedInNanoseconds(String text) {
        assertThat(Durations.parse(text).multipliedBy(2).toNanos()).isPositive();
    }

    @Property
    void everyTextIsADurationOrWrong(@ForAll String text) {
        try {
            assertThat(Durations.parse(text).isNegative()).isFalse();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains(text);
        }
    }
}
