package dev.gatelock.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.spi.FileStat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsTest {
    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final Records records = new Records(new RecordCodec(4_194_304));

    private Reading read() {
        return records.read(new MemoryDirectory(home), "gateway.pid");
    }

    @Test
    void isAbsent() {
        assertThat(read()).isInstanceOf(Reading.Absent.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGULAR")
    void isNoFileToRead(FileStat.Kind kind) {
        home.putOther("gateway.pid", kind);
        assertThat(read()).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void isTooLarge() {
        home.put("gateway.pid", new byte[1 << 20]);
        assertThat(read()).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void isFound() {
        home.put("gateway.pid", "{\"pid\": 1234}");
        assertThat(read().owner()).isPresent();
    }
}
