package dev.gatelock.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text says of the present moves with the clock; identities and other numbers stay. */
class TimesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"updated_at": 1772445590.123456, "pid": 7} | {"updated_at": 1772359190.123456, "pid": 7}
                    {"beat":1772445590123}                      | {"beat":1772359190123}
                    {"at": "2026-03-02T09:59:50.5+00:00"}       | {"at": "2026-03-01T09:59:50.5+00:00"}
                    1772445590                                  | 1772359190
                    2026-03-02 09:59:50 up                      | 2026-03-01 09:59:50 up
                    {"start_time": 1772445590}                  | {"start_time": 1772445590}
                    {"token": "1000000000"}                     | {"token": "1000000000"}
                    {"nonce": "1772445590ab"}                   | {"nonce": "1772445590ab"}
                    {"at": "2026-13-02T09:59:50"}               | {"at": "2026-13-02T09:59:50"}
                    1234                                        | 1234
                    """)
    void onlyThePresentMoves(String text, String expected) {
        assertThat(Times.backdated(text, NOW, Duration.ofDays(1))).isEqualTo(expected);
    }
}
