package dev.gatelock.internal.marker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.HandClock;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.internal.json.JsonText;
import dev.gatelock.internal.json.MalformedJsonException;
import dev.gatelock.internal.marker.Markers.Relation;
import dev.gatelock.internal.marker.Markers.Request;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** marker-shared-home, marker-null-start, marker-stale, marker-future, foreign-planned-stop-marker. */
class MarkersTest {
    private static final String NAME = ".gateway-takeover.json";
    private static final String STOP = ".gateway-planned-stop.json";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final ProcessIdentity WRITER = KnownProcesses.identity(600, 9);
    private static final OwnerRecord OWNER = owner(4711, OptionalLong.of(77), Optional.of("a1"));

    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final MemoryDirectory directory = new MemoryDirectory(home);
    private final HandClock clock = new HandClock();
    private final Markers markers = new Markers(clock, "/h");

    MarkersTest() {
        clock.wall(NOW);
    }

    private static OwnerRecord owner(long pid, OptionalLong start, Optional<String> nonce) {
        ProcessIdentity whole = KnownProcesses.identity(pid, 0);
        return new OwnerRecord(
                new ProcessIdentity(pid, start, whole.bootId(), whole.pidNamespace(), whole.uid(), whole.host()),
                new OwnerRecord.Program("gateway", List.of()),
                Optional.of("/h"),
                new OwnerRecord.Stamp(nonce, OptionalLong.of(1), OptionalLong.empty(), Optional.of("flock")));
    }

    private Relation takeover(OwnerRecord owner) {
        return markers.relation(directory, NAME, owner);
    }

    private void put(String fields) {
        home.put(NAME, "{" + fields + ", \"written_at\": \"2026-11-22T10:00:00+00:00\"}");
    }

    @Test
    void thereIsNone() throws PortException {
        assertThat(takeover(OWNER)).isEqualTo(Relation.ABSENT);
        markers.clear(directory, NAME, OWNER);
    }

    @Test
    void namesTheOwnerThatItWasWrittenFor() throws PortException, MalformedJsonException {
        markers.writeTakeover(directory, OWNER, WRITER);
        assertThat(takeover(OWNER)).isEqualTo(Relation.NAMES_OWNER);
        Map<String, Object> fields = JsonText.parseObject(home.text(NAME).getBytes(StandardCharsets.UTF_8));
        assertThat(fields)
                .containsEntry("target_pid", 4711L)
                .containsEntry("target_start_time", 77L)
                .containsEntry("target_nonce", "a1")
                .containsEntry("target_hermes_home", "/h")
                .containsEntry("replacer_pid", 600L)
                .containsEntry("replacer_hermes_home", "/h")
                .containsEntry("written_at", "2026-11-22T10:00:00.000000+00:00");
        assertThat(home.names()).containsExactly(NAME);
    }

    @Test
    void asksForARestart() throws PortException {
        markers.writePlannedStop(directory, OWNER, WRITER, Request.RESTART);
        assertThat(markers.relation(directory, STOP, OWNER)).isEqualTo(Relation.NAMES_OWNER_TO_RESTART);
        markers.writePlannedStop(directory, OWNER, WRITER, Request.STOP);
        assertThat(markers.relation(directory, STOP, OWNER)).isEqualTo(Relation.NAMES_OWNER);
        assertThat(home.text(STOP)).contains("\"stopper_pid\":600").doesNotContain("restart");
    }

    /** Only the owner needs to read it; where that is another user, everybody can. */
    @Test
    void isReadableForTheUserWhoIsAsked() throws PortException {
        markers.writeTakeover(directory, OWNER, WRITER);
        assertThat(home.readableByAll(NAME)).isFalse();
        ProcessIdentity root = new ProcessIdentity(
                600, WRITER.startTime(), WRITER.bootId(), WRITER.pidNamespace(), OptionalLong.of(0), WRITER.host());
        markers.writeTakeover(directory, OWNER, root);
        assertThat(home.readableByAll(NAME)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, NAMES_OWNER",
        "60, NAMES_OWNER",
        "-60, NAMES_OWNER",
        "61, WORTHLESS",
        "-61, WORTHLESS",
        "-3600, WORTHLESS",
        "3600, WORTHLESS",
        "2000000000, WORTHLESS"
    })
    void countsForAMinuteEitherWay(long secondsLater, Relation expected) throws PortException {
        markers.writeTakeover(directory, OWNER, WRITER);
        clock.wall(NOW.plusSeconds(secondsLater));
        assertThat(takeover(OWNER)).isEqualTo(expected);
    }

    @Test
    void sixtySecondsAreExact() throws PortException {
        markers.writeTakeover(directory, OWNER, WRITER);
        clock.wall(NOW.plusSeconds(60).plusNanos(1));
        assertThat(takeover(OWNER)).isEqualTo(Relation.WORTHLESS);
    }

    /** A recycled pid has another nonce; a re-executed owner may have another start time. */
    @Test
    void theNonceDecidesWhereBothHaveOne() throws PortException {
        markers.writeTakeover(directory, OWNER, WRITER);
        assertThat(takeover(owner(4711, OptionalLong.of(77), Optional.of("b2"))))
                .isEqualTo(Relation.NAMES_ANOTHER);
        assertThat(takeover(owner(4712, OptionalLong.of(78), Optional.of("a1"))))
                .isEqualTo(Relation.NAMES_OWNER);
    }

    @ParameterizedTest
    @CsvSource({
        "77, 77, true",
        "77, 78, false",
        "null, 77, true",
        "77, null, true",
        "null, null, true",
    })
    void withoutANoncePidAndStartTimeDecide(String written, String own, boolean mine) {
        put("\"target_pid\": 4711, \"target_start_time\": " + written);
        OptionalLong start = own.equals("null") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(own));
        assertThat(takeover(owner(4711, start, Optional.of("a1"))).mine()).isEqualTo(mine);
        assertThat(takeover(owner(4712, start, Optional.of("a1"))).mine()).isFalse();
    }

    /** #29092: two profiles, one path. Neither obeyed nor touched, not even when it is out of date. */
    @Test
    void aMarkerForAnotherHomeIsLeftAlone() throws PortException {
        new Markers(clock, "/other").writeTakeover(directory, OWNER, WRITER);
        assertThat(takeover(OWNER)).isEqualTo(Relation.NAMES_ANOTHER);
        clock.wall(NOW.plusSeconds(3600));
        assertThat(takeover(OWNER)).isEqualTo(Relation.NAMES_ANOTHER);
        markers.clear(directory, NAME, OWNER);
        assertThat(home.names()).contains(NAME);
    }

    /** #34597: a stop that was meant for an earlier pid. */
    @Test
    void aValidMarkerForSomebodyElseIsLeftAlone() throws PortException {
        markers.writePlannedStop(directory, owner(4000, OptionalLong.of(5), Optional.of("c3")), WRITER, Request.STOP);
        assertThat(markers.relation(directory, STOP, OWNER)).isEqualTo(Relation.NAMES_ANOTHER);
        markers.clear(directory, STOP, OWNER);
        assertThat(home.names()).contains(STOP);
    }

    @Test
    void ownAndExpiredOnesAreCleared() throws PortException {
        markers.writeTakeover(directory, OWNER, WRITER);
        markers.clear(directory, NAME, OWNER);
        assertThat(home.names()).isEmpty();
        markers.writeTakeover(directory, owner(4000, OptionalLong.of(5), Optional.of("c3")), WRITER);
        clock.wall(NOW.plusSeconds(61));
        markers.clear(directory, NAME, OWNER);
        assertThat(home.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "4711",
                "{}",
                "{\"target_pid\": 4711}",
                "{\"target_pid\": 4711, \"written_at\": 5}",
                "{\"target_pid\": 4711, \"written_at\": \"yesterday\"}",
                "{\"target_pid\": 4711, \"written_at\": \"2026-11-22T10:00:00\"}",
                "{\"target_pid\": 0, \"written_at\": \"2026-11-22T10:00:00+00:00\"}",
                "{\"target_pid\": -1, \"written_at\": \"2026-11-22T10:00:00+00:00\"}",
                "{\"target_pid\": true, \"written_at\": \"2026-11-22T10:00:00+00:00\"}",
                "{\"target_pid\": 4711, \"written_at\": \"+999999999-12-31T23:59:59-18:00\"}",
                "{\"target_pid\": 4711, \"written_at\": \"-999999999-01-01T00:00:00+18:00\"}",
                "{\"written_at\": \"2026-11-22T10:00:00+00:00\"}",
                "{\"target_pid\": 4711, \"target_pid\": 4711, \"written_at\": \"2026-11-22T10:00:00+00:00\"}",
                "{\"target_pid\": 4711, \"written_at\": \"2026-11-22T10:00:00+00:00\""
            })
    void whatIsNoMarkerIsCleared(String content) throws PortException {
        home.put(NAME, content);
        assertThat(takeover(OWNER)).isEqualTo(Relation.WORTHLESS);
        markers.clear(directory, NAME, OWNER);
        assertThat(home.names()).isEmpty();
    }

    @Test
    void whatIsTooLargeIsCleared() throws PortException {
        home.put(NAME, new byte[70_000]);
        markers.clear(directory, NAME, OWNER);
        assertThat(home.names()).isEmpty();
    }

    /** A link or a FIFO is not followed, not waited for and not removed. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGULAR")
    void whatIsNoFileIsLeftAlone(FileStat.Kind kind) throws PortException {
        home.putOther(NAME, kind);
        assertThat(takeover(OWNER)).isEqualTo(Relation.NAMES_ANOTHER);
        markers.clear(directory, NAME, OWNER);
        assertThat(home.names()).contains(NAME);
    }

    @Property
    void noBytesMakeItThrowOrObey(@ForAll byte[] content) {
        home.put(NAME, content);
        assertThat(takeover(OWNER).mine()).isFalse();
    }
}
