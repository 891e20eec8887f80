package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Gate;
import dev.gatelock.GatelockException;
import dev.gatelock.OwnerRecord;
import dev.gatelock.StopOutcome;
import dev.gatelock.StopOutcome.Result;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.reports.Story;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code gateway stop}: asks the owner and nobody else, forces nobody, and says what became of it. */
class StopsTest extends Story {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private StopOutcome stop() throws Exception {
        return gate().stop(TIMEOUT);
    }

    private Duration waited() {
        return Duration.ofNanos(machine.clock().nanoTime());
    }

    private void inherited(long... pids) {
        machine.lists(file -> {
            List<LockHolder> left = Arrays.stream(pids)
                    .filter(pid -> machine.processes().look(pid) instanceof Sighting.Alive)
                    .mapToObj(pid -> new LockHolder(pid, OWNER, true))
                    .toList();
            return left.isEmpty() ? new LockSighting.NotListed(true) : new LockSighting.Held(left);
        });
    }

    @Test
    void whereNobodyRunsNobodyIsStopped() throws Exception {
        assertThat(stop()).isEqualTo(new StopOutcome(Result.NOT_RUNNING, "Nothing holds " + SmallMachine.HOME));
        machine.trouble().fail("home open", Fault.NOT_FOUND);
        assertThat(stop().result()).isEqualTo(Result.NOT_RUNNING);
        assertThat(stop().message()).contains("does not exist");
        machine.trouble().fail("home open", Fault.PERMISSION);
        assertThatThrownBy(this::stop).isInstanceOf(GatelockException.class);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file can be called so there")
    void aStrangeHomeIsNamedPlainly() throws Exception {
        Path odd = Path.of("/two\nlines");
        assertThat(Gate.at(odd).platform(machine).open().stop(TIMEOUT).message())
                .isEqualTo("Nothing holds /two lines");
    }

    /** The marker first, so that the owner knows why it is asked; afterwards there is none. */
    @Test
    void theOwnerIsAskedByMarkerAndSignal() throws Exception {
        owned();
        machine.processes().onSignal((pid, signal) -> {
            assertThat(machine.home().text(STOP_MARKER))
                    .contains("\"target_nonce\":\"0ld\"")
                    .doesNotContain("restart");
            if (signal == Signal.CONTINUE) {
                machine.clock().onWait(this::dies);
            }
        });
        assertThat(stop())
                .isEqualTo(new StopOutcome(Result.STOPPED, "pid 4711 has ended; " + SmallMachine.HOME + " is free"));
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711");
        assertThat(machine.home().names()).doesNotContain(STOP_MARKER);
        assertThat(machine.clock().waits()).containsExactly("50 ms for pid 4711");
    }

    @Test
    void aRestartIsAskedForInTheMarker() throws Exception {
        owned();
        machine.processes().onSignal((pid, signal) -> assertThat(machine.home().text(STOP_MARKER))
                .contains("\"restart\":true"));
        diesOf(Signal.CONTINUE);
        assertThat(gate().restart(TIMEOUT).result()).isEqualTo(Result.STOPPED);
    }

    @Test
    void oneThatDoesNotEndIsNotForced() throws Exception {
        owned();
        StopOutcome outcome = stop();
        assertThat(outcome.result()).isEqualTo(Result.STILL_RUNNING);
        assertThat(outcome.message()).contains("pid 4711, was asked to end and is still there");
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711");
        assertThat(waited()).isEqualTo(TIMEOUT);
        assertThat(machine.home().names()).as("it may still obey").contains(STOP_MARKER);
    }

    @Test
    void aMarkerThatCannotBeWrittenIsNoReasonNotToAsk() throws Exception {
        owned();
        machine.trouble().fail("open .gateway-planned-stop", Fault.NO_SPACE).fail("unlink", Fault.READ_ONLY);
        diesOf(Signal.TERMINATE);
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
    }

    /** The kernel shows no such holder: the record alone is no reason for a signal. */
    @Test
    void anOwnerThatOnlyARecordShowsIsNotSignalled() throws Exception {
        OwnerRecord ours = record(owner());
        OwnerRecord.Stamp stamp = ours.stamp();
        leftBehind(new OwnerRecord(
                ours.identity(),
                ours.program(),
                ours.home(),
                new OwnerRecord.Stamp(stamp.nonce(), stamp.generation(), stamp.claimedAt(), Optional.empty())));
        machine.processes().alive(OWNER, START, "gateway", "run");
        StopOutcome outcome = stop();
        assertThat(outcome.result()).isEqualTo(Result.UNPROVEN);
        assertThat(outcome.message()).endsWith("the kernel shows no such holder, so it is not signalled");
        assertThat(signals()).isEmpty();
    }

    /** Where the kernel lists nothing, the record of a live process is all that there can be. */
    @Test
    void withoutAListTheRecordDecides() throws Exception {
        owned();
        machine.cannot(Capability.LOCK_TABLE);
        machine.lists(file -> new LockSighting.NoTable("none here"));
        diesOf(Signal.TERMINATE);
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        owned();
        machine.processes().onSignal((pid, signal) -> {});
        assertThat(stop().result()).isEqualTo(Result.STILL_RUNNING);
    }

    /** The same, where the owner goes and another comes. */
    @Test
    void withoutAListASuccessorIsNotTheOneThatWasAsked() throws Exception {
        owned();
        machine.cannot(Capability.LOCK_TABLE);
        machine.lists(file -> new LockSighting.NoTable("none here"));
        machine.clock().onWait(this::isSucceeded);
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(machine.clock().waits()).hasSize(1);
    }

    @Test
    void anotherUsersOwnerIsNotTried() throws Exception {
        ownedByRoot();
        assertThat(stop().result()).isEqualTo(Result.DENIED);
        assertThat(signals()).isEmpty();
        assertThat(machine.home().names()).doesNotContain(STOP_MARKER);
    }

    @Test
    void aDeniedSignalIsSaid() throws Exception {
        owned();
        machine.processes().answer(SignalResult.DENIED);
        assertThat(stop()).isEqualTo(new StopOutcome(Result.DENIED, "pid 4711 may not be signalled by this user"));
    }

    /** No handle can be had: the marker alone asks. */
    @Test
    void withoutAHandleTheMarkerAsks() throws Exception {
        owned();
        machine.processes().pinning(new Pin.Refused("no pidfd"));
        machine.clock().onWait(() -> {
            assertThat(machine.home().names()).contains(STOP_MARKER);
            dies();
        });
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(signals()).isEmpty();
        assertThat(machine.home().names()).doesNotContain(STOP_MARKER);
    }

    /** In a container below ours: its pid there is not its pid here, so the marker alone asks. */
    @Test
    void anOwnerThatIsCountedElsewhereIsAskedByMarker() throws Exception {
        ownedInContainer();
        machine.clock().onWait(() -> {
            assertThat(machine.home().text(STOP_MARKER)).contains("\"target_pid\":7");
            dies();
        });
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(signals()).isEmpty();
    }

    /** #89614: between the look and the handle the owner went and another came. */
    @Test
    void whoCameInBetweenIsNotSignalled() throws Exception {
        owned();
        machine.processes().onPin(pid -> {
            leftBehind(record(owner(), SmallMachine.HOME.toString(), "another claim"));
        });
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(signals()).isEmpty();
    }

    @Test
    void whoHasThePidNowIsNotSignalled() throws Exception {
        owned();
        machine.processes().onPin(pid -> machine.processes().alive(OWNER, START + 1, "gateway", "run"));
        stop();
        assertThat(signals()).isEmpty();
    }

    /** The owner goes while it is waited for, and another takes its place: it was stopped. */
    @Test
    void aSuccessorIsNotTheOneThatWasAsked() throws Exception {
        owned();
        machine.clock().onWait(this::isSucceeded);
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(machine.clock().waits()).hasSize(1);
    }

    /** It ended; what it had started keeps the lock and is no owner. */
    @Test
    void whatItLeavesRunningIsNotTheOwner() throws Exception {
        owned();
        machine.processes().alive(800, START + 9, "worker");
        machine.clock().onWait(() -> {
            dies();
            inherited(800);
        });
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(machine.clock().waits()).hasSize(1);
    }

    @Test
    void whatADeadOwnerLeftRunningIsEnded() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(800, START + 9, "worker");
        machine.processes().alive(801, START + 9, "worker");
        inherited(800, 801);
        machine.processes().onSignal((pid, signal) -> {
            if (signal == Signal.CONTINUE) {
                machine.clock().onWait(() -> {
                    machine.processes().put(800, new Sighting.Zombie());
                    machine.processes().put(801, new Sighting.Absent());
                });
            }
        });
        assertThat(stop())
                .isEqualTo(new StopOutcome(
                        Result.STOPPED, "Ended what the dead owner of " + SmallMachine.HOME + " had left running"));
        assertThat(signals()).containsExactly("TERMINATE 800", "CONTINUE 800", "TERMINATE 801", "CONTINUE 801");
        assertThat(machine.clock().waits()).containsExactly("50 ms");
    }

    @Test
    void whatADeadOwnerLeftRunningIsNotForced() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(800, START + 9, "worker");
        inherited(800);
        assertThat(stop().result()).isEqualTo(Result.STILL_RUNNING);
        assertThat(signals()).containsExactly("TERMINATE 800", "CONTINUE 800");
        assertThat(waited()).isEqualTo(TIMEOUT);
    }

    /** Pinned, and then it is another process that has the pid, or nobody has inherited anything. */
    @Test
    void whoOnlyHasTheOrphansPidIsNotSignalled() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(800, START + 9, "worker");
        inherited(800);
        machine.processes().onPin(pid -> machine.processes().alive(800, START + 10, "postgres"));
        assertThat(stop().result()).isEqualTo(Result.STILL_RUNNING);
        machine.processes().onPin(pid -> machine.lists(file -> new LockSighting.NotListed(true)));
        inherited(800);
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(signals()).isEmpty();
    }

    /** Nobody who can be seen, but a record: its watcher may obey the marker. */
    @Test
    void anInvisibleOwnerIsAskedByMarker() throws Exception {
        leftBehind(record(owner()));
        machine.home().lockedBy(0, LOCK);
        assertThat(stop().result()).isEqualTo(Result.STILL_RUNNING);
        assertThat(machine.home().text(STOP_MARKER)).contains("4711");
        machine.clock().onWait(() -> machine.home().unlockAll(0));
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
        assertThat(machine.home().names()).doesNotContain(STOP_MARKER);
    }

    @Test
    void withoutARecordNobodyCanBeAsked() throws Exception {
        machine.home().lockedBy(0, LOCK);
        assertThat(stop().result()).isEqualTo(Result.UNPROVEN);
        assertThat(machine.home().names()).containsExactly(LOCK);
        machine.trouble().fail("stat", Fault.IO);
        assertThat(stop().result()).isEqualTo(Result.UNPROVEN);
        assertThat(waited()).isZero();
    }

    /** Between lock and record an owner looks like a stranger; a real one stays one, for a second at most. */
    @Test
    void aStrangerGetsAMomentToBecomeAnOwner() throws Exception {
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, LOCK);
        assertThat(stop().result()).isEqualTo(Result.UNPROVEN);
        assertThat(machine.clock().waits()).hasSize(20).containsOnly("50 ms");
        assertThat(gate().stop(Duration.ofMillis(100)).result()).isEqualTo(Result.UNPROVEN);
        assertThat(machine.clock().waits()).hasSize(22);
        assertThat(gate().stop(Duration.ZERO).result()).isEqualTo(Result.UNPROVEN);
        assertThat(machine.clock().waits()).hasSize(22);
        machine.clock().onWait(() -> leftBehind(record(owner())));
        diesOf(Signal.TERMINATE);
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
    }

    /** Upstream's record has neither nonce nor namespace. */
    @Test
    void upstreamsOwnerIsStopped() throws Exception {
        OwnerRecord upstream = new OwnerRecord(
                ProcessIdentity.of(OWNER, START),
                new OwnerRecord.Program("hermes-gateway", List.of("gateway", "run")),
                Optional.empty(),
                OwnerRecord.Stamp.unknown());
        leftBehind(upstream);
        machine.processes().alive(OWNER, START, "hermes");
        machine.home().lockedBy(OWNER, LOCK);
        diesOf(Signal.TERMINATE);
        assertThat(stop().result()).isEqualTo(Result.STOPPED);
    }

    /** The owner ends, and another takes its place before anybody looks again. */
    private void isSucceeded() {
        dies();
        machine.processes().alive(800, START + 9, "gateway", "run");
        machine.home().lockedBy(800, LOCK);
        leftBehind(record(KnownProcesses.identity(800, START + 9), SmallMachine.HOME.toString(), "next"));
    }
}
