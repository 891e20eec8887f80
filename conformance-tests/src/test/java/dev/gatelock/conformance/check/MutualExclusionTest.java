package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.history.Event.Kind;
import org.junit.jupiter.api.Test;

class MutualExclusionTest {

    private final MutualExclusion checker = new MutualExclusion();

    private static HistoryBuilder two() {
        return new HistoryBuilder().started(0, "a").started(0, "b").active(10, "a");
    }

    @Test
    void oneAfterTheOther() {
        assertThat(checker.check(two().at(50, Kind.HALF_CLOSED, "a")
                        .at(50, Kind.CLOSED, "a")
                        .active(60, "b")
                        .build()))
                .isEmpty();
    }

    @Test
    void bothAtOnce() {
        assertThat(checker.check(
                        two().active(40, "b").at(50, Kind.HALF_CLOSED, "a").build()))
                .singleElement()
                .satisfies(f -> assertThat(f.status()).isEqualTo(Status.FAIL))
                .satisfies(f -> assertThat(f.message()).contains("a and b for 10.0 ms"));
    }

    @Test
    void theFirstNeverEnds() {
        assertThat(checker.check(two().active(40, "b").build())).hasSize(1);
    }

    @Test
    void theKillEndsTheHoldAlthoughTheConnectionIsSeenLater() {
        assertThat(checker.check(two().at(30, Kind.SIGNAL, "a", "signal", "KILL")
                        .active(40, "b")
                        .at(50, Kind.HALF_CLOSED, "a")
                        .build()))
                .isEmpty();
    }

    @Test
    void whoKeepsTheConnectionOpenAfterTheKillGoesOn() {
        assertThat(checker.check(two().at(30, Kind.SIGNAL, "a", "signal", "KILL")
                        .exited(31, "a", 137, "")
                        .active(40, "b")
                        .at(5000, Kind.HALF_CLOSED, "a")
                        .build()))
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("a child of it keeps its connection open"));
    }

    @Test
    void whoKeepsItOpenAfterTheExitGoesOn() {
        assertThat(checker.check(two().exited(31, "a", 0, "")
                        .active(40, "b")
                        .at(5000, Kind.HALF_CLOSED, "b")
                        .build()))
                .hasSize(1);
    }

    @Test
    void theKernelMayTakeItsTimeWithTheConnection() {
        assertThat(checker.check(two().at(30, Kind.SIGNAL, "a", "signal", "KILL")
                        .exited(3000, "a", 137, "")
                        .active(3010, "b")
                        .at(5900, Kind.HALF_CLOSED, "a")
                        .build()))
                .isEmpty();
    }

    @Test
    void whatTheScenarioDidNotLiveToSeeIsNoOverlap() {
        assertThat(checker.check(two().at(30, Kind.SIGNAL, "a", "signal", "KILL")
                        .active(40, "b")
                        .at(2000, Kind.NOTE, "")
                        .build()))
                .isEmpty();
    }

    @Test
    void aProgramThatOnlyWaitsIsNobody() {
        assertThat(checker.check(two().at(30, Kind.SIGNAL, "a", "signal", "KILL")
                        .active(40, "b")
                        .at(50, Kind.IDLE_HEIR, "a", "program", "4711 sleep 1000")
                        .at(5000, Kind.HALF_CLOSED, "b")
                        .build()))
                .isEmpty();
    }

    @Test
    void whatIsHeardAfterTheKillIsNoHold() {
        assertThat(checker.check(new HistoryBuilder()
                        .started(0, "a")
                        .started(0, "b")
                        .active(5, "b")
                        .at(30, Kind.SIGNAL, "a", "signal", "KILL")
                        .active(40, "a")
                        .at(41, Kind.HALF_CLOSED, "a")
                        .build()))
                .isEmpty();
    }

    @Test
    void anyOtherSignalDoesNot() {
        assertThat(checker.check(two().at(30, Kind.SIGNAL, "a", "signal", "STOP")
                        .active(40, "b")
                        .build()))
                .hasSize(1);
    }

    @Test
    void theExitEndsTheHold() {
        assertThat(checker.check(two().exited(30, "a", 1, "").active(40, "b").build()))
                .isEmpty();
    }

    @Test
    void overtakenWhileItWaitsForTheWitness() {
        assertThat(checker.check(two().at(30, Kind.HALF_CLOSED, "a")
                        .active(40, "b")
                        .at(41, Kind.STILL_THERE, "a")
                        .at(90, Kind.CLOSED, "a")
                        .build()))
                .hasSize(1);
    }

    @Test
    void afterFiveSecondsItNeedNotWaitForTheWitness() {
        assertThat(checker.check(two().at(30, Kind.HALF_CLOSED, "a")
                        .active(6000, "b")
                        .at(6001, Kind.STILL_THERE, "a")
                        .build()))
                .isEmpty();
    }

    @Test
    void afterTheAnswerItMayLinger() {
        assertThat(checker.check(two().at(30, Kind.HALF_CLOSED, "a")
                        .at(35, Kind.CLOSED, "a")
                        .active(40, "b")
                        .at(41, Kind.STILL_THERE, "a")
                        .build()))
                .isEmpty();
    }

    @Test
    void differentHomesDoNotExclude() {
        assertThat(checker.check(new HistoryBuilder()
                        .at(0, Kind.STARTED, "a", "home", "/one")
                        .at(0, Kind.STARTED, "b", "home", "/two")
                        .active(10, "a")
                        .active(20, "b")
                        .build()))
                .isEmpty();
    }
}
