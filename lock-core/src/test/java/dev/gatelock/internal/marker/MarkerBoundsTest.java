package dev.gatelock.internal.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.HandClock;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.doubles.Troubled;
import dev.gatelock.internal.marker.Markers.Relation;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Sizes, the smallest pid, and disks that fail. */
class MarkerBoundsTest {
    private static final String NAME = ".gateway-takeover.json";

    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final Troubled troubled = new Troubled(new MemoryDirectory(home));
    private final Markers markers = new Markers(new HandClock(), "/h");

    private static OwnerRecord owner(long pid) {
        return new OwnerRecord(
                KnownProcesses.identity(pid, 77),
                new OwnerRecord.Program("gateway", List.of()),
                Optional.of("/h"),
                new OwnerRecord.Stamp(
                        Optional.of("a1"), OptionalLong.of(1), OptionalLong.empty(), Optional.of("flock")));
    }

    private static String marker(int length) {
        String text = "{\"target_pid\": 4711, \"written_at\": \"2026-11-22T10:00:00+00:00\"}";
        return text + " ".repeat(length - text.length());
    }

    /** In a container the gateway is often the first process. */
    @Test
    void theFirstProcessOfAContainerCanBeAsked() throws PortException {
        markers.writeTakeover(troubled.directory(), owner(1), KnownProcesses.identity(600, 9));
        assertThat(markers.relation(troubled.directory(), NAME, owner(1))).isEqualTo(Relation.NAMES_OWNER);
    }

    @Test
    void isReadUpToTheLimitAndNotBeyond() {
        home.put(NAME, marker(RecordCodec.LIMIT));
        assertThat(markers.relation(troubled.directory(), NAME, owner(4711))).isEqualTo(Relation.NAMES_OWNER);
        home.put(NAME, marker(RecordCodec.LIMIT + 1));
        assertThat(markers.relation(troubled.directory(), NAME, owner(4711))).isEqualTo(Relation.WORTHLESS);
    }

    /** A marker that cannot be read may be for somebody else: it is not deleted. */
    @Test
    void whatCannotBeReadIsLeftAlone() throws PortException {
        home.put(NAME, marker(100));
        troubled.fail("read " + NAME, Fault.IO);
        assertThat(markers.relation(troubled.directory(), NAME, owner(4711))).isEqualTo(Relation.NAMES_ANOTHER);
        markers.clear(troubled.directory(), NAME, owner(4711));
        assertThat(home.names()).containsExactly(NAME);
        assertThat(troubled.calls()).contains("close " + NAME);
    }

    /** A full disk leaves neither half a marker nor a temporary file. */
    @Test
    void whatCannotBeWrittenLeavesNothing() {
        troubled.fail("sync", Fault.NO_SPACE);
        assertThatThrownBy(
                        () -> markers.writeTakeover(troubled.directory(), owner(4711), KnownProcesses.identity(600, 9)))
                .isInstanceOf(PortException.class);
        assertThat(home.names()).isEmpty();
    }
}
