package dev.gatelock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.OwnerRecord;
import dev.gatelock.Phase;
import dev.gatelock.StateUpdate;
import dev.gatelock.doubles.HandClock;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.internal.json.JsonText;
import dev.gatelock.internal.json.MalformedJsonException;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
    private static final String NAME = "gateway_state.json";
    private static final OwnerRecord OWNER = owner("nonce-1");

    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final MemoryDirectory directory = new MemoryDirectory(home);
    private final StateFile file = new StateFile(new RecordCodec(4_194_304), new HandClock());

    private static OwnerRecord owner(String nonce) {
        return new OwnerRecord(
                KnownProcesses.identity(4711, 77),
                new OwnerRecord.Program("gateway", List.of("gateway", "run")),
                Optional.of("/h"),
                new OwnerRecord.Stamp(
                        Optional.of(nonce), OptionalLong.of(3), OptionalLong.of(80), Optional.of("flock")));
    }

    private Map<String, Object> fields() throws MalformedJsonException {
        return JsonText.parseObject(home.text(NAME).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhatUpstreamExpects() throws PortException, MalformedJsonException {
        StateUpdate.Adapter down = new StateUpdate.Adapter(
                "fatal", Optional.of("start_failed"), Optional.of("no route"), Instant.parse("2026-11-22T09:00:00Z"));
        file.write(
                directory,
                OWNER,
                new StateUpdate(
                        Phase.DRAINING,
                        Optional.of("restart requested"),
                        StateUpdate.Restart.REQUESTED,
                        Map.of("poller", down),
                        Optional.of(Duration.ofSeconds(45))));
        assertThat(fields())
                .containsEntry("pid", 4711L)
                .containsEntry("start_time", 77L)
                .containsEntry("gateway_state", "draining")
                .containsEntry("exit_reason", "restart requested")
                .containsEntry("restart_requested", true)
                .containsEntry("active_agents", 0L)
                .containsEntry("updated_at", "2026-11-22T10:00:00.123456+00:00")
                .containsEntry(
                        "platforms",
                        Map.of(
                                "poller",
                                Map.of(
                                        "state", "fatal",
                                        "error_code", "start_failed",
                                        "error_message", "no route",
                                        "updated_at", "2026-11-22T09:00:00.000000+00:00")));
        assertThat(home.names()).containsExactly(NAME);
    }

    @ParameterizedTest
    @EnumSource
    void everyPhaseHasItsWord(Phase phase) throws PortException, MalformedJsonException {
        file.write(directory, OWNER, StateUpdate.of(phase));
        assertThat(fields()).containsEntry("gateway_state", phase.label()).containsEntry("exit_reason", null);
    }

    /** Keys that we do not know belong to somebody else and stay. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void unknownKeysSurviveARewrite(@ForAll("foreign") Map<String, Object> foreign)
            throws PortException, MalformedJsonException {
        home.put(NAME, JsonText.write(foreign));
        file.write(directory, OWNER, StateUpdate.of(Phase.RUNNING));
        file.write(directory, owner("nonce-2"), StateUpdate.of(Phase.STOPPED));
        assertThat(fields()).containsAllEntriesOf(foreign).containsEntry("nonce", "nonce-2");
    }

    @Provide
    Arbitrary<Map<String, Object>> foreign() {
        Arbitrary<String> names =
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8).map(name -> "x_" + name);
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.longs().map(number -> number),
                Arbitraries.strings().alpha().ofMaxLength(8).map(text -> text),
                Arbitraries.of("1.50", "1e3", "-0.0").map(JsonText.Decimal::new),
                Arbitraries.of(true, false).map(flag -> flag));
        Arbitrary<Object> values = Arbitraries.oneOf(
                leaves,
                leaves.list().ofMaxSize(3).map(list -> list),
                Arbitraries.maps(names, leaves).ofMaxSize(3).map(map -> map));
        return Arbitraries.maps(names, values).ofMaxSize(6);
    }

    @Test
    void theNumberOfAgentsThatAnotherWroteStays() throws PortException, MalformedJsonException {
        home.put(NAME, "{\"active_agents\": 4}");
        file.write(directory, OWNER, StateUpdate.of(Phase.RUNNING));
        assertThat(fields()).containsEntry("active_agents", 4L);
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "STOPPED", "STARTUP_FAILED"})
    void theAgentsOfAnEarlierOwnerWentWithIt(Phase phase) throws PortException, MalformedJsonException {
        home.put(NAME, "{\"active_agents\": 4}");
        file.write(directory, OWNER, StateUpdate.of(phase));
        assertThat(fields()).containsEntry("active_agents", 0L);
    }

    /** Any bytes: nothing is known, and the next write makes it whole. */
    @Property(tries = 300)
    void aBrokenFileIsNothingAndIsReplaced(@ForAll byte[] content) throws PortException, MalformedJsonException {
        home.put(NAME, content);
        assertThat(file.saysLeaving(directory, OWNER)).isFalse();
        assertThat(file.drainNeed(directory, OWNER)).isZero();
        file.write(directory, OWNER, StateUpdate.of(Phase.RUNNING));
        assertThat(fields()).containsEntry("gateway_state", "running");
    }

    @Test
    void aFileBeyondAllMeasureIsNothing() {
        home.put(NAME, new byte[(1 << 20) + 1]);
        assertThat(file.read(directory)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGULAR")
    void whatIsNoFileIsNothingAndIsPutAside(FileStat.Kind kind) throws PortException, MalformedJsonException {
        home.putOther(NAME, kind);
        assertThat(file.read(directory)).isEmpty();
        file.write(directory, OWNER, StateUpdate.of(Phase.RUNNING));
        assertThat(fields()).containsEntry("gateway_state", "running");
    }

    /** A state file of another claim says nothing about this one. */
    @Test
    void onlyTheOwnersOwnWordIsBelieved() throws PortException {
        StateUpdate leaving = new StateUpdate(
                Phase.DRAINING,
                Optional.empty(),
                StateUpdate.Restart.NOT_REQUESTED,
                Map.of(),
                Optional.of(Duration.ofSeconds(45)));
        file.write(directory, OWNER, leaving);
        assertThat(file.saysLeaving(directory, OWNER)).isTrue();
        assertThat(file.saysLeaving(directory, owner("nonce-2"))).isFalse();
        assertThat(file.drainNeed(directory, OWNER)).isEqualTo(Duration.ofSeconds(45));
        OwnerRecord stranger =
                new OwnerRecord(KnownProcesses.identity(4711, 78), OWNER.program(), OWNER.home(), OWNER.stamp());
        assertThat(file.drainNeed(directory, stranger)).isZero();
        file.write(directory, OWNER, StateUpdate.of(Phase.RUNNING));
        assertThat(file.saysLeaving(directory, OWNER)).isFalse();
        assertThat(file.drainNeed(directory, OWNER)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "86400", "99999999999999999999", "true", "\"soon\"", "null"})
    void aNeedBeyondReasonIsNone(String seconds) {
        home.put(NAME, "{\"pid\": 4711, \"start_time\": 77, \"drain_seconds\": " + seconds + "}");
        assertThat(file.drainNeed(directory, OWNER)).isZero();
    }
}
