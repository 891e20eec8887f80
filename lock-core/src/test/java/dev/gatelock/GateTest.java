package dev.gatelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.spi.FileStat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private final SmallMachine machine = new SmallMachine();

    private GateBuilder builder() {
        return Gate.at(SmallMachine.HOME).platform(machine);
    }

    @Test
    void theHomeIsAbsoluteFromTheStart() {
        assertThat(Gate.at(Path.of("some", "..", "where"))
                        .platform(machine)
                        .open()
                        .home())
                .isEqualTo(Path.of("where").toAbsolutePath());
    }

    @Test
    void tellsWhatTheSystemBelowItCanDo() {
        assertThat(machine.capabilities()).isNotEmpty();
        assertThat(builder().open().capabilities()).isEqualTo(machine.capabilities());
    }

    @Test
    void aNegativeWaitIsWrong() {
        assertThatThrownBy(() -> builder().waitAtMost(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().grace(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever wants to wait for ever says so with the longest duration that there is. */
    @Test
    void forEverIsAWait() throws Exception {
        machine.home().put("gateway.pid", "{\"pid\": 4711, \"start_time\": 5}");
        machine.home().lockedBy(0, "gateway.lock");
        machine.clock().onWait(() -> machine.home().unlockAll(0));
        Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
        Gate gate =
                builder().patience(new GateConfig.Patience(ever, ever, ever)).open();
        gate.claim().lease().close();
        machine.home().lockedBy(0, "gateway.takeover");
        gate.replace().lease().close();
    }

    /** I2: no content of any record changes who may hold. */
    @Property(tries = 300)
    void noLeftoverStopsAStart(@ForAll byte[] pidFile, @ForAll byte[] lockFile, @ForAll byte[] state) throws Exception {
        machine.home().put("gateway.pid", pidFile);
        machine.home().put("gateway.lock", lockFile);
        machine.home().put("gateway_state.json", state);
        try (Lease lease = builder().open().claim().lease()) {
            lease.ensureValid();
            assertThat(lease.departure()).isEqualTo(Lease.Departure.NONE);
        }
        assertThat(machine.home().names()).contains("gateway.lock").doesNotContain("gateway.pid");
    }

    /** symlinked-lock: refused, and whatever it is stays as it is. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGULAR")
    void aLockThatIsNoFileIsNotUsed(FileStat.Kind kind) {
        machine.home().putOther("gateway.lock", kind);
        assertThatThrownBy(() -> builder().open().claim())
                .isInstanceOfSatisfying(GatelockException.class, e -> assertThat(e.category())
                        .isEqualTo(GatelockException.Category.UNSAFE));
        assertThat(machine.home().names()).containsExactly("gateway.lock");
    }

    @Test
    void aLockWithSeveralNamesIsNotUsed() {
        machine.home().put("gateway.lock", "a victim's content");
        machine.home().links("gateway.lock", 2);
        assertThatThrownBy(() -> builder().open().replace()).isInstanceOf(GatelockException.class);
        assertThat(machine.home().text("gateway.lock")).isEqualTo("a victim's content");
    }

    /** A record that nobody reads would make the owner a stranger in its own home. */
    @ParameterizedTest
    @ValueSource(ints = {1, 60_000, 65_536, 200_000})
    void anOwnerWithLongArgumentsIsStillKnown(int length) throws Exception {
        Gate gate = builder().argv(List.of("bot", "x".repeat(length))).open();
        try (Lease lease = gate.claim().lease()) {
            machine.processes().alive(500, 800_000, "bot", "x");
            assertThat(gate.probe().state()).isEqualTo(Standing.State.RUNNING);
            String published = machine.home().text("gateway.pid");
            lease.ensureValid();
            assertThat(machine.home().text("gateway.pid")).isEqualTo(published);
        }
        assertThat(machine.home().names()).doesNotContain("gateway.pid");
    }

    @Test
    void generationsGoOnAcrossOrderlyEnds() throws Exception {
        for (long expected = 1; expected <= 3; expected++) {
            try (Lease lease = builder().open().claim().lease()) {
                assertThat(lease.record().stamp().generation()).hasValue(expected);
                assertThat(lease.recoveredFrom()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "4503599627370496", "-5", "1e3", "true"})
    void aHostileGenerationIsNotContinued(String generation) throws Exception {
        machine.home().put("gateway.pid", "{\"pid\": 4711, \"generation\": " + generation + "}");
        machine.home().put("gateway_state.json", "{\"generation\": " + generation + "}");
        try (Lease lease = builder().open().claim().lease()) {
            assertThat(lease.record().stamp().generation()).hasValue(1);
        }
    }

    @Test
    void aClosedLeaseIsOver() throws Exception {
        Lease lease = builder().open().claim().lease();
        lease.close();
        lease.close();
        assertThatThrownBy(lease::ensureValid).isInstanceOf(LeaseLostException.class);
        lease.publish(StateUpdate.of(Phase.RUNNING));
        assertThat(machine.home().text("gateway_state.json")).contains("\"gateway_state\":\"stopped\"");
    }
}
