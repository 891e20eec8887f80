package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code gateway run --replace}: whom it ends, how, whom it must not touch, and what it leaves when it gives up. */
class TakeoversTest extends Story {
    private static final String TAKEOVER = "gateway.takeover";
    private static final LockSighting NO_TABLE = new LockSighting.NoTable("none here");

    /** Whoever gave up, and whoever has succeeded, leaves no word to the old owner and no turn taken. */
    @AfterEach
    void noMarkerStays() {
        if (machine.home().names().contains(TAKEOVER)) {
            assertThat(machine.home().locked(TAKEOVER)).isFalse();
        }
        assertThat(machine.home().names()).doesNotContain(TAKEOVER_MARKER);
    }

    private Duration waited() {
        return Duration.ofNanos(machine.clock().nanoTime());
    }

    private Refusal refusedReplacement() throws Exception {
        return refused(gate().replace());
    }

    private void orphans(long... pids) {
        leftBehind(record(owner()));
        for (long pid : pids) {
            machine.processes().alive(pid, START + 9, "worker");
            machine.home().lockedBy(pid, LOCK);
        }
        machine.lists(file -> {
            List<LockHolder> left = Arrays.stream(pids)
                    .filter(pid -> machine.processes().look(pid) instanceof Sighting.Alive)
                    .mapToObj(pid -> new LockHolder(pid, OWNER, true))
                    .toList();
            return left.isEmpty() ? new LockSighting.NotListed(true) : new LockSighting.Held(left);
        });
    }

    private void orphansEndOn(Signal deadly) {
        machine.processes().onSignal((pid, signal) -> {
            if (signal == deadly) {
                machine.processes().put(pid, new Sighting.Absent());
                machine.home().unlockAll(pid);
            }
        });
    }

    @Test
    void theOwnerIsToldByMarkerBeforeTheSignal() throws Exception {
        owned();
        machine.processes().onSignal((pid, signal) -> {
            assertThat(machine.home().text(TAKEOVER_MARKER)).contains("\"target_nonce\":\"0ld\"");
            dies();
        });
        replaced().close();
        assertThat(signals()).startsWith("TERMINATE 4711");
    }

    @Test
    void oneThatDoesNotEndIsForcedAfterTheGrace() throws Exception {
        owned();
        machine.processes().onSignal((pid, signal) -> {
            if (signal == Signal.KILL) {
                assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
                machine.clock().onWait(this::dies);
            }
        });
        replaced().close();
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711", "KILL 4711");
        assertThat(machine.clock().waits()).contains("5 ms for pid 4711").doesNotContain("5 ms");
    }

    /** The lock of a killed process is free before the process is gone; its scopes are voided all the same. */
    @Test
    void theScopesOfOneThatWasForcedAreVoidedOnceItIsGone() throws Exception {
        String scope = "bot-0123456789abcdef.lock";
        owned();
        machine.home().put(scope, json(record(owner())));
        machine.processes().onSignal((pid, signal) -> {
            if (signal == Signal.KILL) {
                machine.home().unlockAll(OWNER);
                machine.clock().onWait(() -> machine.processes().put(OWNER, new Sighting.Absent()));
            }
        });
        replaced().close();
        assertThat(machine.home().text(scope)).isEmpty();
    }

    @Test
    void oneThatSurvivesIsSaidTo() throws Exception {
        owned();
        Refusal refusal = refusedReplacement();
        assertThat(refusal.reason()).isEqualTo(Reason.SURVIVED);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(OWNER);
        assertThat(refusal.advice()).contains("could not be ended");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(20));
        assertThat(machine.home().text(PID)).isEqualTo(json(record(owner())));
    }

    /** It complied in the very moment in which the time was up: no signal any more. */
    @Test
    void aLockThatIsFreeAtTheLastMomentIsTaken() throws Exception {
        owned();
        machine.clock().onWait(() -> {
            if (waited().compareTo(Duration.ofMillis(9_950)) >= 0) {
                machine.home().unlockAll(OWNER);
            }
        });
        replaced().close();
        assertThat(signals()).doesNotContain("KILL 4711");
    }

    /** The same a moment later: after the last look and before the forced signal. */
    @Test
    void aLockThatIsFreeBeforeTheForcedSignalIsTaken() throws Exception {
        owned();
        machine.trouble().before("openForReading gateway.pid", () -> {
            if (waited().equals(Duration.ofSeconds(10))) {
                machine.home().unlockAll(OWNER);
            }
        });
        replaced().close();
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711");
    }

    @Test
    void anotherUsersOwnerIsNotTouched() throws Exception {
        ownedByRoot();
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.OTHER_USER);
        assertThat(signals()).isEmpty();
        machine.home().remove(PID);
        machine.home().remove(LOCK);
        machine.home().lockedBy(OWNER, LOCK);
        assertThat(refusedReplacement().reason())
                .as("a stranger of another user")
                .isEqualTo(Reason.OTHER_USER);
    }

    @Test
    void aDeniedSignalIsAnotherUsersOwner() throws Exception {
        owned();
        machine.processes().answer(SignalResult.DENIED);
        Refusal refusal = refusedReplacement();
        assertThat(refusal.reason()).isEqualTo(Reason.OTHER_USER);
        assertThat(refusal.advice()).contains("ask that user");
        assertThat(signals()).containsExactly("TERMINATE 4711");
    }

    @Test
    void withoutAHandleNobodyIsSignalled() throws Exception {
        owned();
        machine.processes().pinning(new Pin.Refused("no pidfd"));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.UNPROVEN);
        assertThat(signals()).isEmpty();
    }

    /** I6: another claim of the very same process, or a holder whose start cannot be read, is not the one that was seen. */
    @Test
    void whoIsNotCertainlyTheSameIsNotSignalled() throws Exception {
        owned();
        machine.processes().onPin(pid -> leftBehind(record(owner(), SmallMachine.HOME.toString(), "another claim")));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(signals()).isEmpty();
        machine.processes().onPin(pid -> {});
        leftBehind(record(ProcessIdentity.ofPid(OWNER)));
        machine.processes().put(OWNER, KnownProcesses.alive(ProcessIdentity.ofPid(OWNER), "gateway", "run"));
        Duration before = waited();
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.UNPROVEN);
        assertThat(waited().minus(before)).isLessThan(Duration.ofSeconds(11));
        assertThat(signals()).isEmpty();
    }

    /** Somebody else became the owner while the old one was waited for. */
    @Test
    void aSuccessorOfTheOldOwnerIsNotReplaced() throws Exception {
        owned();
        machine.clock().onWait(() -> {
            dies();
            machine.processes().alive(800, START + 9, "gateway", "run");
            machine.home().lockedBy(800, LOCK);
            leftBehind(record(KnownProcesses.identity(800, START + 9), SmallMachine.HOME.toString(), "next"));
        });
        Refusal refusal = refusedReplacement();
        assertThat(refusal.reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(800);
        assertThat(signals()).doesNotContain("TERMINATE 800");
    }

    @Test
    void orphansAreEndedToo() throws Exception {
        orphans(800, 801);
        orphansEndOn(Signal.TERMINATE);
        replaced().close();
        assertThat(signals()).contains("TERMINATE 800", "TERMINATE 801").doesNotContain("KILL 800");
    }

    @Test
    void orphansThatDoNotEndAreForced() throws Exception {
        orphans(800);
        orphansEndOn(Signal.KILL);
        replaced().close();
        assertThat(signals()).containsExactly("TERMINATE 800", "CONTINUE 800", "KILL 800", "CONTINUE 800");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void orphansThatSurviveAreNamed() throws Exception {
        orphans(800);
        Refusal refusal = refusedReplacement();
        assertThat(refusal.reason()).isEqualTo(Reason.ORPHANED);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(800);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void orphansThatMayNotBeSignalledAreNamed() throws Exception {
        orphans(800);
        machine.processes().answer(SignalResult.DENIED);
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.ORPHANED);
        assertThat(waited()).isZero();
        machine.processes()
                .put(
                        800,
                        KnownProcesses.alive(
                                new ProcessIdentity(
                                        800,
                                        OptionalLong.of(5),
                                        Optional.empty(),
                                        OptionalLong.empty(),
                                        OptionalLong.of(0),
                                        Optional.empty()),
                                "worker"));
        int before = signals().size();
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.ORPHANED);
        assertThat(signals()).hasSize(before);
    }

    @Test
    void whoHasAnOrphansPidByNowIsNotSignalled() throws Exception {
        orphans(800);
        machine.processes().onPin(pid -> machine.processes().alive(800, START + 99, "postgres"));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.ORPHANED);
        assertThat(signals()).containsExactly("KILL 800", "CONTINUE 800").as("by the second look it is the holder");
    }

    /** The owner ends as it is told, and its worker keeps the lock: that one is ended next. */
    @Test
    void whatTheOwnerLeavesBehindIsEndedNext() throws Exception {
        owned();
        machine.processes().onSignal((pid, signal) -> {
            if (pid == OWNER && signal == Signal.CONTINUE) {
                dies();
                orphans(800);
            } else if (pid == 800) {
                machine.processes().put(800, new Sighting.Absent());
                machine.home().unlockAll(800);
            }
        });
        replaced().close();
        assertThat(signals()).startsWith("TERMINATE 4711", "CONTINUE 4711", "TERMINATE 800");
        assertThat(waited()).as("heirs do not give the lock back by themselves").isLessThan(Duration.ofSeconds(1));
    }

    /** In another container: a word, no signal. */
    @Test
    void anOwnerThatCannotBeSeenIsAskedByMarker() throws Exception {
        leftBehind(record(ownerInContainer(7)));
        machine.home().lockedBy(0, LOCK);
        machine.clock()
                .onWait(() -> assertThat(machine.home().text(TAKEOVER_MARKER)).contains("\"target_pid\":7"));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.ELSEWHERE);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
        noMarkerStays();
        machine.clock().onWait(() -> machine.home().unlockAll(0));
        replaced().close();
        assertThat(signals()).isEmpty();
    }

    @Test
    void anOwnerOfAnotherNamespaceIsNotSignalledAlthoughItCanBeSeen() throws Exception {
        ownedInContainer();
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.ELSEWHERE);
        assertThat(signals()).isEmpty();
        machine.clock().onWait(this::dies);
        replaced().close();
    }

    /** #28561: recorded owner dead, lock still held by nobody visible: just late, and nobody there to be asked. */
    @Test
    void aLateLockIsWaitedForWithoutAMarker() throws Exception {
        leftBehind(record(owner()));
        machine.home().lockedBy(0, LOCK);
        machine.clock().onWait(() -> assertThat(machine.home().names()).doesNotContain(TAKEOVER_MARKER));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.INVISIBLE);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anInvisibleOwnerOfAnotherUserIsNotAsked() throws Exception {
        ProcessIdentity root = new ProcessIdentity(
                7, owner().startTime(), owner().bootId(), OptionalLong.of(99), OptionalLong.of(0), owner().host());
        leftBehind(record(root));
        machine.home().lockedBy(0, LOCK);
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.INVISIBLE);
        assertThat(waited()).isZero();
        machine.home().remove(PID);
        machine.home().remove(LOCK);
        machine.home().lockedBy(0, LOCK);
        assertThat(refusedReplacement().reason()).as("without any record").isEqualTo(Reason.INVISIBLE);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(10));
    }

    /** One replaces at a time; the others wait for its outcome, as long as one replacement may take. */
    @Test
    void whoeverIsAtItIsWaitedFor() throws Exception {
        owned();
        machine.processes().alive(900, 5, "gateway");
        machine.home().lockedBy(900, TAKEOVER);
        Refusal refusal = refusedReplacement();
        assertThat(refusal.reason()).isEqualTo(Reason.TAKEOVER);
        assertThat(refusal.message()).endsWith("(pid 900)");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(40));
        assertThat(machine.clock().waits()).containsOnly("50 ms for pid 900");
        machine.home().unlockAll(900);
    }

    @Test
    void whoeverWasFasterHasSupersededUs() throws Exception {
        owned();
        machine.home().lockedBy(900, TAKEOVER);
        machine.clock().onWait(() -> {
            machine.processes().alive(900, START + 9, "gateway", "run");
            leftBehind(record(KnownProcesses.identity(900, START + 9), SmallMachine.HOME.toString(), "next"));
            machine.home().unlockAll(OWNER);
            machine.home().lockedBy(900, LOCK);
        });
        Refusal refusal = refusedReplacement();
        assertThat(refusal.reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(900);
        assertThat(machine.clock().waits()).hasSize(1);
        machine.home().unlockAll(900);
    }

    @Test
    void aStrangerIsWatchedAndNotEnded() throws Exception {
        machine.processes().alive(800, 5, "backup");
        machine.home().lockedBy(800, LOCK);
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.STRANGER);
        assertThat(machine.clock().waits()).hasSize(200).containsOnly("50 ms for pid 800");
        assertThat(signals()).isEmpty();
    }

    /** Whoever cannot publish must not end anybody, and the rehearsal leaves nothing. */
    @Test
    void onAFullDiskNobodyIsEnded() throws Exception {
        owned();
        machine.trouble().fail("overwrite .gateway.pid", Fault.NO_SPACE);
        assertThatThrownBy(() -> gate().replace()).isInstanceOf(GatelockException.class);
        assertThat(signals()).isEmpty();
        assertThat(machine.home().names()).containsExactly(LOCK, PID, TAKEOVER);
        machine.trouble().repair();
        refusedReplacement();
        assertThat(machine.home().names()).containsExactly(LOCK, PID, TAKEOVER);
    }

    @Test
    void theLeaseIsOursForGood() throws Exception {
        owned();
        diesOf(Signal.TERMINATE);
        try (Lease lease = replaced()) {
            lease.ensureValid();
            assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.SAME_JVM);
            assertThat(machine.home().locked(LOCK)).isTrue();
        }
    }

    /** #51325: what the dead owner started and closed the lock is ended before its successor begins. */
    @Test
    void heirsAreEndedBeforeTheSuccessorBegins() throws Exception {
        leftBehind(record(owner()));
        ProcessIdentity heir = KnownProcesses.identity(900, START + 50);
        machine.processes().alive(900, START + 50, "worker");
        machine.processes().heirs("0ld", heir);
        Refusal refusal = refusedReplacement();
        assertThat(refusal.reason()).isEqualTo(Reason.ORPHANED);
        assertThat(signals()).containsExactly("TERMINATE 900", "CONTINUE 900", "KILL 900", "CONTINUE 900");
        assertThat(waited()).isEqualTo(Duration.ofSeconds(15));
        assertThat(machine.home().locked(LOCK)).isFalse();
        machine.processes().onSignal((pid, signal) -> {
            if (signal == Signal.KILL) {
                machine.processes().put(900, new Sighting.Absent());
            }
        });
        replaced().close();
    }

    /** Found, and gone before anybody was pinned: the lock is free, and nobody is signalled. */
    @Test
    void orphansThatAreGoneMeanwhileAreNotSignalled() throws Exception {
        orphans(800);
        machine.trouble().before("open .gateway.pid", () -> {
            machine.processes().put(800, new Sighting.Absent());
            machine.home().unlockAll(800);
        });
        replaced().close();
        orphans(800);
        machine.trouble().before("open .gateway.pid", () -> {});
        machine.processes().pinning(new Pin.Gone());
        machine.clock().onWait(() -> {
            machine.processes().put(800, new Sighting.Absent());
            machine.home().unlockAll(800);
        });
        replaced().close();
        assertThat(signals()).isEmpty();
    }

    /** The time is up, and the claim that was seen is not there any more: another one of the same process is not forced. */
    @Test
    void whoIsAnotherWhenTheTimeIsUpIsNotForced() throws Exception {
        owned();
        machine.clock().onWait(() -> {
            if (waited().compareTo(Duration.ofMillis(9_950)) >= 0) {
                machine.processes().put(OWNER, KnownProcesses.alive(owner(), "gateway", "run"));
                machine.home().remove(PID);
                machine.home().put(LOCK, "");
            }
        });
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.STRANGER);
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711");
        machine.home().remove(TAKEOVER_MARKER);
    }

    /** The pid of an heir changed hands while it was pinned. */
    @Test
    void whoIsNoHeirAnyMoreIsNotSignalled() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(900, START + 50, "worker");
        machine.processes().heirs("0ld", KnownProcesses.identity(900, START + 50));
        machine.processes().onPin(pid -> machine.processes().heirs("0ld"));
        replaced().close();
        assertThat(signals()).isEmpty();
    }

    /** An owner that takes no lock of the directory and whose lock file was swapped, where the kernel lists nothing. */
    private static OwnerRecord lockless(Optional<String> boot, OptionalLong uid) {
        return new OwnerRecord(
                new ProcessIdentity(OWNER, OptionalLong.of(START), boot, OptionalLong.empty(), uid, Optional.empty()),
                new OwnerRecord.Program("hermes-gateway", List.of("gateway", "run")),
                Optional.empty(),
                OwnerRecord.Stamp.unknown());
    }

    private void lockless(OwnerRecord record) {
        machine.cannot(Capability.LOCK_TABLE);
        machine.lists(file -> NO_TABLE);
        leftBehind(record);
        machine.processes().put(OWNER, KnownProcesses.alive(owner(), "gateway", "run"));
    }

    private static final OptionalLong NOT_SAID = OptionalLong.empty();
    private static final Optional<String> NOW = Optional.of(KnownProcesses.BOOT);

    @Test
    void aLocklessOwnerIsEndedFirst() throws Exception {
        lockless(lockless(NOW, NOT_SAID));
        diesOf(Signal.CONTINUE);
        replaced().close();
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711");
    }

    @Test
    void aLocklessOwnerIsForcedAfterTheGrace() throws Exception {
        lockless(lockless(NOW, NOT_SAID));
        machine.processes()
                .onSignal((pid, signal) -> assertThat(machine.home().names()).contains(TAKEOVER_MARKER));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.SURVIVED);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(20));
        noMarkerStays();
        diesOf(Signal.KILL);
        replaced().close();
        assertThat(signals()).endsWith("TERMINATE 4711", "CONTINUE 4711", "KILL 4711");
    }

    @Test
    void aLocklessOwnerIsNotSignalledWhereTheKernelWouldShowIt() throws Exception {
        leftBehind(lockless(NOW, NOT_SAID));
        machine.processes().put(OWNER, KnownProcesses.alive(owner(), "gateway", "run"));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.UNPROVEN);
        assertThat(signals()).isEmpty();
        assertThat(machine.home().locked(LOCK)).isFalse();
    }

    @Test
    void aLocklessOwnerThatIsNotProvenIsNotSignalled() throws Exception {
        lockless(lockless(Optional.empty(), NOT_SAID));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.UNPROVEN);
        lockless(lockless(NOW, OptionalLong.of(0)));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.OTHER_USER);
        lockless(lockless(NOW, NOT_SAID));
        machine.processes().pinning(new Pin.Refused("no pidfd"));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.UNPROVEN);
        assertThat(signals()).isEmpty();
    }

    /** It came after we were asked, or it was not there when we looked. */
    @Test
    void aLocklessOwnerThatWeDidNotSeeIsNotOurs() throws Exception {
        machine.trouble().before("open gateway.takeover CREATE", () -> lockless(lockless(NOW, NOT_SAID)));
        assertThat(refusedReplacement().reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(signals()).isEmpty();
    }

    /** It had already been asked and gave up its lock: its process is waited for, not signalled again. */
    @Test
    void anOwnerThatGaveUpItsLockMayEndInPeace() throws Exception {
        leftBehind(lockless(NOW, NOT_SAID));
        machine.processes().put(OWNER, KnownProcesses.alive(owner(), "gateway", "run"));
        machine.home().lockedBy(OWNER, LOCK);
        machine.processes().onSignal((pid, signal) -> machine.home().unlockAll(OWNER));
        machine.clock().onWait(() -> {
            if (waited().compareTo(Duration.ofSeconds(3)) > 0) {
                dies();
            }
        });
        replaced().close();
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711");
    }
}
