package dev.gatelock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.OwnerRecord;
import dev.gatelock.Phase;
import dev.gatelock.StateUpdate;
import dev.gatelock.doubles.HandClock;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.doubles.Troubled;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose word the state file is, how long a need may be, and whether the last run ended well. */
class StateBoundsTest {
    private static final String NAME = "gateway_state.json";

    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final Troubled troubled = new Troubled(new MemoryDirectory(home));
    private final StateFile file = new StateFile(new RecordCodec(4_194_304), new HandClock());

    private static OwnerRecord owner(long pid, OptionalLong start, Optional<String> nonce) {
        return new OwnerRecord(
                new ProcessIdentity(
                        pid,
                        start,
                        Optional.of(KnownProcesses.BOOT),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty()),
                new OwnerRecord.Program("gateway", List.of()),
                Optional.of("/h"),
                new OwnerRecord.Stamp(nonce, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()));
    }

    private static final OwnerRecord OWNER = owner(4711, OptionalLong.of(77), Optional.of("a1"));

    @ParameterizedTest
    @CsvSource({"1, 1", "86399, 86399", "86400, 0", "0, 0"})
    void aNeedIsBelievedForLessThanADay(long said, long believed) {
        home.put(NAME, "{\"pid\": 4711, \"start_time\": 77, \"drain_seconds\": " + said + "}");
        assertThat(file.drainNeed(troubled.directory(), OWNER)).isEqualTo(Duration.ofSeconds(believed));
    }

    @Test
    void anothersNeedIsNotOurs() {
        home.put(NAME, "{\"pid\": 4712, \"start_time\": 77, \"drain_seconds\": 9}");
        assertThat(file.drainNeed(troubled.directory(), OWNER)).isZero();
        home.put(NAME, "{\"pid\": 4711, \"start_time\": 78, \"drain_seconds\": 9}");
        assertThat(file.drainNeed(troubled.directory(), OWNER)).isZero();
    }

    @Test
    void isReadUpToTheLimitAndNotBeyond() {
        String text = "{\"pid\": 4711}";
        home.put(NAME, text + " ".repeat((1 << 20) - text.length()));
        assertThat(file.read(troubled.directory())).containsEntry("pid", 4711L);
        home.put(NAME, text + " ".repeat((1 << 20) - text.length() + 1));
        assertThat(file.read(troubled.directory())).isEmpty();
    }

    /** A row of short jobs that end well is no respawn loop; a failed one is, and so is one that never said. */
    @ParameterizedTest
    @EnumSource
    void onlyAnOrderlyEndIsOne(Phase phase) throws PortException {
        for (StateUpdate.Restart restart : StateUpdate.Restart.values()) {
            file.write(
                    troubled.directory(),
                    OWNER,
                    new StateUpdate(phase, Optional.empty(), restart, Map.of(), Optional.empty()));
            assertThat(file.saysEndedWell(troubled.directory()))
                    .as("%s", restart)
                    .isEqualTo(phase == Phase.STOPPED && restart != StateUpdate.Restart.LIKELY);
        }
        home.put(NAME, "{\"gateway_state\": \"stopped\"}");
        assertThat(file.saysEndedWell(troubled.directory())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "draining, 4711, 77, a1, true",
        "stopped, 4711, 77, a1, true",
        "running, 4711, 77, a1, false",
        "starting, 4711, 77, a1, false",
        "draining, 4712, 77, a1, false",
        "draining, 4711, 78, a1, false",
        "draining, 4711, 77, b2, false"
    })
    void onlyTheOwnersOwnWordMeansLeaving(String state, long pid, long start, String nonce, boolean leaving) {
        home.put(
                NAME,
                "{\"gateway_state\": \"" + state + "\", \"pid\": " + pid + ", \"start_time\": " + start
                        + ", \"nonce\": \"" + nonce + "\"}");
        assertThat(file.saysLeaving(troubled.directory(), OWNER)).isEqualTo(leaving);
    }

    /** Upstream writes no nonce; then pid and start time have to do, and both must be known. */
    @Test
    void withoutANonceThePidAndAKnownStartCount() {
        home.put(NAME, "{\"gateway_state\": \"draining\", \"pid\": 4711, \"start_time\": 77}");
        assertThat(file.saysLeaving(troubled.directory(), owner(4711, OptionalLong.of(77), Optional.empty())))
                .isTrue();
        assertThat(file.saysLeaving(troubled.directory(), OWNER)).isFalse();
        home.put(NAME, "{\"gateway_state\": \"draining\", \"pid\": 4711, \"start_time\": null}");
        assertThat(file.saysLeaving(troubled.directory(), owner(4711, OptionalLong.empty(), Optional.empty())))
                .isFalse();
    }

    /** Whatever fails while it is written, the earlier file stays and nothing lies beside it. */
    @Test
    void aFailedWriteLeavesTheEarlierState() throws PortException {
        file.write(troubled.directory(), OWNER, StateUpdate.of(Phase.RUNNING));
        String earlier = home.text(NAME);
        for (String call : List.of("open .", "overwrite", "sync .", "rename")) {
            troubled.repair();
            troubled.fail(call, Fault.IO);
            try {
                file.write(troubled.directory(), OWNER, StateUpdate.of(Phase.DRAINING));
                throw new AssertionError(call + " was never called");
            } catch (PortException e) {
                assertThat(home.names()).as(call).containsExactly(NAME);
                assertThat(home.text(NAME)).isEqualTo(earlier);
            }
        }
    }
}
