package dev.gatelock.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.doubles.Troubled;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each outcome says in words why there is no record, and a failed look closes what it opened. */
class ReadingTest {
    private static final String NAME = "gateway.pid";
    private static final RecordCodec CODEC = new RecordCodec(4_194_304);

    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final Troubled troubled = new Troubled(new MemoryDirectory(home));
    private final Records records = new Records(CODEC);

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, is not there",
        "SYMLINK, is a symbolic link",
        "NOT_REGULAR, is not a regular file",
        "PERMISSION, may not be read by this user",
        "NO_DESCRIPTORS, cannot be opened: no file descriptors left",
        "IO, cannot be read: openForReading"
    })
    void saysWhyItCannotBeOpened(Fault fault, String words) {
        troubled.fail("openForReading", fault);
        Reading reading = records.read(troubled.directory(), NAME);
        assertThat(reading.why()).startsWith(words);
        assertThat(reading.owner()).isEmpty();
    }

    /** An I/O error is no word about the owner (#96582). */
    @Test
    void saysWhyItCannotBeRead() throws PortException {
        home.put(NAME, "{\"pid\": 1234}");
        troubled.fail("read " + NAME, Fault.IO);
        assertThat(records.read(troubled.directory(), NAME).why()).startsWith("cannot be read");
        assertThat(troubled.calls()).contains("close " + NAME);
        try (OpenFile file = troubled.directory().openForReading(NAME)) {
            assertThat(records.read(file)).isInstanceOf(Reading.Unreadable.class);
        }
    }

    @Test
    void saysWhatItIs() {
        assertThat(decode("").why()).isEqualTo("is empty");
        assertThat(decode("{").why()).startsWith("is no JSON: ");
        assertThat(decode("{\"pid\": 1234, \"version\": 7}").why())
                .isEqualTo("has format version 7, which is newer than this program");
        assertThat(decode("{\"pid\": 1234}").why()).isEmpty();
        assertThat(records.codec()).isSameAs(CODEC);
    }

    /** The version is ours; a record that another implementation wrote is passed on without one. */
    @Test
    void onlyAClaimOfOursCarriesAVersion() {
        OwnerRecord theirs = new OwnerRecord(
                ProcessIdentity.of(1234, 5),
                OwnerRecord.Program.unknown(),
                Optional.empty(),
                OwnerRecord.Stamp.unknown());
        assertThat(CODEC.fields(theirs)).containsOnlyKeys("pid", "kind", "argv", "start_time");
        OwnerRecord ours = new OwnerRecord(
                theirs.identity(),
                new OwnerRecord.Program("gateway", List.of()),
                Optional.of("/h"),
                new OwnerRecord.Stamp(
                        Optional.of("a1"), OptionalLong.empty(), OptionalLong.empty(), Optional.of("flock")));
        assertThat(CODEC.fields(ours)).containsEntry("version", RecordCodec.VERSION);
    }

    private static Reading decode(String text) {
        return CODEC.decode(text.getBytes(StandardCharsets.UTF_8));
    }
}
