package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Lease;
import dev.gatelock.LeaseLostException;
import dev.gatelock.Phase;
import dev.gatelock.Scope;
import dev.gatelock.StateUpdate;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.reports.Story;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lease while it is held: what it puts back, what it passes on, whom it ends, and how it is given up. */
class LeasesTest extends Story {
    private static final Launch WORK = new Launch(List.of("worker"), Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "much longer garbage"})
    void whatSomebodyOverwroteIsPutBack(String garbage) throws Exception {
        String put = garbage.length() > 10 ? garbage.repeat(100) : garbage;
        try (Lease lease = claimed()) {
            for (String name : List.of(LOCK, PID)) {
                machine.home().put(name, put);
                lease.ensureValid();
                assertThat(machine.home().text(name)).as(name).isEqualTo(json(lease.record()));
            }
            machine.home().remove(LOCK);
            machine.home().put(LOCK, put);
            lease.ensureValid();
            assertThat(machine.home().text(LOCK)).isEqualTo(json(lease.record()));
            assertThat(machine.home().locked(LOCK)).isTrue();
        }
    }

    /** Two owners that write at once, as after a restored backup, must not meet in one temporary file. */
    @Test
    void whatIsWrittenAsideHasANameOfItsOwn() throws Exception {
        try (Lease lease = claimed()) {
            machine.home().remove(PID);
            lease.ensureValid();
            assertThat(machine.trouble().calls())
                    .anyMatch(call -> call.startsWith("open .gateway.pid."
                            + lease.record().stamp().nonce().orElseThrow().substring(0, 8) + "-"));
        }
    }

    /** A look costs nothing where all is well. */
    @Test
    void whatIsAsItShouldBeIsNotWritten() throws Exception {
        try (Lease lease = claimed()) {
            int before = machine.trouble().calls().size();
            lease.ensureValid();
            assertThat(machine.trouble()
                            .calls()
                            .subList(before, machine.trouble().calls().size()))
                    .noneMatch(call -> call.startsWith("overwrite") || call.startsWith("rename"));
        }
    }

    /** An error while looking says nothing about the lock, which the kernel still has for us. */
    @Test
    void aFailedLookIsNoLoss() throws Exception {
        try (Lease lease = claimed()) {
            machine.trouble().fail("stat", Fault.NO_DESCRIPTORS);
            lease.ensureValid();
            machine.trouble().repair();
            machine.trouble().fail("openForReading gateway.pid", Fault.NO_DESCRIPTORS);
            lease.ensureValid();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", LOCK})
    void aLockThatIsGoneIsALostLease(String name) throws Exception {
        Lease lease = claimed();
        machine.home().losesLock(name);
        assertThatThrownBy(lease::ensureValid)
                .isInstanceOf(LeaseLostException.class)
                .hasMessageEndingWith("is gone");
        assertThatThrownBy(() -> lease.enter(Scope.of("token", "x"))).isInstanceOf(LeaseLostException.class);
        lease.close();
        assertThat(machine.home().names()).as("not ours to remove any more").contains(PID);
    }

    @Test
    void aHomeThatWasMovedIsALostLease() throws Exception {
        Lease lease = claimed();
        machine.home().moved();
        assertThatThrownBy(lease::ensureValid).hasMessageEndingWith("was moved or deleted");
        lease.close();
    }

    /** Where directories cannot be locked, that they are not is no loss. */
    @Test
    void withoutDirectoryLocksTheFilesAloneCounts() throws Exception {
        machine.home().directoriesCannotBeLocked();
        try (Lease lease = claimed()) {
            lease.ensureValid();
            lease.start(WORK);
        }
        assertThat(machine.launches().get(0)).hasSize(1);
    }

    @Test
    void aClosedLeaseEntersNothing() throws Exception {
        Lease lease = claimed();
        lease.close();
        assertThatThrownBy(() -> lease.enter(Scope.of("token", "x"))).hasMessageEndingWith("was closed");
        assertThat(lease.departure()).isEqualTo(Lease.Departure.NONE);
        assertThat(lease.endSharers(Duration.ZERO)).isZero();
    }

    /** Both locks and every scope's go on to what is started. */
    @Test
    void whatIsStartedKeepsTheLocks() throws Exception {
        machine.can(Capability.REPLACE_IMAGE);
        try (Lease lease = claimed()) {
            lease.enter(Scope.of("token", "x")).ensureEntered();
            assertThat(lease.start(WORK).pid()).isEqualTo(901);
            lease.become(WORK);
            machine.cannot(Capability.REPLACE_IMAGE);
            assertThatThrownBy(() -> lease.become(WORK))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED));
            assertThat(lease).hasToString("Lease[" + SmallMachine.HOME + ", pid 500]");
        }
        assertThat(machine.launches())
                .hasSize(2)
                .allSatisfy(kept -> assertThat(kept).hasSize(3).doesNotHaveDuplicates());
    }

    @Test
    void whatCannotBeStartedIsToldBefore() throws Exception {
        try (Lease lease = claimed()) {
            lease.check(WORK);
            assertThatThrownBy(() -> lease.check(new Launch(List.of(""), Map.of())))
                    .isInstanceOf(PortException.class);
        }
    }

    /** Programs that have our lock, or our nonce, end with us: asked first, then forced. */
    @Test
    void whoSharesTheLockIsEnded() throws Exception {
        try (Lease lease = claimed()) {
            assertThat(lease.endSharers(Duration.ofSeconds(1)))
                    .as("cannot be inherited here")
                    .isZero();
            machine.can(Capability.INHERITED_LOCK);
            assertThat(lease.endSharers(Duration.ofSeconds(1)))
                    .as("nothing was started that could have inherited")
                    .isZero();
            lease.start(WORK);
            ProcessIdentity heir = KnownProcesses.identity(900, 50);
            machine.processes().alive(900, 50, "worker");
            machine.processes().heirs(lease.record().stamp().nonce().orElseThrow(), heir);
            for (long pid : new long[] {800, 801, 802}) {
                machine.processes().alive(pid, 5, "worker");
            }
            machine.lists(file -> new LockSighting.Held(List.of(
                    new LockHolder(500, 500, true),
                    new LockHolder(800, 500, true),
                    new LockHolder(801, 777, true),
                    new LockHolder(802, 500, false),
                    new LockHolder(803, 500, true))));
            machine.processes().onSignal((pid, signal) -> machine.processes().put(pid, new Sighting.Absent()));
            assertThat(lease.endSharers(Duration.ofSeconds(1))).isEqualTo(2);
            assertThat(signals()).containsExactly("TERMINATE 800", "CONTINUE 800", "TERMINATE 900", "CONTINUE 900");
            assertThat(lease.endSharers(Duration.ofSeconds(1))).isZero();
        }
    }

    @Test
    void whatCannotBeToldIsNotEnded() throws Exception {
        machine.can(Capability.INHERITED_LOCK);
        try (Lease lease = claimed()) {
            lease.start(WORK);
            machine.trouble().fail("stat gateway.lock", Fault.IO);
            assertThat(lease.endSharers(Duration.ZERO)).isZero();
        }
    }

    @Test
    void theOrderlyEndIsWrittenOnce() throws Exception {
        Lease failed = claimed();
        failed.publish(StateUpdate.of(Phase.STARTUP_FAILED, "no token"));
        failed.close();
        assertThat(machine.home().text(STATE)).contains("\"startup_failed\"", "no token");
        Lease stopped = claimed();
        stopped.publish(StateUpdate.of(Phase.STOPPED, "asked to"));
        stopped.close();
        assertThat(machine.home().text(STATE)).contains("\"stopped\"", "asked to");
        assertThat(machine.home().text(LOCK)).isEmpty();
    }

    /** Whatever fails while it is given up, it is given up. */
    @ParameterizedTest
    @ValueSource(strings = {"unlink", "truncate gateway.lock", "open .gateway_state"})
    void aFailingDiskKeepsNobody(String call) throws Exception {
        Lease lease = claimed();
        machine.trouble().fail(call, Fault.IO);
        lease.close();
        machine.trouble().repair();
        claimed().close();
    }
}
