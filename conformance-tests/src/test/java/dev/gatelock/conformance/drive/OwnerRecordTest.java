package dev.gatelock.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as other people write them. */
class OwnerRecordTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            4711
            {"pid": 4711}
            {"pid": 4711, "start_time": 5}
            {"pid": "4711"}
            {"owner": {"pid": 4711}, "argv": ["x"]}
            PID=4711
            pid: 4711, host: here
            4711 here
            4711/here/1700000000/
            """)
    void thePidIsFoundAndCanBeChanged(String text) {
        OwnerRecord record = OwnerRecord.parse(text).orElseThrow();
        assertThat(record.pid()).isEqualTo(4711);
        OwnerRecord forged = OwnerRecord.parse(record.with("pid", 12).text()).orElseThrow();
        assertThat(forged.pid()).isEqualTo(12);
        assertThat(forged.with("start_time", 9).pid()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "not a record", "{\"pid\": 47", "\"4711\"", "[4711]"})
    void whatIsNoRecordIsNone(String text) {
        assertThat(OwnerRecord.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711\n17\n/home\n", "\n 4711\n"})
    void theFirstNumberOfSeveralLines(String text) {
        assertThat(OwnerRecord.parse(text).orElseThrow().pid()).isEqualTo(4711);
    }
}
