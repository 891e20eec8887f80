package dev.gatelock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that keep locks alive. */
@Timeout(60)
class LauncherTest {
    private final Platform platform = new PosixPlatformProvider().create(Set.of());

    @TempDir
    Path temp;

    private FileId id;

    @BeforeEach
    void create() throws Exception {
        Files.createFile(temp.resolve("lock"));
        id = platform.directories().view(temp).stat("lock").orElseThrow().id();
    }

    private static Launch sh(String script, Object... arguments) {
        String[] command = new String[arguments.length + 4];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = script;
        command[3] = "sh";
        for (int i = 0; i < arguments.length; i++) {
            command[i + 4] = arguments[i].toString();
        }
        return new Launch(List.of(command), Map.of());
    }

    private int run(Launch launch) throws Exception {
        return platform.launcher().start(launch, List.of()).await();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 75, 255})
    void exitStatusIsTheResult(int status) throws Exception {
        assertThat(run(sh("exit " + status))).isEqualTo(status);
    }

    /** A build that runs in the background of a script has some signals ignored, and hands that on. */
    private static final String UNIMPRESSED =
            "reset=; ! env --default-signal true 2>/dev/null || reset='env --default-signal'; exec $reset sh -c 'touch \"$1\"; exec sleep 1000' sh \"$1\"";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9, 15})
    void signalsArePassedOnAndShowInTheResult(int number) throws Exception {
        Path up = temp.resolve("up");
        Workload workload = platform.launcher().start(sh(UNIMPRESSED, up), List.of());
        try {
            Awaitility.await().until(() -> Files.exists(up));
            workload.signal(number);
            assertThat(workload.await()).isEqualTo(128 + number);
            workload.signal(number);
            workload.kill();
            assertThat(workload.await()).isEqualTo(128 + number);
        } finally {
            workload.kill();
        }
    }

    @Test
    void killEnds() throws Exception {
        Workload workload = platform.launcher().start(new Launch(List.of("sleep", "1000"), Map.of()), List.of());
        assertThat(ProcessHandle.of(workload.pid()).orElseThrow().parent().orElseThrow())
                .isEqualTo(ProcessHandle.current());
        workload.kill();
        assertThat(workload.await()).isEqualTo(128 + 9);
    }

    @Test
    void whatCannotBeStartedIsAnAnswer() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        assertFault(Fault.NOT_FOUND, "no-such-program");
        assertFault(Fault.NOT_FOUND, temp.resolve("none").toString());
        assertFault(Fault.PERMISSION, file.toString());
        assertFault(Fault.PERMISSION, temp.toString());
    }

    private void assertFault(Fault fault, String program) {
        Launch launch = new Launch(List.of(program), Map.of());
        assertThatThrownBy(() -> platform.launcher().start(launch, List.of()))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.fault()).isEqualTo(fault));
        assertThatThrownBy(() -> platform.launcher().replaceSelf(launch, List.of()))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    @Test
    void argumentsAndEnvironmentArriveUnchanged() throws Exception {
        Path out = temp.resolve("out");
        String odd = " a 'b' \"c\" $d\n* ";
        Launch launch = new Launch(
                List.of("sh", "-c", "printf '%s|%s|%s' \"$2\" \"$V\" \"$PATH\" > \"$1\"", "sh", out.toString(), odd),
                Map.of("V", "v = w"));
        assertThat(run(launch)).isZero();
        assertThat(Files.readString(out)).isEqualTo(odd + "|v = w|" + System.getenv("PATH"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "looks by /proc")
    void theProgramHasTheKeptDescriptorsAndNoOthers() throws Exception {
        Path out = temp.resolve("out");
        try (Directory home = platform.directories().open(temp);
                OpenFile lock = home.open("lock", OpenMode.READ_WRITE);
                OpenFile other = home.open("lock", OpenMode.READ);
                FileInputStream jdk = new FileInputStream("/proc/self/stat")) {
            assertThat(other.stat().id()).isEqualTo(id);
            assertThat(jdk.read()).isPositive();
            String list = "for f in /proc/$$/fd/*; do echo ${f##*/} $(readlink $f); done > \"$1\"";
            Workload workload = platform.launcher().start(sh(list, out), List.of((Inheritable) home, lock));
            assertThat(workload.await()).isZero();
            List<String> above = Files.readAllLines(out).stream()
                    .filter(line -> Integer.parseInt(line.split(" ")[0]) > 2)
                    .filter(line -> !line.contains(out.toString()) && line.contains(" "))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .toList();
            assertThat(above)
                    .filteredOn(l -> l.startsWith(temp.toString()))
                    .containsExactlyInAnyOrder(
                            temp.toString(), temp.resolve("lock").toString());
            assertThat(above).noneMatch(l -> l.contains("/proc/") && l.endsWith("/stat") || l.endsWith(".jar"));
            // and a plain child of the JDK gets none
            Process plain = new ProcessBuilder("sh", "-c", list, "sh", out.toString()).start();
            assertThat(plain.waitFor()).isZero();
            assertThat(Files.readString(out))
                    .doesNotContain(temp.resolve("lock").toString());
        }
    }

    @Test
    void withoutTheCapabilityNothingIsInherited() throws Exception {
        Platform without =
                new PosixPlatformProvider().create(Set.of(Capability.INHERITED_LOCK, Capability.REPLACE_IMAGE));
        try (Directory home = without.directories().open(temp);
                OpenFile lock = home.open("lock", OpenMode.READ_WRITE)) {
            assertThat(lock.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            Workload workload = without.launcher().start(new Launch(List.of("sleep", "1000"), Map.of()), List.of(lock));
            try {
                assertThat(((LockSighting.Held) platform.lockTable().holders(id)).holders())
                        .hasSize(1);
            } finally {
                workload.kill();
                workload.await();
            }
            assertThatThrownBy(() -> without.launcher().replaceSelf(sh("exit 0"), List.of()))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED));
        }
    }

    private LockAttempt probe() throws PortException {
        return platform.directories().view(temp).probeLock("lock");
    }

    @Test
    void aProgramThatRefusesToEndKeepsTheLockOfItsKilledParent() throws Exception {
        long child = 0;
        try (Helper jvm = Helper.java(
                LauncherMain.class,
                "start",
                temp,
                Helper.PYTHON,
                "-c",
                "import signal, sys\nsignal.signal(15, lambda *a: open(sys.argv[1], 'w').close())\n"
                        + "print('up', flush=True)\nwhile True: signal.pause()",
                temp.resolve("asked"))) {
            jvm.line();
            for (String line = jvm.line(); !line.equals("up"); line = jvm.line()) {
                child = Long.parseLong(line.split(" ")[1]);
            }
            if (child == 0) {
                child = Long.parseLong(jvm.line().split(" ")[1]);
            }
            assertThat(probe()).isEqualTo(LockAttempt.CONTENDED);
            jvm.kill();
            jvm.exit();
            Awaitility.await().until(() -> Files.exists(temp.resolve("asked")));
            assertThat(probe()).isEqualTo(LockAttempt.CONTENDED);
            assertThat(platform.lockTable().holders(id))
                    .isEqualTo(new LockSighting.Held(List.of(new LockHolder(child, jvm.pid(), true))));
            assertThat(platform.lockTable().taker(id)).isEqualTo(new LockSighting.Held(List.of()));
        } finally {
            if (child > 0) {
                ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        Awaitility.await().until(() -> probe() == LockAttempt.ACQUIRED);
    }

    @Test
    void aProgramIsAskedToEndWhenItsParentIsKilled() throws Exception {
        try (Helper jvm = Helper.java(LauncherMain.class, "start", temp, "sleep", "1000")) {
            jvm.line();
            long child = Long.parseLong(jvm.line().split(" ")[1]);
            Awaitility.await().until(() -> ProcessHandle.of(child)
                    .flatMap(h -> h.info().command())
                    .orElse("")
                    .endsWith("sleep"));
            assertThat(probe()).isEqualTo(LockAttempt.CONTENDED);
            jvm.kill();
            Awaitility.await().until(() -> probe() == LockAttempt.ACQUIRED);
            Awaitility.await()
                    .until(() ->
                            !ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void resultOfTheProgramIsTheResultOfTheJvm() throws Exception {
        try (Helper jvm =
                Helper.java(LauncherMain.class, "start", temp, "sh", "-c", "echo \"$GATELOCK_TEST\"; kill -9 $$")) {
            assertThat(jvm.exit()).isEqualTo(137);
            assertThat(jvm.lines()).hasSize(3);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "looks by /proc")
    void replacedProcessKeepsPidStartTimeAndLock() throws Exception {
        try (Helper jvm = Helper.java(
                LauncherMain.class,
                "exec",
                temp,
                Helper.PYTHON,
                "-c",
                "import sys\nprint([l.split()[1] for l in open('/proc/self/status') if l.startswith('SigBlk')][0])\n"
                        + "print(open('/proc/self/stat').read().rsplit(')', 1)[1].split()[19], flush=True)\n"
                        + "sys.stdin.readline()")) {
            String[] self = jvm.line().split(" ");
            assertThat(jvm.line()).isEqualTo("0000000000000000");
            assertThat(jvm.line()).isEqualTo(self[2]);
            assertThat(self[1]).isEqualTo(Long.toString(jvm.pid()));
            assertThat(probe()).isEqualTo(LockAttempt.CONTENDED);
            LockSighting held = new LockSighting.Held(List.of(new LockHolder(jvm.pid(), jvm.pid(), true)));
            assertThat(platform.lockTable().taker(id)).isEqualTo(held);
            assertThat(platform.lockTable()
                            .taker(platform.directories().view(temp).id()))
                    .isEqualTo(held);
            jvm.say("end");
            assertThat(jvm.exit()).isZero();
            assertThat(probe()).isEqualTo(LockAttempt.ACQUIRED);
        }
    }
}
