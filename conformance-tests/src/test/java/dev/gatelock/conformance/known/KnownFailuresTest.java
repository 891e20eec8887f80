package dev.gatelock.conformance.known;

import static dev.gatelock.conformance.results.Reports.outcome;
import static dev.gatelock.conformance.results.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.known.KnownFailure.Why;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KnownFailuresTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static String file(String entries) {
        return "{\"format\": \"gatelock-known-failures\", \"version\": 1, \"failures\": [" + entries + "]}";
    }

    private static String entry(String id, String expect, String more) {
        return "{\"id\": \"" + id + "\", \"expect\": \"" + expect
                + "\", \"reason\": \"broken\", \"link\": \"https://example.org/1\"" + more + "}";
    }

    private static KnownFailures known(String entries) {
        return KnownFailures.of(
                KnownFailuresFile.parse("k.json", file(entries)),
                Catalogue.all(),
                new KnownFailures.Setting("linux-amd64", "1.2", TODAY));
    }

    private static Standing standing(String entries, Outcome... outcomes) {
        return known(entries).judge(List.of(outcomes)).get(0).standing();
    }

    @Test
    void aKnownFailureIsExcused() {
        String fails = entry("dual-start", "fails", "");
        assertThat(standing(fails, outcome("dual-start", Status.FAIL))).isEqualTo(Standing.EXCUSED);
        assertThat(standing(fails, outcome("dual-start", Status.TIMEOUT))).isEqualTo(Standing.EXCUSED);
        assertThat(standing(fails, outcome("churn", Status.FAIL))).isEqualTo(Standing.DIFFERS);
    }

    @Test
    void aKnownFailureThatPassesIsASurpriseUnlessItIsFlaky() {
        assertThat(standing(entry("dual-start", "fails", ""), outcome("dual-start", Status.PASS)))
                .isEqualTo(Standing.UNEXPECTED_PASS);
        assertThat(standing(entry("dual-start", "flaky", ""), outcome("dual-start", Status.PASS)))
                .isEqualTo(Standing.EXPECTED);
        assertThat(standing(entry("dual-start", "flaky", ""), outcome("dual-start", Status.FAIL)))
                .isEqualTo(Standing.EXCUSED);
    }

    @Test
    void aRequirementFailsWhileOneOfItsScenariosDoes() {
        String fails = entry("START-01", "fails", "");
        Outcome good = outcome("dual-start", Status.PASS, "START-01");
        assertThat(standing(fails, good, outcome("churn", Status.FAIL, "START-01")))
                .isEqualTo(Standing.EXPECTED);
        assertThat(standing(fails, good, outcome("churn", Status.PASS, "START-01")))
                .isEqualTo(Standing.UNEXPECTED_PASS);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBJECT_ERROR", "HARNESS_ERROR", "NOT_RUN"})
    void errorsAreNeverExcused(Status status) {
        assertThat(standing(entry("dual-start", "flaky", ""), outcome("dual-start", status)))
                .isNotEqualTo(Standing.EXCUSED)
                .isNotEqualTo(Standing.EXPECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "platform, linux-*, EXCUSED",
        "platform, macos-*, DIFFERS",
        "version, 1.*, EXCUSED",
        "version, 2.*, DIFFERS"
    })
    void conditionsCount(String key, String glob, Standing expected) {
        String when = ", \"when\": {\"" + key + "\": \"" + glob + "\"}";
        assertThat(standing(entry("dual-start", "fails", when), outcome("dual-start", Status.FAIL)))
                .isEqualTo(expected);
    }

    @Test
    void anEntryExpires() {
        assertThatThrownBy(() -> known(entry("dual-start", "fails", ", \"until\": \"2026-11-22\"")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("expired");
        assertThat(standing(
                        entry("dual-start", "fails", ", \"until\": \"2026-11-23\""),
                        outcome("dual-start", Status.FAIL)))
                .isEqualTo(Standing.EXCUSED);
    }

    @Test
    void anEntryThatMatchesNothingIsAMistake() {
        assertThatThrownBy(() -> known(entry("dual-strat", "fails", "")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("matches no scenario");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"id": "a"}                                                         | "expect" is missing
            {"id": "a", "expect": "maybe"}                                      | "expect" must be
            {"id": "a", "expect": "fails"}                                      | "reason" is missing
            {"id": "a", "expect": "fails", "reason": "r"}                       | "link" is missing
            {"id": "a", "expect": "fails", "reason": "r", "link": "l", "x": 1}  | unknown key
            {"id": "a", "expect": "fails", "reason": "r", "link": "l", "untill": "2027-01-01"} | did you mean until?
            {"id": "a", "expect": "fails", "reason": "r", "link": "l", "until": "soon"} | must be a date
            []                                                                  | must be an object
            """)
    void complaintsSayWhatIsWrong(String entry, String message) {
        assertThatThrownBy(() -> KnownFailuresFile.parse("k.json", file(entry)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("entry 1")
                .hasMessageContaining(message);
    }

    @Test
    void anUpdateKeepsWhatStillFailsAndSaysWhatChanged(@TempDir Path folder) throws IOException {
        List<KnownFailure> old = KnownFailuresFile.parse(
                "k.json", file(entry("dual-start", "fails", "") + "," + entry("churn", "fails", "")));
        Update update = Update.of(
                old,
                report(
                        outcome("dual-start", Status.PASS),
                        outcome("churn", Status.FAIL),
                        outcome("late-second-starter", Status.FAIL)),
                new Why("new", "https://example.org/2"));
        assertThat(update.removed()).containsExactly("dual-start");
        assertThat(update.added()).containsExactly("late-second-starter");
        Path file = folder.resolve("k.json");
        KnownFailuresFile.write(file, update.entries());
        assertThat(KnownFailuresFile.read(file))
                .isEqualTo(update.entries())
                .extracting(KnownFailure::id)
                .containsExactly("churn", "late-second-starter");
    }
}
