package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.history.Event.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The last moment that still counts, and the words of a finding: whoever reads only the report must see what happened. */
class WordsAndBoundsTest {

    private static List<Finding> findings(HistoryBuilder history) {
        return new Expectations().check(history.build());
    }

    private static String words(HistoryBuilder history) {
        List<Finding> findings = findings(history);
        return findings.isEmpty() ? "" : findings.get(0).message();
    }

    private static HistoryBuilder expect(String what, Object... data) {
        return new HistoryBuilder().expect(1000, "a", what, data);
    }

    /** The driver stops waiting at the bound: what happened then happened in time. */
    @ParameterizedTest
    @CsvSource({"1999, true", "2000, true", "2001, false"})
    void theBoundItselfIsInTime(long millis, boolean inTime) {
        assertThat(findings(expect("active", "within", 1.0).active(millis, "a")).isEmpty())
                .isEqualTo(inTime);
        assertThat(findings(expect("resolved", "within", 1.0).active(millis, "a"))
                        .isEmpty())
                .isEqualTo(inTime);
        assertThat(findings(expect("decided", "within", 1.0).active(millis, "a"))
                        .isEmpty())
                .isEqualTo(inTime);
        assertThat(findings(expect("decided", "within", 1.0).exited(millis, "a", 1, "no"))
                        .isEmpty())
                .isEqualTo(inTime);
        assertThat(findings(expect("exits", "within", 1.0).exited(millis, "a", 1, "no"))
                        .isEmpty())
                .isEqualTo(inTime);
        assertThat(findings(expect("active", "within", 1.0).exited(millis, "a", 1, "no"))
                        .get(0)
                        .status())
                .isEqualTo(inTime ? Status.FAIL : Status.TIMEOUT);
        assertThat(findings(new HistoryBuilder()
                                .active(10, "a")
                                .at(millis, Kind.HALF_CLOSED, "a")
                                .expect(2000, "a", "still-active", "lives", true))
                        .isEmpty())
                .isEqualTo(!inTime);
    }

    @Test
    void aLateOneIsToldByHowMuch() {
        assertThat(words(expect("active", "within", 1.0).active(3500, "a")))
                .isEqualTo("a became active only after 2.5 s");
        assertThat(words(expect("active", "within", 1.0))).isEqualTo("a was not active after 1.0 s");
    }

    /** The last line of standard error is what a program says when it gives up. */
    @Test
    void anExitIsToldWithItsLastWord() {
        assertThat(words(expect("active", "within", 1.0).exited(1500, "a", 69, "warning: x\npid 7 has it\n")))
                .isEqualTo("a did not become active: exited 69 (pid 7 has it)");
        assertThat(words(expect("active", "within", 1.0).exited(1500, "a", 69, " \n")))
                .isEqualTo("a did not become active: exited 69 (no word on standard error)");
        assertThat(words(expect("active", "within", 1.0).exited(1500, "a", 69, "x".repeat(300))))
                .endsWith("(" + "x".repeat(300) + ")");
        assertThat(words(expect("active", "within", 1.0).exited(1500, "a", 69, "x".repeat(301))))
                .endsWith("(" + "x".repeat(300) + "...)");
    }

    /** From 128 to 192 it was ended by a signal, which is no clear refusal. */
    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "127, true", "128, false", "139, false", "192, false", "193, true", "255, true"})
    void aClearRefusalHasACodeOfItsOwn(int code, boolean clear) {
        assertThat(findings(expect("resolved", "within", 1.0).exited(1500, "a", code, "why"))
                        .isEmpty())
                .isEqualTo(clear);
    }

    @Test
    void decidedMeansActiveOrGone() {
        assertThat(findings(expect("decided", "within", 1.0)))
                .containsExactly(new Finding(
                        Status.TIMEOUT, "liveness", "a is neither active nor gone after 1.0 s", 1_000_000_000));
    }

    @Test
    void exitsMeansWithOneOfTheCodes() {
        assertThat(findings(
                        expect("exits", "within", 1.0, "codes", List.of(0, 75)).exited(1500, "a", 75, "")))
                .isEmpty();
        assertThat(words(expect("exits", "within", 1.0, "codes", List.of(0, 75)).exited(1500, "a", 1, "oh")))
                .isEqualTo("a exited 1 (oh), expected exit status [0, 75]");
        assertThat(findings(expect("exits", "within", 1.0)).get(0).status()).isEqualTo(Status.TIMEOUT);
    }

    @Test
    void failsMeansWithAnythingButZero() {
        assertThat(findings(expect("fails", "within", 1.0).exited(1500, "a", 1, "")))
                .isEmpty();
        assertThat(words(expect("fails", "within", 1.0).exited(1500, "a", 0, "")))
                .isEqualTo("a exited 0");
        assertThat(findings(expect("fails", "within", 1.0, "codes", List.of(75)).exited(1500, "a", 1, "")))
                .hasSize(1);
        assertThat(findings(expect("fails", "within", 1.0)).get(0).status()).isEqualTo(Status.TIMEOUT);
    }

    private static HistoryBuilder race() {
        return new HistoryBuilder()
                .expect(0, "", "one-winner", "among", List.of("a", "b"), "within", 1.0, "codes", List.of(69));
    }

    /** Who was killed by the harness need not refuse; who was only asked to end must. */
    @Test
    void aKilledContenderIsNoLoser() {
        assertThat(findings(race().active(10, "a")
                        .at(20, Kind.SIGNAL, "b", "signal", "KILL")
                        .exited(30, "b", 137, "")))
                .isEmpty();
        assertThat(findings(race().active(10, "a")
                        .at(20, Kind.SIGNAL, "b", "signal", "TERM")
                        .exited(30, "b", 137, "")))
                .hasSize(1);
        assertThat(findings(race().active(10, "a").at(20, Kind.SIGNAL, "b", "signal", "KILL")))
                .as("killed, and still there")
                .hasSize(1);
    }

    /** Of a race too: who is active, or reaches the witness, or is killed at the bound itself did so in time. */
    @Test
    void theBoundOfARaceIsInTime() {
        assertThat(findings(timedRace().active(1000, "a").exited(20, "b", 69, "taken")))
                .isEmpty();
        assertThat(words(timedRace().active(1001, "a").exited(20, "b", 69, "taken")))
                .isEqualTo("nobody became active");
        assertThat(findings(timedRace()
                        .active(10, "a")
                        .at(1000, Kind.SIGNAL, "b", "signal", "KILL")
                        .exited(1001, "b", 137, "")))
                .isEmpty();
        assertThat(findings(timedRace()
                        .active(10, "a")
                        .at(1001, Kind.SIGNAL, "b", "signal", "KILL")
                        .exited(1001, "b", 137, "")))
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("b was still there after 1.0 s"));
        assertThat(words(expect("refused", "within", 1.0)
                        .at(2000, Kind.CONNECTED, "a")
                        .exited(1900, "a", 1, "no")))
                .isEqualTo("a reached the witness although another instance has the claim");
        assertThat(findings(expect("refused", "within", 1.0)
                        .exited(1900, "a", 1, "no")
                        .at(2001, Kind.CONNECTED, "a")))
                .isEmpty();
    }

    private static HistoryBuilder timedRace() {
        return new HistoryBuilder().expect(0, "", "one-winner", "within", 1.0, "among", List.of("a", "b"));
    }

    /** What was noted of an earlier time is about somebody else. */
    @Test
    void survivorsOfThatMomentAreTold() {
        for (long millis : List.of(1000L, 1500L)) {
            assertThat(words(expect("active", "within", 1.0)
                            .at(millis, Kind.NOTE, "", "text", "left: 7 sleep", "survivors", true)))
                    .isEqualTo("a was not active after 1.0 s; left: 7 sleep");
        }
        assertThat(words(new HistoryBuilder()
                        .at(999, Kind.NOTE, "", "text", "left: 7 sleep", "survivors", true)
                        .expect(1000, "a", "active", "within", 1.0)))
                .isEqualTo("a was not active after 1.0 s");
    }

    @Test
    void aRaceIsToldByItsWinners() {
        assertThat(words(race().active(10, "a").active(20, "b"))).isEqualTo("more than one became active: [a, b]");
        assertThat(words(race().exited(10, "a", 69, "").exited(20, "b", 69, "")))
                .isEqualTo("nobody became active");
    }

    @Test
    void oneThatNeverWasIsNotStillActive() {
        assertThat(words(expect("still-active", "lives", true))).isEqualTo("a is not alive any more");
        assertThat(words(new HistoryBuilder()
                        .active(10, "a")
                        .exited(20, "a", 1, "oops")
                        .expect(30, "a", "still-active", "lives", true)))
                .isEqualTo("a should still be active but exited 1 (oops)");
        assertThat(words(new HistoryBuilder()
                        .active(10, "a")
                        .at(20, Kind.HALF_CLOSED, "a")
                        .expect(30, "a", "still-active", "lives", true)))
                .isEqualTo("a should still be active but has left the witness");
    }

    @Test
    void aFindingSaysWhen() {
        assertThat(new Finding(Status.FAIL, "liveness", "it is late", 1_234_000_000L))
                .hasToString("FAIL liveness at 1.234 s: it is late");
    }

    @ParameterizedTest
    @EnumSource
    void fromInconclusiveOnItIsRed(Status status) {
        assertThat(status.red())
                .isEqualTo(!List.of(Status.PASS, Status.NOT_RUN, Status.NOT_APPLICABLE, Status.SKIPPED)
                        .contains(status));
        assertThat(status.failed())
                .isEqualTo(List.of(Status.FAIL, Status.TIMEOUT).contains(status));
        assertThat(status.worse(status)).isEqualTo(status);
        assertThat(Status.PASS.worse(status)).isEqualTo(status);
        assertThat(status.worse(Status.PASS)).isEqualTo(status);
    }

    @Test
    void whoAnnouncesItselfTwiceIsNotHonest() {
        HistoryBuilder twice =
                new HistoryBuilder().active(10, "a").active(20, "b").active(30, "a");
        assertThat(new Honesty().check(twice.build()))
                .containsExactly(new Finding(Status.FAIL, "witness", "a announced itself more than once", 30_000_000));
        assertThat(new Honesty().check(again("TERM", 29).build()))
                .as("no other signal makes a new process of it")
                .hasSize(1);
        assertThat(new Honesty().check(again("KILL", 30).build())).hasSize(1);
        assertThat(new Honesty().check(again("KILL", 29).build())).isEmpty();
        HistoryBuilder liar = new HistoryBuilder().at(10, Kind.ACTIVE, "a", "pid", 7, "owned", false);
        assertThat(new Honesty().check(liar.build()))
                .containsExactly(
                        new Finding(Status.FAIL, "witness", "a reported pid 7, which is not its own", 10_000_000));
        HistoryBuilder orphan = new HistoryBuilder()
                .at(9, Kind.SIGNAL, "a", "signal", "KILL")
                .at(10, Kind.ACTIVE, "a", "pid", 7, "owned", false);
        assertThat(new Honesty().check(orphan.build()))
                .as("its parents were killed: whose it is cannot be told")
                .isEmpty();
    }

    private static HistoryBuilder again(String signal, long millis) {
        return new HistoryBuilder()
                .active(10, "a")
                .at(millis, Kind.SIGNAL, "a", "signal", signal)
                .active(30, "a");
    }

    private static List<Finding> overlaps(HistoryBuilder history) {
        return new MutualExclusion().check(history.build());
    }

    /** A hold ends where the next begins: that is no overlap, in whichever order they are looked at. */
    @Test
    void whatOnlyTouchesDoesNotOverlap() {
        assertThat(overlaps(new HistoryBuilder()
                        .active(10, "a")
                        .exited(20, "a", 0, "")
                        .active(20, "b")))
                .isEmpty();
        assertThat(new Hold("a", "/h", 20, 30, false).overlaps(new Hold("b", "/h", 10, 20, false)))
                .isFalse();
        assertThat(new Hold("a", "/h", 20, 30, false).overlaps(new Hold("b", "/h", 10, 21, false)))
                .isTrue();
        assertThat(new Hold("a", "/h", 10, 20, false).overlaps(new Hold("b", "/h", 20, 30, false)))
                .isFalse();
    }

    /** Seen alive at the very moment of the answer: until then the lock had to be kept. */
    @Test
    void theMomentOfTheAnswerStillCounts() {
        HistoryBuilder history = new HistoryBuilder()
                .active(10, "a")
                .at(30, Kind.HALF_CLOSED, "a")
                .active(40, "b")
                .at(50, Kind.STILL_THERE, "a")
                .at(50, Kind.CLOSED, "a");
        assertThat(overlaps(history)).singleElement().satisfies(f -> assertThat(f.message())
                .contains("a and b for 10.0 ms"));
    }

    /** Heard at the moment of the kill: nobody can tell whether it held then. */
    @Test
    void whatWasHeardAtTheKillIsNoHold() {
        assertThat(overlaps(new HistoryBuilder()
                        .active(10, "b")
                        .at(30, Kind.SIGNAL, "a", "signal", "KILL")
                        .active(30, "a")
                        .at(50, Kind.HALF_CLOSED, "b")))
                .isEmpty();
    }

    /** The kernel has three seconds to end the connections of the dead, and not a moment more. */
    @ParameterizedTest
    @CsvSource({"3030, false", "3031, true"})
    void aConnectionThatOutlivesItsProcessIsAHold(long closes, boolean orphaned) {
        List<Finding> findings = overlaps(new HistoryBuilder()
                .active(10, "a")
                .at(30, Kind.SIGNAL, "a", "signal", "KILL")
                .active(40, "b")
                .at(closes, Kind.HALF_CLOSED, "a")
                .at(5000, Kind.HALF_CLOSED, "b"));
        assertThat(findings.stream().map(Finding::message).toList())
                .isEqualTo(
                        orphaned
                                ? List.of(
                                        "two instances at once: a and b for 2991.0 ms; the process of a is gone, and a"
                                                + " child of it keeps its connection open")
                                : List.of());
    }

    /** Killed at the very end: nothing is known of what came after. */
    @Test
    void whoDiesAtTheEndOutlivesNothing() {
        HistoryBuilder history = new HistoryBuilder().active(10, "a").exited(5000, "a", 0, "");
        assertThat(Hold.in(history.build())).singleElement().satisfies(h -> assertThat(h.orphaned())
                .isFalse());
    }

    @Test
    void ofThreeAtOnceEachPairIsTold() {
        assertThat(overlaps(new HistoryBuilder().active(10, "a").active(20, "b").active(30, "c")))
                .hasSize(3);
    }
}
