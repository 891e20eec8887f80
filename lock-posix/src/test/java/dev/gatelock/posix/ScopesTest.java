package dev.gatelock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatelock.Evidence;
import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.GatelockException;
import dev.gatelock.Holder;
import dev.gatelock.Lease;
import dev.gatelock.LeaseLostException;
import dev.gatelock.LockDirectory;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.ScopeStanding;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Section F of the catalogue on the running system: one test per report, named after its slug. */
@Timeout(120)
class ScopesTest {
    private static final Scope TOKEN = Scope.of("token", "12345:secret");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final Platform platform = new PosixPlatformProvider().create(Set.of());

    @TempDir
    private Path root;

    private Path locks;
    private Path file;

    @BeforeEach
    void layOut() throws IOException {
        locks = root.toRealPath().resolve("state/locks");
        file = locks.resolve("token-" + TOKEN.hash() + ".lock");
    }

    private Lease lease(Duration patience) throws Exception {
        return Gate.at(root.resolve("home"))
                .lockDirectory(locks)
                .patience(new GateConfig.Patience(patience, SHORT, SHORT))
                .platform(platform)
                .open()
                .claim()
                .lease();
    }

    private Helper user(String name) throws IOException {
        Helper user = Helper.java(ScopeMain.class, root.resolve(name), locks);
        assertThat(user.line()).isEqualTo("ready");
        return user;
    }

    private Helper owner() throws IOException {
        Helper owner = user("other");
        owner.say("enter");
        assertThat(owner.line()).isEqualTo("entered");
        return owner;
    }

    private void leave(String content) throws IOException {
        Files.createDirectories(locks);
        Files.writeString(file, content);
    }

    private static String plainRecord(long pid, String startTime) {
        return "{\"pid\": " + pid + ", \"kind\": \"hermes-gateway\", \"argv\": [], \"start_time\": " + startTime
                + ", \"scope\": \"token\", \"identity_hash\": \"" + TOKEN.hash() + "\", \"metadata\": {}}";
    }

    private static long startTime(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
    }

    private static Refusal refusal(ScopeClaim answer) {
        assertThat(answer).isInstanceOf(ScopeClaim.Refused.class);
        return ((ScopeClaim.Refused) answer).refusal();
    }

    private String content() throws IOException {
        return Files.readString(file);
    }

    @Test
    void whatIsWrittenIsTheContract() throws Exception {
        try (Lease lease = lease(SHORT)) {
            lease.enter(TOKEN).ensureEntered();
            assertThat(content())
                    .contains("\"pid\":" + ProcessHandle.current().pid() + ",")
                    .contains("\"scope\":\"token\"", "\"identity_hash\":\"" + TOKEN.hash() + "\"", "\"metadata\":{}")
                    .contains("\"updated_at\":\"", "\"lock_class\":\"flock\"", "\"nonce\":")
                    .doesNotContain("secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(locks)))
                    .isEqualTo("rwx------");
        }
        assertThat(file).exists().isEmptyFile();
    }

    /** c1809e85e: the owner was killed and its record stayed. */
    @Test
    void scopedReplacesStale() throws Exception {
        try (Helper owner = owner();
                Lease lease = lease(AMPLE)) {
            owner.kill();
            owner.exit();
            ScopeClaim answer = lease.enter(TOKEN);
            assertThat(((ScopeClaim.Entered) answer)
                            .recoveredFrom()
                            .orElseThrow()
                            .record()
                            .identity()
                            .pid())
                    .isEqualTo(owner.pid());
            assertThat(content()).contains("\"pid\":" + ProcessHandle.current().pid() + ",");
        }
    }

    static Stream<Arguments> worthless() {
        long alive = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
        return Stream.of(
                        "",
                        " \n",
                        "{",
                        "[]",
                        "null",
                        "" + alive,
                        "{\"pid\": true}",
                        "{\"pid\": " + alive + ", \"version\": 9}",
                        "{\"pid\": 1".repeat(20_000),
                        "x".repeat(100_000))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("worthless")
    void scopedEmptyAndCorrupt(String content) throws Exception {
        leave(content);
        try (Lease lease = lease(SHORT)) {
            lease.enter(TOKEN).ensureEntered();
            assertThat(content()).startsWith("{\"pid\":").endsWith("}");
        }
    }

    @Test
    void scopedCorruptBytes() throws Exception {
        leave("");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, '{'});
        try (Lease lease = lease(SHORT)) {
            lease.enter(TOKEN).ensureEntered();
        }
    }

    /** #62890: created and locked, not yet written. */
    @Test
    void scopedCreateWindow() throws Exception {
        Files.createDirectories(locks);
        String program = "import os,sys,fcntl\nf=os.open(sys.argv[1],os.O_RDWR|os.O_CREAT|os.O_EXCL)\n"
                + "fcntl.flock(f,fcntl.LOCK_EX)\nprint('locked',flush=True)\nsys.stdin.readline()\n";
        try (Helper creator = Helper.python(program, file);
                Lease lease = lease(SHORT)) {
            assertThat(creator.line()).isEqualTo("locked");
            Refusal refusal = refusal(lease.enter(TOKEN));
            assertThat(refusal.reason()).isEqualTo(Reason.STRANGER);
            assertThat(refusal.holders()).extracting(Holder::pid).containsExactly(creator.pid());
            assertThat(file).isEmptyFile();
            creator.say("give it up");
            creator.exit();
            lease.enter(TOKEN).ensureEntered();
        }
    }

    /** #68650: three racers and one stale lock, again and again. */
    @Test
    void scopedStaleDoubleRemoval() throws Exception {
        try (Helper one = user("1");
                Helper two = user("2");
                Helper three = user("3")) {
            List<Helper> racers = List.of(one, two, three);
            for (int round = 0; round < 15; round++) {
                leave(plainRecord(one.pid(), "1"));
                for (Helper racer : racers) {
                    racer.say("enter");
                }
                List<String> said = new ArrayList<>();
                for (Helper racer : racers) {
                    said.add(racer.line());
                }
                assertThat(said).containsExactlyInAnyOrder("entered", "refused HELD", "refused HELD");
                for (Helper racer : racers) {
                    racer.say("leave");
                    assertThat(racer.line()).isEqualTo("closed");
                }
                assertThat(file).isEmptyFile();
            }
        }
    }

    /** 324567c93: alive and of another user; it uses no kernel lock. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "start times and states are read from /proc")
    void scopedEperm() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can start a process of another user");
        try (Helper owner =
                Helper.start("setpriv", "--reuid=65534", "--clear-groups", "sh", "-c", "echo ready; exec cat")) {
            assertThat(owner.line()).isEqualTo("ready");
            String record = plainRecord(owner.pid(), Long.toString(startTime(owner.pid())));
            leave(record);
            try (Lease lease = lease(SHORT)) {
                Refusal refusal = refusal(lease.enter(TOKEN));
                assertThat(refusal.reason()).isEqualTo(Reason.HELD);
                assertThat(refusal.evidence()).isEqualTo(Evidence.RECORD);
            }
            assertThat(content()).isEqualTo(record);
        }
    }

    /** 4bded44b6: a stopped owner is alive, with a kernel lock or without. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "start times and states are read from /proc")
    void scopedStoppedOwner() throws Exception {
        try (Helper owner = owner();
                Lease lease = lease(SHORT)) {
            signal("STOP", owner);
            Refusal refusal = refusal(lease.enter(TOKEN));
            assertThat(refusal.reason()).isEqualTo(Reason.HELD);
            assertThat(refusal.holders()).extracting(Holder::pid).containsExactly(owner.pid());
            assertThat(refusal.holders().get(0).stopped()).isTrue();
            signal("CONT", owner);
            owner.say("leave");
            assertThat(owner.line()).isEqualTo("closed");
            lease.enter(TOKEN).ensureEntered();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "start times and states are read from /proc")
    void scopedStoppedOwnerWithoutAKernelLock() throws Exception {
        try (Helper owner = Helper.start("cat");
                Lease lease = lease(SHORT)) {
            signal("STOP", owner);
            leave(plainRecord(owner.pid(), Long.toString(startTime(owner.pid()))));
            assertThat(refusal(lease.enter(TOKEN)).holders().get(0).stopped()).isTrue();
            leave(plainRecord(owner.pid(), "null"));
            assertThat(refusal(lease.enter(TOKEN)).reason()).isEqualTo(Reason.HELD);
            leave(plainRecord(owner.pid(), "1"));
            lease.enter(TOKEN).ensureEntered();
        }
    }

    /** Pid and start time are a live process's: its command line frees no token. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "start times and states are read from /proc")
    void anOwnerWithAnotherCommandLineIsAlive() throws Exception {
        try (Helper owner = Helper.start("cat");
                Lease lease = lease(SHORT)) {
            leave(plainRecord(owner.pid(), Long.toString(startTime(owner.pid())))
                    .replace("\"argv\": []", "\"argv\": [\"hermes\", \"gateway\", \"run\"]"));
            assertThat(refusal(lease.enter(TOKEN)).holders())
                    .extracting(Holder::pid)
                    .containsExactly(owner.pid());
        }
    }

    private static void signal(String name, Helper process) throws Exception {
        try (Helper kill = Helper.start("kill", "-" + name, Long.toString(process.pid()))) {
            assertThat(kill.exit()).isZero();
        }
        // the state of a stopped process changes with the signal's delivery, not with its sending
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        long deadline = System.nanoTime() + AMPLE.toNanos();
        while (Files.readString(stat).contains(") T ") != name.equals("STOP") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    /** #81585: our own lock, its start time unknown. */
    @Test
    void scopedSelf() throws Exception {
        leave(plainRecord(ProcessHandle.current().pid(), "null"));
        try (Lease lease = lease(SHORT)) {
            ScopeClaim first = lease.enter(TOKEN);
            first.ensureEntered();
            assertThat(lease.enter(TOKEN)).isSameAs(first);
        }
    }

    /** #56402, as far as a test of any user can show it. */
    @Test
    void scopedDirUnwritable() throws Exception {
        Files.createDirectories(locks.getParent());
        Files.writeString(locks, "in the way");
        try (Lease lease = lease(SHORT)) {
            assertThatThrownBy(() -> lease.enter(TOKEN))
                    .isInstanceOf(GatelockException.class)
                    .hasMessageContaining(locks.toString())
                    .hasMessageNotContaining("secret");
            lease.ensureValid();
        }
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        leave("");
        Files.delete(file);
        Path target = Files.writeString(root.resolve("precious"), "precious");
        Files.createSymbolicLink(file, target);
        try (Lease lease = lease(SHORT)) {
            assertThatThrownBy(() -> lease.enter(TOKEN))
                    .isInstanceOfSatisfying(GatelockException.class, e -> assertThat(e.category())
                            .isEqualTo(GatelockException.Category.UNSAFE));
        }
        assertThat(target).hasContent("precious");
    }

    /** What is deleted under its owner is put back; what another has taken meanwhile is lost. */
    @Test
    void aDeletedFileIsPutBack() throws Exception {
        try (Lease lease = lease(SHORT)) {
            lease.enter(TOKEN).ensureEntered();
            String before = content();
            Files.delete(file);
            lease.ensureValid();
            assertThat(content()).isEqualTo(before);
            Files.delete(file);
            Files.delete(locks);
            lease.ensureValid();
            assertThat(content()).isEqualTo(before);
            Files.delete(file);
            try (Helper other = owner()) {
                assertThat(other.alive()).isTrue();
                assertThatThrownBy(lease::ensureValid).isInstanceOf(LeaseLostException.class);
            }
        }
        assertThat(file).exists();
    }

    /** A workload has the scopes' locks, too. */
    @Test
    void aProgramThatIsStartedKeepsTheScope() throws Exception {
        try (Lease lease = lease(SHORT)) {
            lease.enter(TOKEN).ensureEntered();
            Workload workload = lease.start(new Launch(List.of("sleep", "1000"), Map.of()));
            try {
                LockSighting sighting = platform.lockTable().holders(id(file));
                assertThat(((LockSighting.Held) sighting).holders())
                        .extracting(LockHolder::pid)
                        .contains(ProcessHandle.current().pid(), workload.pid());
            } finally {
                workload.kill();
                workload.await();
            }
        }
    }

    private static FileId id(Path file) throws IOException {
        Map<String, Object> stat = Files.readAttributes(file, "unix:dev,ino");
        return FileId.ofInode((long) stat.get("dev"), (long) stat.get("ino"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "start times and states are read from /proc")
    void lookingTellsThemApartAndChangesNothing() throws Exception {
        leave("");
        Files.writeString(locks.resolve("b-0123456789abcdef.lock"), "{");
        Files.writeString(
                locks.resolve("c-0123456789abcdef.lock"),
                plainRecord(ProcessHandle.current().pid(), "1"));
        Files.writeString(locks.resolve("e.txt"), "not a scope");
        try (Helper plain = Helper.start("cat");
                Helper owner = owner()) {
            Files.writeString(
                    locks.resolve("d-0123456789abcdef.lock"),
                    plainRecord(plain.pid(), Long.toString(startTime(plain.pid()))));
            String before = listing();
            List<ScopeStanding> seen = LockDirectory.at(locks).probe(platform);
            assertThat(seen).extracting(ScopeStanding::name).containsExactly("b", "c", "d", "token");
            assertThat(seen)
                    .extracting(ScopeStanding::state)
                    .containsExactly(
                            ScopeStanding.State.CORRUPT,
                            ScopeStanding.State.STALE,
                            ScopeStanding.State.ALIVE,
                            ScopeStanding.State.HELD);
            assertThat(seen.get(3).owner().holders()).extracting(Holder::pid).containsExactly(owner.pid());
            assertThat(seen.get(3).owner().evidence()).isEqualTo(Evidence.FDINFO);
            assertThat(listing()).isEqualTo(before);
        }
        assertThat(LockDirectory.at(root.resolve("nowhere")).probe(platform)).isEmpty();
    }

    private String listing() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(locks).sorted()) {
            for (Path each : files.toList()) {
                text.append(each)
                        .append(Files.getLastModifiedTime(each))
                        .append(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
