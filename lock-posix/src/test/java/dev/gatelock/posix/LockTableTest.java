package dev.gatelock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who holds a lock, as the running kernel shows it. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has a list of locks")
class LockTableTest {
    static final String HOLD =
            """
            import fcntl, os, sys
            fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                print("locked", flush=True)
            except BlockingIOError:
                print("busy", flush=True)
            sys.stdin.readline()
            """;
    /** The parent takes the lock, a child inherits the descriptor, the parent is told to end. */
    static final String FORK =
            """
            import fcntl, os, sys, signal
            fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            child = os.fork()
            if child == 0:
                print(os.getpid(), flush=True)
                os.close(1)
                signal.pause()
            sys.stdin.readline()
            os._exit(0)
            """;

    private final Platform platform = new PosixPlatformProvider().create(Set.of());
    private final LockTable table = platform.lockTable();

    @TempDir
    Path temp;

    private Path lock;
    private FileId id;

    @BeforeEach
    void create() throws Exception {
        lock = Files.createFile(temp.resolve("lock"));
        id = platform.directories().view(temp).stat("lock").orElseThrow().id();
    }

    private void assertFree() {
        assertThat(table.taker(id)).isEqualTo(new LockSighting.NotListed(true));
        assertThat(table.holders(id)).isEqualTo(new LockSighting.NotListed(true));
    }

    private void assertHeldBy(long pid) {
        LockSighting held = new LockSighting.Held(List.of(new LockHolder(pid, pid, true)));
        assertThat(table.taker(id)).isEqualTo(held);
        assertThat(table.holders(id)).isEqualTo(held);
    }

    @Test
    void freeIsProvenInTheInitialNamespace() {
        assertFree();
    }

    @Test
    void ownLockAndForeignLockAreShownWithTheirHolder() throws Exception {
        try (var home = platform.directories().open(temp);
                OpenFile file = home.open("lock", OpenMode.READ_WRITE)) {
            assertThat(file.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertHeldBy(ProcessHandle.current().pid());
            // and the other way round: flock users of other languages are kept out by ours
            try (Helper other = Helper.python(HOLD, lock)) {
                assertThat(other.line()).isEqualTo("busy");
            }
        }
        assertFree();
        try (var home = platform.directories().open(temp);
                OpenFile file = home.open("lock", OpenMode.READ_WRITE);
                Helper other = Helper.python(HOLD, lock)) {
            assertThat(other.line()).isEqualTo("locked");
            assertHeldBy(other.pid());
            assertThat(file.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            other.kill();
            Awaitility.await().until(() -> file.tryLock() == LockAttempt.ACQUIRED);
        }
    }

    @Test
    void lockOfTheDirectoryIsShownToo() throws Exception {
        try (var home = platform.directories().open(temp)) {
            assertThat(home.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            long self = ProcessHandle.current().pid();
            assertThat(table.taker(home.id()))
                    .isEqualTo(new LockSighting.Held(List.of(new LockHolder(self, self, true))));
        }
    }

    @Test
    void inheritedDescriptorIsTheTrueHolder() throws Exception {
        long child = 0;
        try (Helper parent = Helper.python(FORK, lock)) {
            child = Long.parseLong(parent.line());
            LockHolder heir = new LockHolder(child, parent.pid(), true);
            LockHolder taker = new LockHolder(parent.pid(), parent.pid(), true);
            assertThat(((LockSighting.Held) table.holders(id)).holders()).containsExactlyInAnyOrder(heir, taker);
            assertThat(table.taker(id)).isEqualTo(new LockSighting.Held(List.of(taker)));
            parent.say("end");
            parent.exit();
            assertThat(table.taker(id)).isEqualTo(new LockSighting.Held(List.of()));
            assertThat(table.holders(id)).isEqualTo(new LockSighting.Held(List.of(heir)));
            assertThat(heir.inherited()).isTrue();
        } finally {
            if (child > 0) {
                ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        Awaitility.await().untilAsserted(this::assertFree);
    }

    @Test
    void waitersAreNoHolders() throws Exception {
        String waiting = "import fcntl, os, sys\nfd = os.open(sys.argv[1], os.O_RDWR)\nprint('up', flush=True)\n"
                + "fcntl.flock(fd, fcntl.LOCK_EX)\nprint('got', flush=True)\nsys.stdin.readline()";
        try (Helper holder = Helper.python(HOLD, lock)) {
            assertThat(holder.line()).isEqualTo("locked");
            List<Helper> waiters = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    waiters.add(Helper.python(waiting, lock));
                }
                for (Helper waiter : waiters) {
                    waiter.line();
                }
                Awaitility.await()
                        .until(() -> Files.readString(Path.of("/proc/locks")).contains("->"));
                assertHeldBy(holder.pid());
            } finally {
                waiters.forEach(Helper::close);
            }
        }
    }

    @Test
    void nestedNamespaceProvesNothing() throws Exception {
        try (Helper holder = Helper.python(HOLD, lock)) {
            assertThat(holder.line()).isEqualTo("locked");
            List<String> seen = inNamespace(LookMain.class, temp, "lock");
            assertThat(seen)
                    .contains("taker NotListed[proven=false]", "holders NotListed[proven=false]", "probe CONTENDED");
        }
    }

    @Test
    void nestedHolderIsSeenFromOutside() throws Exception {
        try (Helper holder = Helper.start(
                "unshare", "--pid", "--fork", "--kill-child", Helper.PYTHON, "-c", HOLD, lock.toString())) {
            assertThat(holder.line()).isEqualTo("locked");
            List<LockHolder> holders = ((LockSighting.Held) table.holders(id)).holders();
            assertThat(holders).singleElement().satisfies(h -> {
                assertThat(h.confirmed()).isTrue();
                assertThat(ProcessHandle.of(h.pid())
                                .flatMap(ProcessHandle::parent)
                                .map(ProcessHandle::pid))
                        .contains(holder.pid());
            });
            assertThat(table.taker(id)).isEqualTo(table.holders(id));
        }
    }

    static List<String> inNamespace(Class<?> main, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try (Helper helper = Helper.start(command.toArray(new String[0]))) {
            return helper.lines();
        }
    }
}
