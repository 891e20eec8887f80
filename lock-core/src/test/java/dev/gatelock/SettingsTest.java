package dev.gatelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Diagnosis.Line;
import dev.gatelock.Diagnosis.Weight;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.doubles.SmallProvider;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users type, and what they get back as values. */
class SettingsTest {
    private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration CENTURY = Duration.ofDays(36_500);

    @AfterEach
    void noBackEnd() {
        System.clearProperty(SmallProvider.PRESENT);
        System.clearProperty(Platforms.DISABLE);
    }

    private static Refusal refusal(Holder... holders) {
        return new Refusal(Refusal.Reason.HELD, List.of(holders), Evidence.FDINFO, "It is held", "Stop it");
    }

    @Test
    void theBackEndIsTheOneThatSupportsThisSystem() throws Exception {
        assertThatThrownBy(Platforms::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("put lock-posix or lock-windows on the class path");
        assertThatThrownBy(() -> Gate.at(SmallMachine.HOME).open()).isInstanceOf(IllegalStateException.class);
        System.setProperty(SmallProvider.PRESENT, "true");
        assertThat(Platforms.current().name()).isEqualTo("small");
        assertThat(Gate.at(SmallMachine.HOME).open().probe().state()).isEqualTo(Standing.State.FREE);
        assertThat(LockDirectory.at(Path.of("locks")).probe()).isEmpty();
    }

    @Test
    void capabilitiesCanBeSwitchedOff() {
        System.setProperty(SmallProvider.PRESENT, "true");
        assertThat(Platforms.current().capabilities()).contains(Capability.HOME_LOCK, Capability.LOCK_TABLE);
        System.setProperty(Platforms.DISABLE, "HOME_LOCK, LOCK_TABLE,");
        assertThat(Platforms.current().capabilities()).doesNotContain(Capability.HOME_LOCK, Capability.LOCK_TABLE);
        assertThat(Platforms.without(Set.of(Capability.HOME_LOCK)).capabilities())
                .doesNotContain(Capability.HOME_LOCK)
                .contains(Capability.LOCK_TABLE);
    }

    /** Each setting, whatever was set before and after it. */
    @Test
    void everySettingArrives() throws Exception {
        SmallMachine machine = new SmallMachine();
        machine.processes().alive(4711, 5, "x");
        Gate gate = Gate.at(SmallMachine.HOME)
                .kind("bot")
                .argv(List.of("bot", "--now"))
                .waitAtMost(Duration.ofSeconds(2))
                .grace(Duration.ofSeconds(3))
                .lockDirectory(Path.of("locks"))
                .platform(machine)
                .open();
        try (Lease lease = gate.claim().lease()) {
            assertThat(lease.record().program()).isEqualTo(new OwnerRecord.Program("bot", List.of("bot", "--now")));
        }
        machine.home().lockedBy(4711, "gateway.lock");
        assertThat(gate.claim()).isInstanceOf(Claim.Refused.class);
        assertThat(Duration.ofNanos(machine.clock().nanoTime())).isEqualTo(Duration.ofSeconds(2));
        machine.home().unlockAll(4711);
        Gate patient = Gate.at(SmallMachine.HOME)
                .grace(Duration.ofSeconds(3))
                .waitAtMost(Duration.ofSeconds(2))
                .platform(machine)
                .open();
        Platform same = machine;
        assertThat(same.clock().nanoTime()).isEqualTo(Duration.ofSeconds(2).toNanos());
        machine.home().lockedBy(0, "gateway.takeover");
        assertThat(patient.replace()).isInstanceOf(Claim.Refused.class);
        assertThat(Duration.ofNanos(machine.clock().nanoTime()))
                .as("2 s for a claim, 3 s of grace, 10 s twice for the kernel")
                .isEqualTo(Duration.ofSeconds(2 + 25));
    }

    @Test
    void aWaitIsBetweenNothingAndACentury() {
        GateConfig.Patience ever = new GateConfig.Patience(EVER, EVER, EVER);
        assertThat(ever).isEqualTo(new GateConfig.Patience(CENTURY, CENTURY, CENTURY));
        Duration zero = Duration.ZERO;
        assertThat(new GateConfig.Patience(zero, zero, zero).claim()).isZero();
        Duration negative = Duration.ofNanos(-1);
        for (Duration[] waits :
                new Duration[][] {{negative, zero, zero}, {zero, negative, zero}, {zero, zero, negative}}) {
            assertThatThrownBy(() -> new GateConfig.Patience(waits[0], waits[1], waits[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theStandardLockDirectoryIsInTheEnvironment() {
        LockDirectory standard = LockDirectory.standard();
        assertThat(standard)
                .hasToString(LockDirectory.from(System.getenv(), Path.of(System.getProperty("user.home")))
                        .path()
                        .toString());
        assertThat(LockDirectory.from(Map.of(), Path.of("/me")).path())
                .isEqualTo(Path.of("/me/.local/state/hermes/gateway-locks").toAbsolutePath());
    }

    @Test
    void aRefusalIsAValueAndAnException() {
        Holder holder =
                new Holder(ProcessIdentity.of(7, 8), List.of("x"), false, Optional.of(Duration.ZERO), Optional.empty());
        assertThat(refusal(holder, holder).holder()).contains(holder);
        assertThat(holder.pid()).isEqualTo(7);
        assertThat(refusal().holder()).isEmpty();
        assertThat(refusal().explain()).isEqualTo("It is held" + System.lineSeparator() + "Stop it");
        for (ThrowingAnswer answer : List.<ThrowingAnswer>of(
                () -> new Claim.Refused(refusal()).lease(),
                () -> new ScopeClaim.Refused(Scope.of("token", "x"), refusal()).ensureEntered())) {
            assertThatThrownBy(answer::use).isInstanceOfSatisfying(RefusedException.class, e -> {
                assertThat(e.refusal()).isEqualTo(refusal());
                assertThat(e.category()).isEqualTo(GatelockException.Category.REFUSED);
                assertThat(e).hasMessage("It is held");
                assertThat(e.advice()).isEqualTo("Stop it");
            });
        }
    }

    private interface ThrowingAnswer {
        void use() throws GatelockException;
    }

    @Test
    void aProblemIsNotHealthy() {
        Standing standing =
                new Standing(Standing.State.FREE, List.of(), Evidence.NONE, Optional.empty(), Set.of(), "It is free");
        assertThat(new Diagnosis(standing, List.of(new Line(Weight.FINE, "a"), new Line(Weight.NOTE, "b"))).healthy())
                .isTrue();
        assertThat(new Diagnosis(standing, List.of(new Line(Weight.FINE, "a"), new Line(Weight.PROBLEM, "b")))
                        .healthy())
                .isFalse();
    }

    /** They are in files and in JSON, which others read. */
    @Test
    void labelsAreAContract() {
        assertThat(Stream.of(Evidence.values()).map(Evidence::label))
                .containsExactly("fdinfo", "lock-table", "record", "try-lock", "none");
        assertThat(Stream.of(Phase.values()).map(Phase::label))
                .containsExactly("starting", "running", "draining", "stopped", "startup_failed");
        assertThat(Stream.of(ScopeStanding.State.values()).map(ScopeStanding.State::label))
                .containsExactly("held", "alive", "stale", "empty", "corrupt", "unknown");
    }

    private static OwnerRecord record(long pid, OptionalLong start, Optional<String> nonce) {
        ProcessIdentity whole = KnownProcesses.identity(pid, 0);
        return new OwnerRecord(
                new ProcessIdentity(pid, start, whole.bootId(), whole.pidNamespace(), whole.uid(), whole.host()),
                OwnerRecord.Program.unknown(),
                Optional.empty(),
                new OwnerRecord.Stamp(nonce, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()));
    }

    @Test
    void aClaimIsTheSameByItsNonceElseByPidAndStart() {
        OptionalLong start = OptionalLong.of(5);
        OptionalLong later = OptionalLong.of(6);
        OptionalLong unknown = OptionalLong.empty();
        Optional<String> nonce = Optional.of("a");
        Optional<String> none = Optional.empty();
        OwnerRecord record = record(7, start, nonce);
        assertThat(record.sameClaim(record(8, later, nonce))).isTrue();
        assertThat(record.sameClaim(record(7, start, Optional.of("b")))).isFalse();
        assertThat(record.sameClaim(record(7, start, none))).isTrue();
        assertThat(record.sameClaim(record(7, later, none))).isFalse();
        assertThat(record.sameClaim(record(8, start, none))).isFalse();
        assertThat(record.sameClaim(record(7, unknown, none))).isTrue();
        assertThat(record(7, unknown, none).sameClaim(record)).isTrue();
        assertThat(record(8, unknown, none).sameClaim(record)).isFalse();
    }

    @Test
    void aScopeIsItsNameAndItsHash() {
        Scope scope = Scope.of("token", "a");
        assertThat(scope).hasSameHashCodeAs(Scope.of("token", "a")).isNotEqualTo(Scope.of("other", "a"));
        assertThat(scope.equals(null)).isFalse();
        assertThat(scope.name()).isEqualTo("token");
        assertThat(scope.hashCode())
                .isEqualTo(31 * "token".hashCode() + scope.hash().hashCode());
        assertThat(Scope.of("a".repeat(200), "x").name()).hasSize(200);
        assertThatThrownBy(() -> Scope.of("a".repeat(201), "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
