package dev.gatelock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Platform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel does to us: kills, full and read-only file systems, namespaces, recycled pids, races. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "namespaces, pidfd and ns_last_pid are of Linux")
class KernelTest {
    private final Platform platform = new PosixPlatformProvider().create(Set.of());

    @TempDir
    Path temp;

    private static String java() {
        return System.getProperty("java.home")
                + "/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xmx64m -cp '"
                + System.getProperty("java.class.path") + "' ";
    }

    private static void assumeNamespaces() throws Exception {
        assumeTrue(
                new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "true")
                                .start()
                                .waitFor()
                        == 0,
                "needs unshare and the right to use it");
    }

    private static List<String> unshared(String options, String script) throws Exception {
        assumeNamespaces();
        List<String> command = new ArrayList<>(List.of("unshare", "--kill-child", "--fork"));
        Collections.addAll(command, options.split(" "));
        Collections.addAll(command, "sh", "-c", script);
        try (Helper helper = Helper.start(command.toArray(new String[0]))) {
            return helper.lines();
        }
    }

    @Test
    void killedJvmFreesItsLock() throws Exception {
        try (Helper holder = Helper.java(ContenderMain.class, temp)) {
            holder.line();
            holder.say("go");
            assertThat(holder.line()).isEqualTo("ACQUIRED");
            try (var home = platform.directories().open(temp);
                    OpenFile lock = home.open("lock", OpenMode.READ_WRITE)) {
                assertThat(lock.tryLock()).isEqualTo(LockAttempt.CONTENDED);
                holder.kill();
                Awaitility.await().until(() -> lock.tryLock() == LockAttempt.ACQUIRED);
            }
        }
    }

    @Test
    void ofThreeProcessesExactlyOneGetsTheLock() throws Exception {
        Path home = temp.resolve("a/home");
        try (Helper one = Helper.java(ContenderMain.class, home);
                Helper two = Helper.java(ContenderMain.class, home);
                Helper three = Helper.java(ContenderMain.class, home)) {
            List<Helper> all = List.of(one, two, three);
            for (Helper each : all) {
                assertThat(each.line()).isEqualTo("ready");
            }
            for (int round = 0; round < 200; round++) {
                if (round % 10 == 0) {
                    Files.deleteIfExists(home.resolve("lock")); // while nobody holds: creation is part of the race
                }
                for (Helper each : all) {
                    each.say("go");
                }
                List<String> outcomes = new ArrayList<>();
                for (Helper each : all) {
                    outcomes.add(each.line());
                }
                assertThat(outcomes).containsExactlyInAnyOrder("ACQUIRED", "CONTENDED", "CONTENDED");
                for (Helper each : all) {
                    each.say("close");
                    assertThat(each.line()).isEqualTo("closed");
                }
            }
        }
    }

    @Test
    void eightThreadsCreateAppendAndLockAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 50; round++) {
                Path path = temp.resolve("r" + round + "/x/y");
                CountDownLatch start = new CountDownLatch(1);
                CountDownLatch tried = new CountDownLatch(8);
                List<Future<LockAttempt>> attempts = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String line = "line " + i + " ".repeat(200 * i) + "\n";
                    attempts.add(threads.submit(() -> {
                        start.await();
                        try (var home = platform.directories().openOrCreate(path);
                                OpenFile log = home.open("log", OpenMode.APPEND)) {
                            log.append(line.getBytes(StandardCharsets.UTF_8));
                            LockAttempt attempt = home.tryLock();
                            tried.countDown();
                            tried.await();
                            return attempt;
                        }
                    }));
                }
                start.countDown();
                int winners = 0;
                for (Future<LockAttempt> attempt : attempts) {
                    winners += attempt.get() == LockAttempt.ACQUIRED ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
                assertThat(Files.readAllLines(path.resolve("log"))).hasSize(8).allMatch(l -> l.startsWith("line "));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fullFileSystem() throws Exception {
        List<String> said = unshared(
                "--mount",
                "mount -t tmpfs -o size=64k,nr_inodes=8 none " + temp + " && touch " + temp + "/lock && " + java()
                        + FaultMain.class.getName() + " " + temp + " full");
        assertThat(said)
                .containsExactly("tryLock ok", "overwrite NO_SPACE", "create NO_SPACE", "mkdir NO_SPACE", "unlink ok");
    }

    @Test
    void readOnlyFileSystem() throws Exception {
        List<String> said = unshared(
                "--mount",
                "mount -t tmpfs none " + temp + " && touch " + temp + "/lock && mount -o remount,ro none " + temp
                        + " && " + java() + FaultMain.class.getName() + " " + temp + " read-only");
        assertThat(said)
                .containsExactly(
                        "read ok",
                        "open READ_ONLY",
                        "create READ_ONLY",
                        "append READ_ONLY",
                        "rename READ_ONLY",
                        "unlink READ_ONLY",
                        "mkdir READ_ONLY",
                        "lock directory ok",
                        "probe ok");
    }

    @Test
    void noDescriptorsLeft() throws Exception {
        Files.createFile(temp.resolve("lock"));
        try (Helper helper = Helper.start(
                "sh",
                "-c",
                "ulimit -n 100; " + java() + "-XX:-MaxFDLimit " + FaultMain.class.getName() + " " + temp
                        + " descriptors")) {
            List<String> said = helper.lines();
            assertThat(said.subList(said.indexOf("---") + 1, said.size()))
                    .containsExactly(
                            "open NO_DESCRIPTORS",
                            "missing NOT_FOUND",
                            "create NO_DESCRIPTORS",
                            "view NO_DESCRIPTORS",
                            "directory NO_DESCRIPTORS",
                            "NoTable",
                            "locks ok",
                            "Unclear",
                            "look ok",
                            "Absent",
                            "look ok",
                            "UNKNOWN",
                            "shown ok",
                            "Refused",
                            "pin ok");
        }
    }

    @Test
    void deniedByPermission() throws Exception {
        Path dir = Files.createDirectory(temp.resolve("d"));
        Files.writeString(dir.resolve("lock"), "");
        Files.setPosixFilePermissions(dir.resolve("lock"), Set.of());
        Files.setPosixFilePermissions(temp, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(dir, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        assumeTrue(
                new ProcessBuilder(
                                        "setpriv",
                                        "--reuid",
                                        "65534",
                                        "--regid",
                                        "65534",
                                        "--clear-groups",
                                        "cat",
                                        KernelTest.class
                                                        .getProtectionDomain()
                                                        .getCodeSource()
                                                        .getLocation()
                                                        .getPath()
                                                + KernelTest.class.getName().replace('.', '/') + ".class")
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0,
                "another user must be able to read the classes");
        Path jna = Files.copy(
                Path.of(com.sun.jna.Native.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()),
                temp.resolve("jna.jar"));
        try (Helper helper = Helper.start(
                "sh",
                "-c",
                "exec setpriv --reuid 65534 --regid 65534 --clear-groups "
                        + java().replaceAll("[^:']*/jna-jpms[^:']*", jna.toString())
                        + FaultMain.class.getName() + " " + dir + " read-only")) {
            assertThat(helper.lines())
                    .containsExactly(
                            "read PERMISSION",
                            "open PERMISSION",
                            "create PERMISSION",
                            "append PERMISSION",
                            "rename PERMISSION",
                            "unlink PERMISSION",
                            "mkdir PERMISSION",
                            "lock directory ok",
                            "probe PERMISSION");
        }
    }

    @Test
    void inATimeNamespaceAgesAreRight() throws Exception {
        Files.createFile(temp.resolve("lock"));
        assumeTrue(new ProcessBuilder("unshare", "--time", "--boottime", "1000000", "--fork", "true")
                        .start()
                        .waitFor()
                == 0);
        for (String offset : List.of("1000000", "-5")) {
            List<String> said =
                    unshared("--time --boottime " + offset, java() + LookMain.class.getName() + " " + temp + " lock");
            assertThat(said).anySatisfy(line -> {
                assertThat(line).startsWith("age ");
                assertThat(Long.parseLong(line.substring(4))).isBetween(0L, 60_000L);
            });
        }
    }

    @Test
    void procOfTheOuterNamespaceIsNotMistakenForOurs() throws Exception {
        Files.createFile(temp.resolve("lock"));
        List<String> said = unshared("--pid", java() + LookMain.class.getName() + " " + temp + " lock 1");
        assertThat(said).anyMatch(l -> l.startsWith("look Unclear"));
        assertThat(said.get(0)).matches("self ProcessIdentity\\[pid=[1-9], .*");
    }

    /** {@code ns_last_pid} hands the same number to another process; the handle must not reach it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "PINNED_SIGNALS"})
    void aRecycledPidIsNeverSignalled(String disabled) throws Exception {
        List<String> said = unshared(
                "--pid --mount-proc", java() + RecycleMain.class.getName() + " " + Helper.PYTHON + " " + disabled);
        assumeTrue(!said.contains("not recycled"), "ns_last_pid is not writable");
        assertThat(said).containsExactly("pinned", "recycled", "signal GONE", "alive");
    }

    @Test
    void lookingLoadsNoNativeCode() throws Exception {
        Files.createFile(temp.resolve("lock"));
        try (Helper helper = Helper.start(
                "sh", "-c", java() + "-Xlog:class+load:stdout " + LookMain.class.getName() + " " + temp + " lock 1")) {
            List<String> all = helper.lines();
            int looked = all.indexOf(
                    all.stream().filter(l -> l.startsWith("look ")).findFirst().orElseThrow());
            List<String> costly = all.subList(0, looked).stream()
                    .filter(l -> l.contains("com.sun.jna")
                            || l.contains("gatelock.posix.internal.libc.Sys$Loaded")
                            || l.contains("gatelock.posix") && l.contains("Lambda"))
                    .toList();
            assertThat(costly).isEmpty();
            assertThat(all).anyMatch(l -> l.contains("com.sun.jna.Native ")); // by the probe that follows
        }
    }

    @Test
    void aTemporaryDirectoryWithoutExecutionIsExplained() throws Exception {
        Files.createFile(temp.resolve("lock"));
        List<String> said = unshared(
                "--mount",
                "mount -t tmpfs -o noexec none /mnt && " + java() + "-Djava.io.tmpdir=/mnt -Djna.tmpdir=/mnt "
                        + NoExecMain.class.getName() + " " + temp);
        assertThat(said).singleElement().asString().contains("UNSUPPORTED").contains("-Djna.tmpdir=DIR");
    }
}
