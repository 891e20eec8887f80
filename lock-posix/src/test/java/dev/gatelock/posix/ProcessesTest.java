package dev.gatelock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at, pinning and signalling real processes. */
@Timeout(60)
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "by /proc; other systems show processes as the JDK does, see lock-windows")
class ProcessesTest {
    private static final String PAUSE = "import signal\nprint('up', flush=True)\nsignal.pause()";

    private final Platform platform = new PosixPlatformProvider().create(Set.of());
    private final Platform unpinned = new PosixPlatformProvider().create(Set.of(Capability.PINNED_SIGNALS));
    private final Processes processes = platform.processes();

    private static Helper pausing() throws Exception {
        Helper helper = Helper.python(PAUSE);
        assertThat(helper.line()).isEqualTo("up");
        return helper;
    }

    private PinnedProcess pin(boolean byDescriptor, long pid) {
        return ((Pin.Pinned) (byDescriptor ? platform : unpinned).processes().pin(pid)).process();
    }

    @Test
    void selfIsCompleteAndLooksTheSame() {
        ProcessIdentity self = processes.self();
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.bootId()).isPresent();
        assertThat(self.uid()).isPresent();
        assertThat(self.host()).isPresent();
        assertThat(self.pidNamespace()).isPresent();
        assertThat(processes.self()).isSameAs(self);
        Sighting.Alive seen = (Sighting.Alive) processes.look(self.pid());
        assertThat(seen.identity()).isEqualTo(self);
        assertThat(seen.commandLine().get(0)).endsWith("java");
        assertThat(seen.parent())
                .hasValue(ProcessHandle.current().parent().orElseThrow().pid());
    }

    @Test
    void startTimesAndNowAreOnOneScale() throws Exception {
        long before = processes.startTimeNow();
        try (Helper helper = pausing()) {
            long start = ((Sighting.Alive) processes.look(helper.pid()))
                    .identity()
                    .startTime()
                    .orElseThrow();
            assertThat(start).isBetween(before, processes.startTimeNow());
            assertThat(processes.since(start)).isLessThan(Duration.ofMinutes(1));
            assertThat(processes.since(start + 1_000_000)).isEqualTo(Duration.ZERO);
        }
    }

    @Test
    void highestPidIsTheSystems() throws Exception {
        // not by Files.readString: its first read may ask for one byte, and a sysctl file answers a read once
        try (FileInputStream in = new FileInputStream("/proc/sys/kernel/pid_max")) {
            byte[] text = new byte[64];
            assertThat(processes.highestPid())
                    .isEqualTo(Long.parseLong(new String(text, 0, in.read(text), StandardCharsets.US_ASCII).strip()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Integer.MAX_VALUE, 100_000_000_000L, Long.MAX_VALUE})
    void impossiblePidsAreAbsentAndNeverSignalled(long pid) {
        assertThat(processes.look(pid)).isEqualTo(new Sighting.Absent());
        for (Platform each : List.of(platform, unpinned)) {
            assertThat(each.processes().pin(pid)).isNotInstanceOf(Pin.Pinned.class);
        }
    }

    @Test
    void initIsNeverPinned() {
        assertThat(processes.pin(1)).isInstanceOf(Pin.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmux: srv", "a) R 1 1", "((x", "x )) Z 1"})
    void aNameCannotForgeFields(String name) throws Exception {
        try (Helper helper = Helper.python(
                "import sys, signal\nopen('/proc/self/comm', 'w').write(sys.argv[1])\nprint('up', flush=True)\nsignal.pause()",
                name)) {
            helper.line();
            Sighting.Alive seen = (Sighting.Alive) processes.look(helper.pid());
            assertThat(seen.parent()).hasValue(ProcessHandle.current().pid());
            assertThat(processes.since(seen.identity().startTime().orElseThrow()))
                    .isLessThan(Duration.ofMinutes(1));
            assertThat(seen.commandLine()).last().isEqualTo(name);
        }
    }

    @Test
    void aThreadIsNoProcess() throws Exception {
        try (Helper helper = Helper.python("import threading, signal\n"
                + "def f():\n print(threading.get_native_id(), flush=True)\n threading.Event().wait()\n"
                + "threading.Thread(target=f, daemon=True).start()\nsignal.pause()")) {
            long thread = Long.parseLong(helper.line());
            assertThat(processes.look(thread)).isEqualTo(new Sighting.ThreadOf(helper.pid()));
            assertThat(platform.processes().pin(thread)).isEqualTo(new Pin.Gone());
            assertThat(unpinned.processes().pin(thread)).isEqualTo(new Pin.Gone());
        }
    }

    @Test
    void stoppedIsAliveAndZombieIsDead() throws Exception {
        try (Helper parent = Helper.python("import os, sys\npid = os.fork()\nif pid == 0: os._exit(0)\n"
                + "os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)\nprint(pid, flush=True)\nsys.stdin.readline()")) {
            long zombie = Long.parseLong(parent.line());
            assertThat(processes.look(zombie)).isEqualTo(new Sighting.Zombie());
            try (PinnedProcess pinned = pin(true, zombie)) {
                assertThat(pinned.signal(Signal.TERMINATE)).isEqualTo(SignalResult.GONE);
            }
            assertThat(unpinned.processes().pin(zombie)).isEqualTo(new Pin.Gone());
        }
        try (Helper helper = pausing()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(helper.pid()))
                    .start()
                    .waitFor();
            Awaitility.await().until(() -> processes.look(helper.pid()) instanceof Sighting.Alive a && a.stopped());
            try (PinnedProcess pinned = pin(true, helper.pid())) {
                pinned.signal(Signal.CONTINUE);
                Awaitility.await()
                        .until(() -> processes.look(helper.pid()) instanceof Sighting.Alive a && !a.stopped());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void signalsReachExactlyTheirProcess(boolean byDescriptor) throws Exception {
        try (Helper victim = pausing();
                Helper bystander = pausing();
                PinnedProcess pinned = pin(byDescriptor, victim.pid())) {
            assertThat(pinned.pid()).isEqualTo(victim.pid());
            assertThat(pinned.signal(Signal.TERMINATE)).isEqualTo(SignalResult.SENT);
            assertThat(victim.exit()).isEqualTo(128 + 15);
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.GONE);
            assertThat(bystander.alive()).isTrue();
        }
        try (Helper victim = pausing();
                PinnedProcess pinned = pin(byDescriptor, victim.pid())) {
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.SENT);
            assertThat(victim.exit()).isEqualTo(128 + 9);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void awaitReturnsWhenTheProcessEnds(boolean byDescriptor) throws Exception {
        try (Helper victim = pausing();
                PinnedProcess pinned = pin(byDescriptor, victim.pid())) {
            long before = platform.clock().nanoTime();
            platform.clock().await(Duration.ofMillis(5), Optional.of(pinned));
            assertThat(platform.clock().nanoTime() - before).isGreaterThanOrEqualTo(5_000_000);
            if (byDescriptor) {
                pinned.signal(Signal.KILL);
                platform.clock().await(Duration.ofMinutes(10), Optional.of(pinned));
                assertThat(victim.exit()).isEqualTo(128 + 9);
            }
        }
        platform.clock().await(Duration.ZERO, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void awaitCanBeInterrupted(boolean byDescriptor) throws Exception {
        try (Helper victim = pausing();
                PinnedProcess pinned = pin(byDescriptor, victim.pid())) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            AtomicReference<Thread> waiter = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try {
                    platform.clock().await(Duration.ofMinutes(10), Optional.of(pinned));
                    interrupted.complete(false);
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            waiter.set(thread);
            thread.start();
            thread.interrupt();
            assertThat(interrupted.get()).isTrue();
            assertThat(processes.look(victim.pid())).isInstanceOf(Sighting.Alive.class);
        }
    }

    @Test
    void anotherUsersProcessIsAliveAndShowsItsUser() throws Exception {
        try (Helper helper = Helper.start("setpriv", "--reuid", "65534", "sh", "-c", "echo up; read line")) {
            assertThat(helper.line()).isEqualTo("up");
            Sighting.Alive seen = (Sighting.Alive) processes.look(helper.pid());
            assertThat(seen.identity().uid()).hasValue(65534);
        }
    }
}
