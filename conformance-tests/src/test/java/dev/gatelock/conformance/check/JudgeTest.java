package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.history.Event.Kind;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static Status verdict(HistoryBuilder history) {
        return Judge.verdict(Judge.findings(history.build()));
    }

    private static HistoryBuilder good() {
        return new HistoryBuilder()
                .started(0, "a")
                .expect(0, "a", "active", "within", 1.0)
                .active(10, "a");
    }

    @Test
    void good_passes() {
        assertThat(verdict(good())).isEqualTo(Status.PASS);
    }

    @Test
    void whatWasNotSeenIsInconclusive() {
        assertThat(verdict(good().at(20, Kind.SAW, "", "what", "a kill", "seen", false)))
                .isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void nothingExpectedIsInconclusive() {
        assertThat(verdict(new HistoryBuilder().started(0, "a").active(10, "a")))
                .isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void theWorstCounts() {
        HistoryBuilder both = good().at(20, Kind.SAW, "", "what", "a kill", "seen", false)
                .expect(30, "b", "active", "within", 1.0)
                .exited(40, "b", 69, "");
        assertThat(verdict(both)).isEqualTo(Status.FAIL);
        assertThat(verdict(both.at(50, Kind.ERROR, "", "who", "subject", "text", "no such program")))
                .isEqualTo(Status.SUBJECT_ERROR);
        assertThat(verdict(both.at(60, Kind.ERROR, "", "who", "harness", "text", "bug")))
                .isEqualTo(Status.HARNESS_ERROR);
    }

    @Test
    void aLieAboutThePidFails() {
        assertThat(verdict(good().at(20, Kind.ACTIVE, "b", "pid", 1, "owned", false)))
                .isEqualTo(Status.FAIL);
    }

    @Test
    void twoAnnouncementsFail() {
        assertThat(verdict(good().active(20, "a"))).isEqualTo(Status.FAIL);
    }

    @Test
    void whatSpeaksAfterTheKillWasLaunchedAgain() {
        assertThat(verdict(good().at(20, Kind.SIGNAL, "a", "signal", "KILL").active(30, "a")))
                .isEqualTo(Status.PASS);
    }
}
