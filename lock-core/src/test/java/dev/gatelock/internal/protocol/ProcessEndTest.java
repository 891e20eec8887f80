package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatelock.Evidence;
import dev.gatelock.GateConfig;
import dev.gatelock.Holder;
import dev.gatelock.LockDirectory;
import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting for the end of exactly one process, and whose process it is. */
class ProcessEndTest {
    private final SmallMachine machine = new SmallMachine();
    private final Site site = Site.of(
            new GateConfig(
                    SmallMachine.HOME,
                    OwnerRecord.Program.unknown(),
                    GateConfig.Patience.standard(),
                    LockDirectory.at(SmallMachine.HOME)),
            machine);

    @AfterEach
    void noHandleIsLeft() {
        assertThat(machine.processes().pinned()).isEmpty();
    }

    private static Holder holder(ProcessIdentity identity) {
        return new Holder(identity, List.of(), false, Optional.empty(), Optional.empty());
    }

    private static final Holder HOLDER = holder(KnownProcesses.identity(4711, 77));

    private boolean ends(long millis) throws InterruptedException {
        return ProcessEnd.await(site, HOLDER, Duration.ofMillis(millis));
    }

    @Test
    void whoIsGoneHasEnded() throws InterruptedException {
        assertThat(ends(0)).isTrue();
        machine.processes().put(4711, new Sighting.Zombie());
        assertThat(ends(0)).isTrue();
        machine.processes().alive(4711, 78, "the next to have its pid");
        assertThat(ends(0)).isTrue();
        assertThat(machine.clock().waits()).isEmpty();
    }

    @Test
    void whoStaysHasNot() throws InterruptedException {
        machine.processes().alive(4711, 77, "x");
        assertThat(ends(120)).isFalse();
        assertThat(machine.clock().waits())
                .containsExactly("50 ms for pid 4711", "50 ms for pid 4711", "20 ms for pid 4711");
    }

    @Test
    void whoEndsMeanwhileHas() throws InterruptedException {
        machine.processes().alive(4711, 77, "x");
        machine.clock().onWait(() -> machine.processes().put(4711, new Sighting.Absent()));
        assertThat(ends(120)).isTrue();
        assertThat(machine.clock().waits()).hasSize(1);
    }

    /** Without start times nobody is known to be the same: there is nothing to wait for. */
    @Test
    void withoutAStartTimeNobodyIsWaitedFor() throws InterruptedException {
        machine.processes().put(4711, KnownProcesses.alive(ProcessIdentity.ofPid(4711), "x"));
        assertThat(ProcessEnd.await(site, holder(ProcessIdentity.ofPid(4711)), Duration.ofSeconds(1)))
                .isTrue();
    }

    private static ProcessIdentity user(OptionalLong uid) {
        return new ProcessIdentity(
                4711, OptionalLong.of(77), Optional.empty(), OptionalLong.empty(), uid, Optional.empty());
    }

    static Stream<Arguments> users() {
        OptionalLong me = OptionalLong.of(KnownProcesses.UID);
        OptionalLong other = OptionalLong.of(1001);
        OptionalLong root = OptionalLong.of(0);
        OptionalLong unknown = OptionalLong.empty();
        return Stream.of(
                arguments(me, me, false),
                arguments(me, other, true),
                arguments(me, root, true),
                arguments(me, unknown, false),
                arguments(unknown, other, false),
                arguments(root, other, false));
    }

    /** Whoever may not be signalled is not tried; root may signal everybody. */
    @ParameterizedTest
    @MethodSource("users")
    void foreignMeansNotOursToSignal(OptionalLong self, OptionalLong other, boolean foreign) {
        machine.processes().self(user(self));
        assertThat(Users.foreign(site, user(other))).isEqualTo(foreign);
        OwnerRecord theirs = new OwnerRecord(
                user(other), OwnerRecord.Program.unknown(), Optional.empty(), OwnerRecord.Stamp.unknown());
        OwnerRecord ours = new OwnerRecord(
                user(self), OwnerRecord.Program.unknown(), Optional.empty(), OwnerRecord.Stamp.unknown());
        assertThat(Users.foreign(site, new Finding.Owner(holder(user(self)), Evidence.RECORD, theirs)))
                .isEqualTo(foreign);
        assertThat(Users.foreign(site, new Finding.Owner(holder(user(other)), Evidence.RECORD, ours)))
                .isEqualTo(foreign);
    }
}
