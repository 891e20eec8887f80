package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.State;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulated kernel's own rules, which must be those of the real one. */
class KernelRulesTest {
    private static final Path HOME = Path.of("/srv/home");

    private final SimKernel kernel = new SimKernel();
    private final SimProcess one = kernel.spawn("one", Traits.of(Role.PROTOCOL));
    private final SimProcess two = kernel.spawn("two", Traits.of(Role.PROTOCOL));
    private final SimPlatform first = platform(one);
    private final SimPlatform second = platform(two);
    private Directory home;

    private SimPlatform platform(SimProcess process) {
        return new SimPlatform(kernel, process, PortGate.direct(kernel), Set.of());
    }

    @BeforeEach
    void openHome() throws PortException {
        home = first.directories().openOrCreate(HOME);
    }

    private Directory homeOf(SimPlatform platform) throws PortException {
        return platform.directories().open(HOME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLockBelongsToTheDescriptionAndNotToTheProcess() throws PortException {
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        assertThat(lock.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        assertThat(lock.tryLock()).as("again on the same description").isEqualTo(LockAttempt.ACQUIRED);

        OpenFile other = home.open("lock", OpenMode.READ_WRITE);
        assertThat(other.tryLock())
                .as("another description of the same process")
                .isEqualTo(LockAttempt.CONTENDED);
        other.close();
        assertThat(lock.lockShown())
                .as("closing another description drops nothing")
                .isEqualTo(LockShown.YES);

        lock.close();
        assertThat(homeOf(second).open("lock", OpenMode.READ_WRITE).tryLock()).isEqualTo(LockAttempt.ACQUIRED);
    }

    @Test
    void aLockStaysWithTheInodeWhenItsNameMeansAnotherFile() throws PortException {
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        lock.tryLock();
        home.unlink("lock");
        assertThat(lock.stat().links()).isZero();
        assertThat(lock.lockShown()).isEqualTo(LockShown.YES);

        OpenFile fresh = homeOf(second).open("lock", OpenMode.CREATE_NEW);
        assertThat(fresh.tryLock()).as("a new file under the old name").isEqualTo(LockAttempt.ACQUIRED);
    }

    @Test
    void renamingOverAnOpenFileLeavesTheOpenOneAlone() throws PortException {
        OpenFile old = home.open("record", OpenMode.CREATE_NEW);
        old.overwrite(bytes("old"));
        OpenFile aside = home.open("aside", OpenMode.CREATE_NEW);
        aside.overwrite(bytes("new"));
        home.rename("aside", "record");

        assertThat(old.read(10)).isEqualTo(bytes("old"));
        try (OpenFile named = home.openForReading("record")) {
            assertThat(named.read(10)).isEqualTo(bytes("new"));
        }
        assertThat(home.stat("record").orElseThrow().id())
                .isEqualTo(aside.stat().id())
                .isNotEqualTo(old.stat().id());
        assertThat(home.stat("aside")).isEmpty();
    }

    @Test
    void aDirectoryCanBeLockedAndItsFilesDeletedMeanwhile() throws PortException {
        assertThat(home.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        Directory theirs = homeOf(second);
        assertThat(theirs.tryLock()).isEqualTo(LockAttempt.CONTENDED);
        home.unlock();
        assertThat(home.lockShown()).isEqualTo(LockShown.NO);
        assertThat(theirs.tryLock()).isEqualTo(LockAttempt.ACQUIRED);

        kernel.files.directoryLocks = false;
        assertThat(home.tryLock()).isEqualTo(LockAttempt.UNSUPPORTED);
    }

    @Test
    void anInheritedDescriptionKeepsTheLockUntilTheLastIsClosed() throws PortException {
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        lock.tryLock();
        long child = first.launcher()
                .start(new Launch(List.of("worker"), Map.of()), List.of(lock))
                .pid();
        kernel.end(one);
        kernel.tearDown(one);

        OpenFile theirs = homeOf(second).open("lock", OpenMode.READ_WRITE);
        assertThat(theirs.tryLock()).isEqualTo(LockAttempt.CONTENDED);
        assertThat(second.lockTable().taker(theirs.stat().id()))
                .as("the list names the dead, which is left out")
                .isEqualTo(new LockSighting.Held(List.of()));
        LockSighting.Held held =
                (LockSighting.Held) second.lockTable().holders(theirs.stat().id());
        assertThat(held.holders()).containsExactly(new LockHolder(child, one.pid, true));
        assertThat(held.holders().get(0).inherited()).isTrue();

        SimProcess worker = kernel.find(two, child).orElseThrow();
        kernel.signal(two, worker, Signal.KILL);
        kernel.tearDown(worker);
        assertThat(theirs.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
    }

    @Test
    void theDeadChangeNothing() throws PortException {
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        lock.tryLock();
        kernel.end(one);

        assertThatThrownBy(() -> lock.overwrite(bytes("x"))).isInstanceOf(SimEnd.class);
        assertThatThrownBy(lock::close).isInstanceOf(SimEnd.class);
        assertThatThrownBy(() -> first.clock().nanoTime()).isInstanceOf(SimEnd.class);
        assertThat(second.processes().look(one.pid)).isEqualTo(new Sighting.Zombie());
        OpenFile theirs = homeOf(second).open("lock", OpenMode.READ_WRITE);
        assertThat(theirs.tryLock()).as("killed, but not torn down yet").isEqualTo(LockAttempt.CONTENDED);

        kernel.tearDown(one);
        assertThat(theirs.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        assertThat(second.processes().look(one.pid)).isEqualTo(new Sighting.Absent());
    }

    @Test
    void aPinMeansOneIncarnationOfAPid() {
        PinnedProcess pin = ((Pin.Pinned) second.processes().pin(one.pid)).process();
        kernel.end(one);
        kernel.tearDown(one);
        SimProcess reborn = kernel.spawn("reborn", Traits.of(Role.INNOCENT), one.pid);

        assertThat(reborn.startTicks).isGreaterThan(one.startTicks);
        assertThat(pin.signal(Signal.KILL)).isEqualTo(SignalResult.GONE);
        assertThat(reborn.ended()).isFalse();
        assertThat(second.processes().look(one.pid)).isInstanceOfSatisfying(Sighting.Alive.class, alive -> assertThat(
                        alive.identity().startTime())
                .hasValue(reborn.startTicks));
    }

    @Test
    void aPidInUseCannotBeGivenAway() {
        assertThatThrownBy(() -> kernel.spawn("thief", Traits.of(Role.INNOCENT), one.pid))
                .isInstanceOf(IllegalArgumentException.class);
        one.traits.reaped = false;
        kernel.end(one);
        kernel.tearDown(one);
        assertThat(one.state).isEqualTo(State.ZOMBIE);
        assertThat(second.processes().look(one.pid)).isEqualTo(new Sighting.Zombie());
        assertThatThrownBy(() -> kernel.spawn("thief", Traits.of(Role.INNOCENT), one.pid))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aThreadIsNoProcess() {
        one.threads.add(4711L);
        assertThat(second.processes().look(4711)).isEqualTo(new Sighting.ThreadOf(one.pid));
        assertThat(second.processes().pin(4711)).isEqualTo(new Pin.Gone());
    }

    @Test
    void signalsFollowTheRules() {
        one.onTerm = OnTerm.HANDLE;
        kernel.stop(one);
        assertThat(second.processes().look(one.pid))
                .isInstanceOfSatisfying(
                        Sighting.Alive.class, a -> assertThat(a.stopped()).isTrue());
        assertThat(kernel.signal(two, one, Signal.TERMINATE)).isEqualTo(SignalResult.SENT);
        assertThat(one.state).as("a stopped process sees it later").isEqualTo(State.STOPPED);
        kernel.signal(two, one, Signal.CONTINUE);
        assertThat(one.state).isEqualTo(State.RUNNING);
        assertThat(one.termPending).isTrue();

        SimProcess simple = kernel.spawn("simple", Traits.of(Role.PROTOCOL));
        kernel.signal(two, simple, Signal.TERMINATE);
        assertThat(simple.ended()).isTrue();

        Traits hard = Traits.of(Role.PROTOCOL);
        hard.unkillable = true;
        SimProcess stuck = kernel.spawn("stuck", hard);
        assertThat(kernel.signal(two, stuck, Signal.KILL)).isEqualTo(SignalResult.SENT);
        assertThat(stuck.ended()).isFalse();

        Traits foreign = Traits.of(Role.PROTOCOL);
        foreign.uid = 4;
        assertThat(kernel.signal(two, kernel.spawn("foreign", foreign), Signal.KILL))
                .isEqualTo(SignalResult.DENIED);
    }

    @Test
    void namespacesHidePeopleButNotLocks() throws PortException {
        Traits inside = Traits.of(Role.PROTOCOL);
        inside.namespace = 77;
        inside.innerPid = 2;
        SimPlatform nested = platform(kernel.spawn("nested", inside));
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        lock.tryLock();

        OpenFile theirs = homeOf(nested).open("lock", OpenMode.READ_WRITE);
        assertThat(theirs.tryLock()).isEqualTo(LockAttempt.CONTENDED);
        assertThat(nested.lockTable().taker(theirs.stat().id())).isEqualTo(new LockSighting.NotListed(false));
        assertThat(nested.processes().look(one.pid)).isEqualTo(new Sighting.Absent());
        assertThat(nested.processes().self().pid()).isEqualTo(2);
        assertThat(first.processes().look(nested.self.pid)).isInstanceOf(Sighting.Alive.class);
        assertThat(first.lockTable()
                        .taker(home.stat("nothing").map(FileStat::id).orElse(home.id())))
                .isEqualTo(new LockSighting.NotListed(true));
    }

    @Test
    void onlyRegularFilesAreOpened() throws PortException {
        Inode directory = kernel.files.directoryAt(HOME);
        kernel.files.plantOther(one, directory, "link", FileStat.Kind.SYMLINK);
        kernel.files.plantOther(one, directory, "fifo", FileStat.Kind.OTHER);
        assertFault(Fault.SYMLINK, () -> home.open("link", OpenMode.READ_WRITE));
        assertFault(Fault.NOT_REGULAR, () -> home.openForReading("fifo"));
        assertFault(Fault.NOT_FOUND, () -> home.openForReading("nothing"));
        assertFault(Fault.EXISTS, () -> home.open("fifo", OpenMode.CREATE_NEW));
        assertThat(home.stat("link").orElseThrow().kind()).isEqualTo(FileStat.Kind.SYMLINK);
        kernel.files.link(directory, "second", kernel.files.plant(one, directory, "file", bytes("x")));
        assertThat(home.stat("file").orElseThrow().links()).isEqualTo(2);
    }

    @Test
    void aFullOrReadOnlyDiskRefusesWrites() throws PortException {
        OpenFile file = home.open("file", OpenMode.CREATE_NEW);
        file.overwrite(bytes("1234"));
        kernel.files.full = true;
        assertFault(Fault.NO_SPACE, () -> home.open("more", OpenMode.CREATE_NEW));
        assertFault(Fault.NO_SPACE, () -> file.overwrite(bytes("abcdefgh")));
        assertThat(file.read(10)).as("what fitted was written").isEqualTo(bytes("abcd"));
        file.overwrite(bytes("xy"));
        assertThat(file.read(10)).isEqualTo(bytes("xycd"));
        kernel.files.full = false;
        kernel.files.readOnly = true;
        assertFault(Fault.READ_ONLY, () -> home.unlink("file"));
        assertFault(Fault.READ_ONLY, () -> home.open("file", OpenMode.READ_WRITE));
        home.openForReading("file").close();
    }

    @Test
    void aFaultStrikesTheNthCall() throws PortException {
        kernel.faults.failNth("one", Op.CREATE, 2, Fault.NO_DESCRIPTORS);
        home.open("a", OpenMode.CREATE_NEW);
        assertFault(Fault.NO_DESCRIPTORS, () -> home.open("b", OpenMode.CREATE_NEW));
        home.open("b", OpenMode.CREATE_NEW);
        assertThat(kernel.faults.struck()).isEqualTo(1);
    }

    @Test
    void othersMayNotWriteWhatIsPrivate() throws PortException {
        home.open("private", OpenMode.CREATE_NEW);
        Traits stranger = Traits.of(Role.PROTOCOL);
        stranger.uid = 4;
        SimPlatform other = platform(kernel.spawn("stranger", stranger));
        assertFault(Fault.PERMISSION, () -> other.directories().open(HOME));
        Traits root = Traits.of(Role.PROTOCOL);
        root.uid = 0;
        homeOf(platform(kernel.spawn("root", root))).open("private", OpenMode.READ_WRITE);
    }

    @Test
    void whatIsCreatedReadableCanBeReadByOthersAndNotWritten() throws PortException {
        home.open("word", OpenMode.CREATE_NEW_READABLE).close();
        assertFault(Fault.EXISTS, () -> home.open("word", OpenMode.CREATE_NEW_READABLE));
        Traits stranger = Traits.of(Role.PROTOCOL);
        stranger.uid = 4;
        SimProcess other = kernel.spawn("stranger", stranger);
        Inode inode = kernel.files.directoryAt(HOME);
        inode.mode = 0755;
        kernel.files.open(other, inode, "word", OpenMode.READ);
        assertFault(Fault.PERMISSION, () -> kernel.files.open(other, inode, "word", OpenMode.READ_WRITE));
    }

    /** As Windows JVMs under Wine answer; {@link WindowsStories} compares more. */
    @Test
    void onWindowsALockIsRefusedToWhoHasItAndFilesInUseKeepTheirNames() throws PortException {
        kernel.files.windows = true;
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        assertThat(lock.lockShown()).isEqualTo(LockShown.NO);
        assertThat(lock.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        assertThat(lock.tryLock()).isEqualTo(LockAttempt.CONTENDED);
        assertFault(Fault.IO, () -> home.rename("lock", "other"));
        home.open("other", OpenMode.APPEND).close();
        assertFault(Fault.BUSY, () -> home.rename("lock", "other"));
        assertFault(Fault.BUSY, () -> home.rename("other", "lock"));
        lock.overwrite(bytes("abc"));
        lock.truncate(9);
        assertThat(lock.stat().size()).as("only ever shortened").isEqualTo(3);
        lock.close();
        OpenFile reader = home.openForReading("lock");
        home.rename("lock", "lock");
        assertFault(Fault.BUSY, () -> home.rename("other", "lock"));
        reader.close();
        home.rename("other", "lock");
    }

    @Test
    void lookingLocksForAnInstantOnly() throws PortException {
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        try (DirectoryView view = second.directories().view(HOME)) {
            assertThat(view.probeLock("lock")).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(lock.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(view.probeLock("lock")).isEqualTo(LockAttempt.CONTENDED);
        }
        assertThat(two.descriptors).isEmpty();
    }

    @Test
    void aRebootKillsEverybodyAndStartsAnEpoch() throws PortException {
        OpenFile lock = home.open("lock", OpenMode.CREATE_NEW);
        lock.tryLock();
        String before = one.bootId;
        kernel.reboot();
        SimProcess again = kernel.spawn("again", Traits.of(Role.PROTOCOL), one.pid);
        assertThat(again.bootId).isNotEqualTo(before);
        assertThat(homeOf(platform(again)).open("lock", OpenMode.READ_WRITE).tryLock())
                .isEqualTo(LockAttempt.ACQUIRED);
    }

    @Test
    void capabilitiesCanBeMissing() throws PortException {
        SimPlatform poor = new SimPlatform(
                kernel, two, PortGate.direct(kernel), Set.of(Capability.HOME_LOCK, Capability.LOCK_TABLE));
        Directory theirs = poor.directories().open(HOME);
        assertThat(theirs.tryLock()).isEqualTo(LockAttempt.UNSUPPORTED);
        assertThat(theirs.lockShown()).isEqualTo(LockShown.UNKNOWN);
        assertThat(poor.lockTable().taker(theirs.id())).isInstanceOf(LockSighting.NoTable.class);
        assertThat(poor.capabilities()).doesNotContain(Capability.HOME_LOCK).contains(Capability.PINNED_SIGNALS);
    }

    @Test
    void waitingMovesTimeAndNothingElse() throws InterruptedException {
        long before = first.clock().nanoTime();
        first.clock().await(Duration.ofMillis(50), Optional.empty());
        assertThat(first.clock().nanoTime() - before).isEqualTo(50_000_000);
        kernel.wallOffsetSeconds -= 3600;
        assertThat(first.clock().nanoTime() - before)
                .as("the wall clock is another one")
                .isEqualTo(50_000_000);
    }

    @Test
    void randomTokensAreNamedByWhoShowedThemFirst() {
        Tokens tokens = new Tokens();
        assertThat(tokens.canonical(one, "a 0123456789abcdef0123456789abcdef b 1234567890123456"))
                .isEqualTo("a <one.1> b 1234567890123456");
        assertThat(tokens.known("0123456789abcdef0123456789abcdef")).isEqualTo("<one.1>");
        assertThat(tokens.canonical(two, "ffffffff 0123456789abcdef0123456789abcdef"))
                .isEqualTo("<two.1> <one.1>");
    }

    private static void assertFault(Fault fault, ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PortException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }
}
