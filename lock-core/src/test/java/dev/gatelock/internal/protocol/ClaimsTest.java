package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Evidence;
import dev.gatelock.Gate;
import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.Standing;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.reports.Story;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plain claim: whom it waits for, how long, and what it writes. */
class ClaimsTest extends Story {
    private static final String TAKEOVER = "gateway.takeover";
    private static final ProcessIdentity HEIR = KnownProcesses.identity(900, START + 50);

    private Duration waited() {
        return Duration.ofNanos(machine.clock().nanoTime());
    }

    /** As upstream writes it: its lock may be free although it lives. */
    private static OwnerRecord upstream() {
        return new OwnerRecord(
                owner(),
                new OwnerRecord.Program("hermes-gateway", List.of()),
                Optional.empty(),
                OwnerRecord.Stamp.unknown());
    }

    @Test
    void whoeverKeepsTheLockIsWatchedWhileWaiting() throws Exception {
        machine.processes().alive(800, 5, "backup");
        machine.home().lockedBy(800, LOCK);
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.STRANGER);
        assertThat(machine.clock().waits()).hasSize(200).containsOnly("50 ms for pid 800");
    }

    @Test
    void theDirectoryIsNotKeptLockedWhileWaiting() throws Exception {
        machine.home().lockedBy(0, LOCK);
        machine.clock().onWait(() -> {
            assertThat(machine.home().locked()).isFalse();
            machine.home().unlockAll(0);
        });
        try (Lease lease = claimed()) {
            lease.ensureValid();
            assertThat(machine.home().locked()).isTrue();
        }
        assertThat(machine.home().locked()).isFalse();
    }

    /** I9: whoever has the directory is the owner, although somebody deleted its files. */
    @Test
    void theDirectorysLockKeepsOthersOut() throws Exception {
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER);
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.STRANGER);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(OWNER);
        assertThat(machine.home().names()).isEmpty();
    }

    /** Where directories cannot be locked a live owner's record counts, also if it has our lock class. */
    @Test
    void withoutDirectoryLocksALiveOwnersRecordCounts() throws Exception {
        machine.home().directoriesCannotBeLocked();
        leftBehind(record(owner()));
        machine.processes().alive(OWNER, START, "gateway", "run");
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.HELD);
        assertThat(refusal.evidence()).isEqualTo(Evidence.RECORD);
        dies();
        claimed().close();
    }

    /** With them, a process that lives on without the directory's lock owns nothing. */
    @Test
    void withDirectoryLocksAReleasedOwnerMayLiveOn() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(OWNER, START, "gateway", "run");
        claimed().close();
        assertThat(waited()).isZero();
    }

    /** Upstream gives up its lock a moment before its process ends. */
    @Test
    void anOwnerThatIsEndingIsWaitedForASecond() throws Exception {
        leftBehind(upstream());
        machine.processes().alive(OWNER, START, "hermes");
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.HELD);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(OWNER);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(1));
        assertThat(machine.home().locked(LOCK)).isFalse();
        assertThat(machine.home().text(PID)).isEqualTo(json(upstream()));
        machine.clock().onWait(this::dies);
        claimed().close();
        assertThat(waited()).isLessThan(Duration.ofMillis(1100));
    }

    @Test
    void oneThatSaysThatItIsLeavingIsWaitedForLonger() throws Exception {
        leftBehind(upstream());
        machine.processes().alive(OWNER, START, "hermes");
        machine.home().put(STATE, "{\"pid\": 4711, \"start_time\": 123456, \"gateway_state\": \"draining\"}");
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.HELD);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
    }

    /** A marker for the owner means that it is about to go, whoever wrote it. */
    @ParameterizedTest
    @ValueSource(strings = {".gateway-takeover.json", ".gateway-planned-stop.json"})
    void anOwnerThatWasAskedToGoIsWaitedFor(String marker) throws Exception {
        owned();
        machine.home().put(marker, "{\"target_pid\": 4711, \"written_at\": \"2026-11-22T10:00:00+00:00\"}");
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.HELD);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
        machine.clock().onWait(this::dies);
        claimed().close();
    }

    /** It writes its state first and removes the marker then: whoever looked at them in that order could miss both. */
    @ParameterizedTest
    @ValueSource(strings = {".gateway-takeover.json", ".gateway-planned-stop.json", STATE})
    void anOwnerThatObeysWhileItIsLookedAtIsWaitedFor(String next) throws Exception {
        owned();
        machine.home().put(STATE, ofOwner("running"));
        machine.home()
                .put(
                        ".gateway-planned-stop.json",
                        "{\"target_pid\": 4711, \"written_at\": \"2026-11-22T10:00:00+00:00\"}");
        machine.home().beforeOpening(next, () -> {
            machine.home().put(STATE, ofOwner("draining"));
            machine.home().remove(".gateway-planned-stop.json");
        });
        machine.clock().onWait(this::dies);
        claimed().close();
    }

    private static String ofOwner(String state) {
        return "{\"pid\": 4711, \"start_time\": 123456, \"nonce\": \"0ld\", \"gateway_state\": \"" + state + "\"}";
    }

    /** #51325: programs of the dead owner that closed the lock's descriptor are still its work. */
    @Test
    void whatTheDeadOwnerLeftRunningIsWaitedForASecond() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(HEIR.pid(), START + 50, "worker");
        machine.processes().heirs("0ld", HEIR);
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.ORPHANED);
        assertThat(refusal.holders()).extracting(h -> h.pid()).containsExactly(HEIR.pid());
        assertThat(refusal.message()).contains("pid 4711, is dead").contains("pid 900 (worker)");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(1));
        assertThat(gate().probe().state()).isEqualTo(Standing.State.ORPHANED);
        assertThat(signals()).isEmpty();
        machine.clock().onWait(() -> machine.processes().put(HEIR.pid(), new Sighting.Absent()));
        claimed().close();
    }

    /** A gateway that starts another, which inherits its environment, is no heir to itself. */
    @Test
    void weAreNotOurOwnHeir() throws Exception {
        leftBehind(record(owner()));
        machine.processes().heirs("0ld", machine.processes().self());
        claimed().close();
        machine.processes().heirs("", HEIR);
        machine.processes().alive(HEIR.pid(), START + 50, "worker");
        leftBehind(upstream());
        claimed().close();
        assertThat(waited()).isZero();
    }

    @Test
    void whileSomebodyReplacesItsOutcomeIsAwaited() throws Exception {
        machine.processes().alive(900, 5, "gateway");
        machine.home().lockedBy(900, TAKEOVER);
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.TAKEOVER);
        assertThat(refusal.message())
                .isEqualTo("Another process is just replacing the owner of " + SmallMachine.HOME + " (pid 900)");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
        machine.home().unlockAll(900);
        machine.home().lockedBy(0, TAKEOVER);
        assertThat(refused(gate().claim()).message()).endsWith("the owner of " + SmallMachine.HOME);
        machine.clock().onWait(() -> machine.home().unlockAll(0));
        claimed().close();
        assertThat(machine.home().locked(TAKEOVER)).isFalse();
    }

    /** Also an identified owner is not the answer as long as somebody is just replacing it. */
    @Test
    void whileSomebodyReplacesTheOwnerIsNotTheAnswer() throws Exception {
        owned();
        machine.home().lockedBy(900, TAKEOVER);
        machine.clock().onWait(() -> {
            dies();
            machine.home().unlockAll(900);
        });
        claimed().close();
    }

    @Test
    void theKernelKnowsBetterThanTheRecord() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.processes().alive(800, 5, "backup");
        machine.home().lockedBy(800, LOCK);
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.STRANGER);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(800);
        assertThat(waited()).isZero();
    }

    @Test
    void anotherUsersGatewayIsSaidToBeOne() throws Exception {
        ownedByRoot();
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.OTHER_USER);
    }

    /** The owner counts its pid in a container; from here it has another one. */
    @Test
    void anOwnerInAContainerIsFoundByItsNamespace() throws Exception {
        ownedInContainer();
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.HELD);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(OWNER);
        assertThat(waited()).as("as certain as an owner of our own namespace").isZero();
    }

    @Test
    void whatIsPublishedIsExactlyTheRecord() throws Exception {
        machine.home().put(PID, "x".repeat(5000));
        machine.home().put(LOCK, "x".repeat(5000));
        try (Lease lease = claimed()) {
            assertThat(machine.home().text(PID)).isEqualTo(json(lease.record()));
            assertThat(machine.home().text(LOCK)).isEqualTo(json(lease.record()));
            assertThat(lease.recoveredFrom()).isEmpty();
            assertThat(lease.record().program().argv()).containsExactly("gateway", "run");
            assertThat(lease.record().stamp().claimedAt())
                    .hasValue(machine.processes().startTimeNow());
        }
    }

    @Test
    void withoutArgumentsOfOurOwnTheRecordShowsTheJvms() throws Exception {
        Gate gate = Gate.at(SmallMachine.HOME).platform(machine).open();
        try (Lease lease = gate.claim().lease()) {
            assertThat(lease.record().program()).isEqualTo(new OwnerRecord.Program("gateway", List.of("test")));
        }
    }

    @Test
    void theEarlierOwnerIsToldAbout() throws Exception {
        leftBehind(record(owner()));
        try (Lease lease = claimed()) {
            assertThat(lease.recoveredFrom().orElseThrow().record()).isEqualTo(record(owner()));
            assertThat(lease.recoveredFrom().orElseThrow().why()).isEqualTo("pid 4711 is gone");
            assertThat(lease.record().stamp().generation()).hasValue(7);
        }
    }

    /** A record as long as may be is kept; one byte more, and nobody would read it. */
    @Test
    void argumentsThatMakeTheRecordTooLongAreLeftOut() throws Exception {
        int rest;
        try (Lease lease = gate("").claim().lease()) {
            rest = json(lease.record()).getBytes(StandardCharsets.UTF_8).length;
        }
        machine.home().remove(STATE);
        String longest = "x".repeat(RecordCodec.LIMIT - rest);
        try (Lease lease = gate(longest).claim().lease()) {
            assertThat(machine.home().text(PID)).hasSize(RecordCodec.LIMIT);
            assertThat(lease.record().program().argv()).containsExactly(longest);
        }
        machine.home().remove(STATE);
        try (Lease lease = gate(longest + "x").claim().lease()) {
            assertThat(lease.record().program()).isEqualTo(new OwnerRecord.Program("gateway", List.of()));
        }
    }

    private Gate gate(String argument) {
        return Gate.at(SmallMachine.HOME)
                .argv(List.of(argument))
                .platform(machine)
                .open();
    }

    @Test
    void whatCrashedWritersLeftIsSwept() throws Exception {
        for (String name : List.of(PID, STATE, TAKEOVER_MARKER, STOP_MARKER)) {
            machine.home().put((name.startsWith(".") ? "" : ".") + name + ".x.tmp", "half");
        }
        machine.home().put(".bashrc.tmp", "not ours");
        try (Lease lease = claimed()) {
            lease.ensureValid();
            assertThat(machine.home().names()).containsExactly(".bashrc.tmp", LOCK, PID);
        }
    }

    @Test
    void aSweepThatFailsIsNoReasonNotToStart() throws Exception {
        machine.trouble().fail("list", Fault.IO);
        claimed().close();
    }

    /** Nothing is lost by a start that could not begin: both records are as the last owner left them. */
    @ParameterizedTest
    @ValueSource(strings = {"rename", "open .gateway.pid", "overwrite gateway.lock", "truncate gateway.lock"})
    void aStartThatCannotPublishLeavesEverythingAsItWas(String call) throws Exception {
        String shorter = json(record(owner(), SmallMachine.HOME.toString(), "a"));
        String longer = shorter + " ".repeat(3000);
        for (String before : List.of("", "x", shorter, longer)) {
            machine.home().put(PID, shorter);
            machine.home().put(LOCK, before);
            machine.trouble().fail(call, Fault.NO_SPACE);
            assertThatThrownBy(() -> gate().claim())
                    .isInstanceOfSatisfying(GatelockException.class, e -> assertThat(e.category())
                            .isEqualTo(GatelockException.Category.IO));
            assertThat(machine.home().names()).containsExactly(LOCK, PID);
            assertThat(machine.home().text(PID)).isEqualTo(shorter);
            if (call.startsWith("rename") || call.startsWith("open")) {
                assertThat(machine.home().text(LOCK)).isEqualTo(before);
            }
            assertThat(machine.home().locked(LOCK)).isFalse();
            machine.trouble().repair();
        }
        claimed().close();
    }

    /** The kernel's list names nobody, or is not there: the lock that is refused is still the answer. */
    @Test
    void aHolderThatNobodyListsIsInvisible() throws Exception {
        machine.lists(file -> new LockSighting.NoTable("none"));
        machine.home().lockedBy(0, LOCK);
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.INVISIBLE);
    }

    @Test
    void inheritedFromTheDeadOwnerIsAnOrphan() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(800, 5, "worker");
        machine.home().lockedBy(800, LOCK);
        machine.lists(file -> new LockSighting.Held(List.of(new LockHolder(800, OWNER, true))));
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.ORPHANED);
        machine.lists(file -> new LockSighting.Held(List.of(new LockHolder(800, OWNER + 1, true))));
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.STRANGER);
        machine.lists(file ->
                new LockSighting.Held(List.of(new LockHolder(800, OWNER, true), new LockHolder(801, 801, true))));
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.STRANGER);
    }
}
