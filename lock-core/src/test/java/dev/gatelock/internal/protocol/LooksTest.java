package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Diagnosis;
import dev.gatelock.Diagnosis.Line;
import dev.gatelock.Diagnosis.Weight;
import dev.gatelock.Evidence;
import dev.gatelock.Standing;
import dev.gatelock.Standing.Leftover;
import dev.gatelock.Standing.State;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.reports.Story;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a probe and a diagnosis say, in each situation. */
class LooksTest extends Story {
    private static final String TAKEOVER = "gateway.takeover";
    private static final LockSighting UNKNOWN = new LockSighting.NoTable("none here");

    private static LockSighting held(LockHolder... holders) {
        return new LockSighting.Held(List.of(holders));
    }

    private Line line(String words) {
        return gate().diagnose().lines().stream()
                .filter(line -> line.text().contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        words + " is not among " + gate().diagnose().lines()));
    }

    private boolean says(String words) {
        return gate().diagnose().lines().stream().anyMatch(line -> line.text().contains(words));
    }

    @Test
    void anOwnerRuns() {
        owned();
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.RUNNING);
        assertThat(standing.holders()).extracting(h -> h.pid()).containsExactly(OWNER);
        assertThat(standing.evidence()).isEqualTo(Evidence.FDINFO);
        assertThat(standing.record()).contains(record(owner()));
        assertThat(standing.leftovers()).isEmpty();
        assertThat(standing.message()).contains("is held by pid 4711");
        Diagnosis diagnosis = gate().diagnose();
        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis.standing()).isEqualTo(standing);
        assertThat(diagnosis.lines())
                .containsExactly(
                        new Line(Weight.FINE, standing.message()),
                        new Line(Weight.FINE, "gateway.lock: the kernel shows it locked by pid 4711"),
                        new Line(Weight.FINE, "gateway.takeover is not there; it is created when it is needed"),
                        new Line(Weight.FINE, "the directory itself: the kernel shows no lock on it"),
                        new Line(Weight.FINE, "the record in gateway.pid: pid 4711 is alive"),
                        new Line(Weight.FINE, "the record in gateway.lock: pid 4711 is alive"),
                        new Line(
                                Weight.NOTE,
                                "this system (small) offers [HOME_LOCK, LOCK_TABLE, PINNED_SIGNALS, GRACEFUL_SIGNAL,"
                                        + " DIRECTORY_SYNC]"));
    }

    /** Seen where an owner repaired its record beside a status, which then said that record and holder contradict each other. */
    @Test
    void aRecordThatIsWrittenMeanwhileContradictsNobody() {
        owned();
        machine.home().put(PID, "");
        machine.home().put(LOCK, "");
        machine.lists(id -> {
            machine.home().put(PID, json(record(owner())));
            return new LockSighting.Held(List.of(new LockHolder(OWNER, OWNER, true)));
        });
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.STRANGER);
        assertThat(standing.record()).isEmpty();
        assertThat(standing.holders()).extracting(h -> h.pid()).containsExactly(OWNER);
    }

    @Test
    void theDeadLeftRecords() {
        leftBehind(record(owner()));
        Standing standing = gate().probe();
        assertThat(standing)
                .isEqualTo(new Standing(
                        State.FREE,
                        List.of(),
                        Evidence.NONE,
                        Optional.of(record(owner())),
                        Set.of(Leftover.PID_FILE, Leftover.LOCK_RECORD),
                        SmallMachine.HOME + " is free; pid 4711 is gone, its record is still there"));
        assertThat(line("the record in gateway.pid"))
                .isEqualTo(
                        new Line(
                                Weight.NOTE,
                                "the record in gateway.pid: pid 4711 is gone; the next start replaces it, nothing is to be done"));
        assertThat(gate().diagnose().healthy()).isTrue();
    }

    @Test
    void nothingIsThere() {
        assertThat(gate().probe().message()).isEqualTo(SmallMachine.HOME + " is free");
        assertThat(gate().probe().leftovers()).isEmpty();
        assertThat(line("gateway.lock").text()).contains("is created when it is needed");
    }

    @Test
    void anEmptyLockFileIsHowAnOrderlyEndLeavesIt() {
        machine.home().put(LOCK, "");
        assertThat(gate().probe().leftovers()).isEmpty();
        assertThat(says("gateway.lock is empty")).isFalse();
        machine.home().put(PID, "");
        assertThat(gate().probe().leftovers()).containsExactly(Leftover.PID_FILE);
        assertThat(gate().probe().message()).isEqualTo(SmallMachine.HOME + " is free; gateway.pid is empty");
        assertThat(line("gateway.pid is empty; that stops nobody").weight()).isEqualTo(Weight.NOTE);
        machine.home().put(LOCK, "garbage");
        assertThat(line("gateway.lock is no JSON").text()).endsWith("that stops nobody, the next start replaces it");
    }

    @Test
    void thereIsNoHome() {
        machine.trouble().fail("home view", Fault.NOT_FOUND);
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.FREE);
        assertThat(standing.message()).isEqualTo(SmallMachine.HOME + " does not exist; nothing has run here");
        Diagnosis diagnosis = gate().diagnose();
        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis.lines()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"PERMISSION", "NOT_REGULAR", "IO", "NO_DESCRIPTORS"})
    void theHomeCannotBeLookedAt(Fault fault) {
        machine.trouble().fail("home view", fault);
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.UNVERIFIABLE);
        assertThat(standing.message()).startsWith(SmallMachine.HOME + " cannot be looked at: ");
        assertThat(gate().diagnose().healthy()).isFalse();
        assertThat(line("the home cannot be looked at").weight()).isEqualTo(Weight.PROBLEM);
    }

    /** An error while looking is no proof that nobody is there. */
    @Test
    void theLockFileCannotBeLookedAt() {
        leftBehind(record(owner()));
        machine.trouble().fail("stat", Fault.IO);
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.UNVERIFIABLE);
        assertThat(standing.message()).contains("it cannot be told whether anybody holds it: ");
        assertThat(standing.record()).isPresent();
        assertThat(standing.leftovers()).containsExactlyInAnyOrder(Leftover.values());
        assertThat(gate().diagnose().healthy()).isFalse();
    }

    @Test
    void aStrangerHolds() {
        leftBehind(record(owner()));
        machine.processes().alive(800, 5, "backup");
        machine.home().lockedBy(800, LOCK);
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.STRANGER);
        assertThat(standing.holders()).extracting(h -> h.pid()).containsExactly(800L);
        assertThat(standing.leftovers()).isNotEmpty();
        assertThat(standing.evidence()).isEqualTo(Evidence.FDINFO);
        assertThat(gate().diagnose().healthy()).isFalse();
    }

    @Test
    void somebodyWhoCannotBeSeenHolds() {
        leftBehind(record(owner()));
        machine.home().lockedBy(0, LOCK);
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.HELD_UNKNOWN);
        assertThat(standing.evidence()).isEqualTo(Evidence.LOCK_TABLE);
        assertThat(standing.leftovers()).isEmpty();
        assertThat(line("gateway.lock: ").text())
                .isEqualTo("gateway.lock: the kernel shows it locked by somebody who cannot be seen from here");
        assertThat(gate().diagnose().healthy()).isFalse();
    }

    @Test
    void orphansHold() {
        leftBehind(record(owner()));
        machine.home().put(LOCK, json(record(owner())));
        machine.processes().alive(800, 5, "worker");
        machine.lists(file -> held(new LockHolder(800, OWNER, true)));
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.ORPHANED);
        assertThat(standing.holders()).extracting(h -> h.pid()).containsExactly(800L);
        assertThat(standing.record()).contains(record(owner()));
        assertThat(standing.leftovers()).isNotEmpty();
        assertThat(line("gateway.lock: ").text())
                .isEqualTo("gateway.lock: the kernel shows it locked by pid 800 (inherited from pid 4711)");
    }

    @Test
    void severalHoldersAreNamed() {
        machine.home().put(LOCK, "");
        machine.lists(file -> held(new LockHolder(800, 800, true), new LockHolder(801, 800, true)));
        assertThat(line("gateway.lock: ").text())
                .isEqualTo("gateway.lock: the kernel shows it locked by pid 800 pid 801 (inherited from pid 800)");
    }

    @Test
    void anIncompleteListIsSaid() {
        machine.home().put(LOCK, "");
        machine.lists(file -> new LockSighting.NotListed(false));
        assertThat(line("gateway.lock: ").text()).contains("does not see everybody's");
        machine.lists(file -> UNKNOWN);
        assertThat(line("gateway.lock: ").text()).isEqualTo("gateway.lock: the system has no list of locks");
        assertThat(line("the directory itself").text()).contains("no list of locks");
        machine.cannot(Capability.HOME_LOCK);
        assertThat(says("the directory itself")).isFalse();
    }

    /** Without a list the lock itself is asked, and only if it is there. */
    @Test
    void withoutAListTheLockIsTried() {
        machine.lists(file -> UNKNOWN);
        assertThat(gate().probe().state()).isEqualTo(State.FREE);
        assertThat(machine.trouble().calls()).noneMatch(call -> call.startsWith("probeLock"));
        machine.home().lockedBy(0, LOCK);
        Standing standing = gate().probe();
        assertThat(standing.state()).isEqualTo(State.HELD_UNKNOWN);
        assertThat(standing.evidence()).isEqualTo(Evidence.TRY_LOCK);
        machine.home().unlockAll(0);
        assertThat(gate().probe().state()).isEqualTo(State.FREE);
    }

    /** Trying the lock makes an unrelated starter see a false refusal now and then: not where the list is complete. */
    @Test
    void withACompleteListTheLockIsNotTried() {
        machine.home().put(LOCK, "");
        assertThat(gate().probe().state()).isEqualTo(State.FREE);
        assertThat(machine.trouble().calls()).noneMatch(call -> call.startsWith("probeLock"));
    }

    /** Everybody waits for it, and nothing else would say why. */
    @Test
    void aStoppedReplacerIsAProblem() {
        machine.processes()
                .put(
                        800,
                        new Sighting.Alive(
                                KnownProcesses.identity(800, 5),
                                true,
                                List.of("gateway"),
                                OptionalLong.of(1),
                                OptionalLong.empty()));
        machine.home().put(LOCK, "");
        machine.home().lockedBy(800, LOCK);
        assertThat(says("pid 800 is replacing the owner")).isFalse();
        machine.home().unlockAll(800);
        machine.home().put(TAKEOVER, "");
        machine.home().lockedBy(800, TAKEOVER);
        assertThat(line("pid 800 is replacing the owner and is stopped").weight())
                .isEqualTo(Weight.PROBLEM);
        machine.processes().alive(800, 5, "gateway");
        assertThat(says("pid 800 is replacing the owner")).isFalse();
    }

    /** Where the home itself can be locked, a free lock is right and a record that tells of one is left over. */
    @Test
    void aFreeLockIsBelievedBeforeARecordThatTellsOfIt() {
        leftBehind(record(owner()));
        machine.processes().alive(OWNER, START, "gateway", "run");
        assertThat(gate().probe().state()).isEqualTo(State.FREE);
        machine.cannot(Capability.HOME_LOCK);
        assertThat(gate().probe().state()).isEqualTo(State.RUNNING);
    }

    /** #93768: the holder cannot be seen, and the records name two live processes: one of them lies. */
    @Test
    void twoRecordsOfTwoLivingProcessesNameNobody() {
        owned();
        machine.home().unlockAll(OWNER);
        machine.home().lockedBy(0, LOCK);
        assertThat(gate().probe().state()).isEqualTo(State.RUNNING);
        machine.processes().alive(800, 5, "gateway", "run");
        machine.home().put(PID, json(record(KnownProcesses.identity(800, 5))));
        assertThat(gate().probe().state()).isEqualTo(State.HELD_UNKNOWN);
    }

    @Test
    void aLockFileThatIsGoneUnderItsOwnerIsAProblem() {
        owned();
        machine.home().lockedBy(OWNER);
        machine.home().remove(LOCK);
        assertThat(line("gateway.lock was removed under its owner").weight()).isEqualTo(Weight.PROBLEM);
        assertThat(line("gateway.takeover").weight()).isEqualTo(Weight.FINE);
    }

    @Test
    void whatIsNoLockFileIsAProblem() {
        machine.home().put(TAKEOVER, "");
        machine.home().links(TAKEOVER, 2);
        assertThat(line("gateway.takeover is a link").weight()).isEqualTo(Weight.PROBLEM);
        machine.home().links(TAKEOVER, 1);
        assertThat(line("gateway.takeover").text()).isEqualTo("gateway.takeover: the kernel shows no lock on it");
        machine.home().putOther(LOCK, FileStat.Kind.DIRECTORY);
        assertThat(line("gateway.lock is a link or no regular file").text())
                .endsWith("move it away: mv " + SmallMachine.HOME.resolve(LOCK) + " /some/where/else");
    }

    /** The lock's copy names the owner, the PID file somebody who is dead. */
    @Test
    void aWrongRecordIsSaidToBeWrong() {
        owned();
        machine.home().put(PID, json(record(KnownProcesses.identity(4000, 1))));
        assertThat(line("the record in gateway.pid"))
                .isEqualTo(new Line(
                        Weight.NOTE,
                        "the record in gateway.pid: pid 4000 is gone; the kernel is right and the record is not"));
        assertThat(line("the record in gateway.lock").text()).endsWith("pid 4711 is alive");
    }

    @Test
    void markersAreToldApart() {
        owned();
        machine.home()
                .put(
                        STOP_MARKER,
                        "{\"target_pid\": 4711, \"target_start_time\": " + START
                                + ", \"written_at\": \"2026-11-22T10:00:00+00:00\"}");
        machine.home().put(TAKEOVER_MARKER, "garbage");
        assertThat(line(STOP_MARKER)).isEqualTo(new Line(Weight.NOTE, STOP_MARKER + " asks the owner to go"));
        assertThat(line(TAKEOVER_MARKER))
                .isEqualTo(new Line(Weight.NOTE, TAKEOVER_MARKER + " is left over; it is ignored"));
        dies();
        machine.home().remove(PID);
        machine.home().remove(LOCK);
        assertThat(line(STOP_MARKER).text()).endsWith("is left over; it is ignored");
    }

    /** #74872: it is no word about this home, and no reason to say less than that. */
    @Test
    void aRecordOfAnotherHomeIsSaidToBeOne() {
        machine.home().put(PID, json(record(owner(), "/elsewhere", "n")));
        Standing standing = gate().probe();
        assertThat(standing.record()).isEmpty();
        assertThat(standing.leftovers()).containsExactly(Leftover.PID_FILE);
        assertThat(standing.message())
                .isEqualTo(SmallMachine.HOME + " is free; gateway.pid has the record of another home, /elsewhere");
    }
}
