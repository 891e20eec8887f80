package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.history.Event.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every expectation with a good history and with each bad one. */
class ExpectationsTest {

    private static Status verdict(HistoryBuilder history) {
        return Judge.verdict(new Expectations().check(history.build()));
    }

    private static HistoryBuilder active() {
        return new HistoryBuilder().started(0, "a").expect(0, "a", "active", "within", 1.0);
    }

    private static HistoryBuilder refused() {
        return new HistoryBuilder().started(0, "a").expect(0, "a", "refused", "within", 1.0, "codes", List.of(69));
    }

    private static HistoryBuilder winner() {
        return new HistoryBuilder()
                .expect(0, "", "one-winner", "among", List.of("a", "b", "c"), "within", 1.0, "codes", List.of());
    }

    @Test
    void activeInTime() {
        assertThat(verdict(active().active(900, "a"))).isEqualTo(Status.PASS);
        assertThat(verdict(active().active(1100, "a"))).isEqualTo(Status.TIMEOUT);
        assertThat(verdict(active())).isEqualTo(Status.TIMEOUT);
        assertThat(verdict(active().exited(100, "a", 69, "no"))).isEqualTo(Status.FAIL);
    }

    @Test
    void whatWasLeftOfTheOneBeforeIsNamed() {
        HistoryBuilder late = active().at(-5, Kind.NOTE, "", "survivors", List.of("7"), "text", "of an earlier start");
        assertThat(new Expectations().check(late.exited(100, "a", 69, "no").build()))
                .singleElement()
                .satisfies(f -> assertThat(f.message()).doesNotContain("earlier"));
        late.at(110, Kind.NOTE, "", "survivors", List.of("8"), "text", "still alive of the one before: 8 (sleep 9)");
        assertThat(new Expectations().check(late.build())).singleElement().satisfies(f -> assertThat(f.message())
                .endsWith("; still alive of the one before: 8 (sleep 9)"));
    }

    @Test
    void refusedBeforeTheWitness() {
        assertThat(verdict(refused().exited(100, "a", 69, "no"))).isEqualTo(Status.PASS);
        assertThat(verdict(refused().exited(100, "a", 1, "no"))).isEqualTo(Status.FAIL);
        assertThat(verdict(refused().exited(100, "a", 0, ""))).isEqualTo(Status.FAIL);
        assertThat(verdict(refused().at(50, Kind.CONNECTED, "a").exited(100, "a", 69, "no")))
                .isEqualTo(Status.FAIL);
        assertThat(verdict(refused().exited(1100, "a", 69, "no"))).isEqualTo(Status.TIMEOUT);
        assertThat(verdict(refused())).isEqualTo(Status.TIMEOUT);
    }

    /** The harness ends the owner when the scenario is over, and whoever still waited gets its turn then. */
    @Test
    void whatHappensAfterTheBoundIsTooLateAndNothingElse() {
        assertThat(verdict(refused().active(1100, "a"))).isEqualTo(Status.TIMEOUT);
        assertThat(verdict(refused().active(900, "a"))).isEqualTo(Status.FAIL);
        HistoryBuilder waits = winner().active(10, "a")
                .exited(20, "b", 1, "")
                .at(1200, Kind.SIGNAL, "c", "signal", "KILL")
                .exited(1201, "c", 137, "");
        assertThat(verdict(waits)).isEqualTo(Status.TIMEOUT);
        HistoryBuilder ended = winner().active(10, "a")
                .exited(20, "b", 1, "")
                .at(30, Kind.SIGNAL, "c", "signal", "KILL")
                .exited(31, "c", 137, "");
        assertThat(verdict(ended)).isEqualTo(Status.PASS);
        HistoryBuilder turn = winner().active(10, "a").exited(20, "b", 1, "").active(1200, "c");
        assertThat(verdict(turn)).isEqualTo(Status.TIMEOUT);
    }

    @Test
    void anExitStatusAboveTheSignalsIsNoCrash() {
        assertThat(verdict(resolved().exited(10, "a", 255, "busy"))).isEqualTo(Status.PASS);
        assertThat(verdict(resolved().exited(10, "a", 139, "busy"))).isEqualTo(Status.FAIL);
        assertThat(verdict(resolved().exited(10, "a", 129, "busy"))).isEqualTo(Status.FAIL);
    }

    @Test
    void aSubjectWithOtherCodesIsRefusedWithAnythingButZero() {
        HistoryBuilder history = new HistoryBuilder()
                .expect(0, "a", "refused", "within", 1.0, "codes", List.of())
                .exited(10, "a", 1, "");
        assertThat(verdict(history)).isEqualTo(Status.PASS);
    }

    @Test
    void resolvedMeansActiveOrClearlyRefused() {
        assertThat(verdict(resolved().active(10, "a"))).isEqualTo(Status.PASS);
        assertThat(verdict(resolved().exited(10, "a", 74, "that is a directory")))
                .isEqualTo(Status.PASS);
        assertThat(verdict(resolved().exited(10, "a", 74, " \n"))).isEqualTo(Status.FAIL);
        assertThat(verdict(resolved().exited(10, "a", 139, "core dumped"))).isEqualTo(Status.FAIL);
        assertThat(verdict(resolved())).isEqualTo(Status.TIMEOUT);
    }

    private static HistoryBuilder resolved() {
        return new HistoryBuilder().expect(0, "a", "resolved", "within", 1.0);
    }

    @Test
    void exactlyOneWinner() {
        assertThat(verdict(winner().active(10, "a").exited(20, "b", 1, "").exited(20, "c", 1, "")))
                .isEqualTo(Status.PASS);
        assertThat(verdict(winner().active(10, "a").active(20, "b").exited(20, "c", 1, "")))
                .isEqualTo(Status.FAIL);
        assertThat(verdict(
                        winner().exited(20, "a", 1, "").exited(20, "b", 1, "").exited(20, "c", 1, "")))
                .isEqualTo(Status.FAIL);
        assertThat(verdict(winner().active(10, "a").exited(20, "b", 1, ""))).isEqualTo(Status.TIMEOUT);
        assertThat(verdict(winner().active(10, "a").exited(20, "b", 0, "").exited(20, "c", 1, "")))
                .isEqualTo(Status.FAIL);
    }

    @Test
    void stillActive() {
        HistoryBuilder gone = new HistoryBuilder()
                .active(10, "a")
                .at(20, Kind.HALF_CLOSED, "a")
                .expect(30, "a", "still-active", "lives", true);
        assertThat(verdict(gone)).isEqualTo(Status.FAIL);
        assertThat(verdict(new HistoryBuilder().active(10, "a").expect(30, "a", "still-active", "lives", false)))
                .isEqualTo(Status.FAIL);
        HistoryBuilder later = new HistoryBuilder()
                .active(10, "a")
                .expect(30, "a", "still-active", "lives", true)
                .at(40, Kind.HALF_CLOSED, "a");
        assertThat(verdict(later)).isEqualTo(Status.PASS);
    }

    @Test
    void aNameIsAWholeNumber() {
        assertThat(verdict(says("pid 4711 holds it"))).isEqualTo(Status.PASS);
        assertThat(verdict(says("pid 14711 or 47110 holds it"))).isEqualTo(Status.FAIL);
    }

    private static HistoryBuilder says(String stderr) {
        return new HistoryBuilder().exited(5, "a", 69, stderr).expect(10, "a", "says", "text", "4711");
    }

    @Test
    void bystandersAndValues() {
        assertThat(verdict(new HistoryBuilder().expect(0, "stranger", "unharmed", "lives", false)))
                .isEqualTo(Status.FAIL);
        assertThat(verdict(new HistoryBuilder().expect(0, "", "equal", "of", "x", "expected", "1", "observed", "2")))
                .isEqualTo(Status.FAIL);
        assertThat(verdict(new HistoryBuilder().expect(0, "", "equal", "of", "x", "expected", "1", "observed", "1")))
                .isEqualTo(Status.PASS);
    }

    @Test
    void anUnknownExpectationIsOurMistake() {
        assertThat(verdict(new HistoryBuilder().expect(0, "a", "levitates"))).isEqualTo(Status.HARNESS_ERROR);
    }
}
