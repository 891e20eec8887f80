package dev.gatelock.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsTest {

    @ParameterizedTest(name = "{0} processors, a start of {1} s that computes for {2} s: {3}")
    @CsvSource({
        "2, 0.1, 0.1, 2",
        "2, 1.9, 0, 2",
        "2, 10, 9, 2",
        "2, 10, 2, 2",
        "2, 10, 1.9, 6",
        "1, 10, 0.1, 3",
        "4, 10, 0.1, 8",
        "16, 10, 9, 4",
        "16, 10, 0.1, 8"
    })
    void aStartThatWaitsLeavesRoomForOthers(int processors, double seconds, double computes, int atOnce) {
        assertThat(Jobs.suiting(processors).after(seconds, computes)).isEqualTo(atOnce);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "10, 0.1"})
    void whatIsAskedForIsDone(double seconds, double computes) {
        assertThat(Jobs.of(3).after(seconds, computes)).isEqualTo(3);
    }
}
