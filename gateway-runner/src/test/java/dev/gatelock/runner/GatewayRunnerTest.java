package dev.gatelock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatelock.Gate;
import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Platforms;
import dev.gatelock.Standing;
import dev.gatelock.runner.spi.AdapterConfigurationException;
import dev.gatelock.runner.spi.AdapterContext;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One run after another on the real system, with adapters that only look. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GatewayRunnerTest {
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "runner under test");
        thread.setDaemon(true);
        thread.start();
    };

    @TempDir
    private Path home;

    private final List<String> diary = Probe.diary();
    private final List<GatewayRunner> running = new CopyOnWriteArrayList<>();

    @AfterEach
    void endAll() {
        running.forEach(GatewayRunner::stop);
    }

    private Probe probe(String name) {
        return new Probe(name, home, diary);
    }

    private Gate gate() {
        return Gate.at(home).kind("test").waitAtMost(Duration.ofMinutes(2)).open();
    }

    private GatewayRunnerBuilder builder(Probe... adapters) {
        GatewayRunnerBuilder builder = GatewayRunner.of(gate()).environment(Map.of(RunnerConfig.STORM_LIMIT, "0"));
        for (Probe adapter : adapters) {
            builder.adapter(adapter);
        }
        return builder;
    }

    private GatewayRunner runner(Probe... adapters) {
        return kept(builder(adapters).build());
    }

    private GatewayRunner kept(GatewayRunner runner) {
        running.add(runner);
        return runner;
    }

    private static CompletableFuture<RunResult> begin(GatewayRunner runner) {
        return CompletableFuture.supplyAsync(runner::run, THREADS);
    }

    private void assertGone() {
        assertThat(home.resolve("gateway.pid")).doesNotExist();
        assertThat(gate().probe().state()).isEqualTo(Standing.State.FREE);
    }

    @Test
    void adaptersWorkOnlyWhileTheLockIsHeld() throws Exception {
        Probe last = probe("b");
        GatewayRunner runner = runner(probe("a"), last);
        CompletableFuture<RunResult> result = begin(runner);
        last.started.await();
        runner.stop();
        assertThat(result.get()).isEqualTo(new RunResult(0, List.of()));
        assertThat(diary)
                .containsExactly(
                        "start a starting owned",
                        "start b starting owned",
                        "stop b draining owned",
                        "stop a draining owned");
        assertThat(Probe.phase(home)).isEqualTo("stopped");
        assertGone();
    }

    @Test
    void saysThatItIsActiveOnlyWhenEverythingIsStarted() throws Exception {
        AtomicReference<String> phase = new AtomicReference<>();
        CountDownLatch active = new CountDownLatch(1);
        GatewayRunner runner = kept(builder(probe("a"))
                .notices(line -> {
                    if (line.startsWith("gateway active ")) {
                        phase.set(Probe.phase(home) + " after " + diary + " " + line);
                        active.countDown();
                    }
                })
                .build());
        CompletableFuture<RunResult> result = begin(runner);
        active.await();
        assertThat(phase.get())
                .isEqualTo("running after [start a starting owned] gateway active pid="
                        + ProcessHandle.current().pid() + " home=" + home.toRealPath() + " generation=1");
        assertThat(Files.readString(home.resolve("gateway_state.json"))).contains("\"a\":{\"state\":\"connected\"");
        runner.stop();
        assertThat(result.get().status()).isZero();
    }

    @Test
    void aSecondOneInThisJvmIsRefused() throws Exception {
        Probe first = probe("first");
        GatewayRunner runner = runner(first);
        CompletableFuture<RunResult> result = begin(runner);
        first.started.await();
        RunResult second = runner(probe("second")).run();
        assertThat(second.status()).isEqualTo(69);
        assertThat(second.messages()).hasSize(2);
        runner.stop();
        assertThat(result.get().status()).isZero();
        assertThat(diary).noneMatch(line -> line.contains("second"));
    }

    @Test
    void anAdapterThatFailsEndsTheRun() {
        Probe broken = new Probe("broken", home, diary) {
            @Override
            public void start(AdapterContext context) throws Exception {
                note("start");
                throw new IllegalStateException("no route to host");
            }
        };
        RunResult result = runner(probe("a"), broken, probe("c")).run();
        assertThat(result).isEqualTo(new RunResult(1, List.of("adapter broken failed: no route to host")));
        assertThat(diary)
                .containsExactly(
                        "start a starting owned",
                        "start broken starting owned",
                        "stop broken draining owned",
                        "stop a draining owned");
        assertThat(Probe.phase(home)).isEqualTo("startup_failed");
        assertGone();
    }

    @Test
    void anAdapterThatCannotWorkWithItsSettingsIsAConfigurationError() {
        Probe wrong = new Probe("wrong", home, diary) {
            @Override
            public void start(AdapterContext context) throws Exception {
                throw new AdapterConfigurationException("TOKEN is not set");
            }
        };
        assertThat(runner(wrong).run()).isEqualTo(new RunResult(78, List.of("adapter wrong failed: TOKEN is not set")));
        assertThat(Probe.phase(home)).isEqualTo("startup_failed");
        assertGone();
    }

    /** A class that is missing is an error and no exception; the run must not go on as if nothing were the matter. */
    @Test
    void anAdapterWithAMissingClassEndsTheRun() {
        Probe incomplete = new Probe("incomplete", home, diary) {
            @Override
            public void start(AdapterContext context) {
                throw new NoClassDefFoundError("com/example/Client");
            }
        };
        assertThat(runner(incomplete).run().status()).isEqualTo(1);
        assertGone();
    }

    @Test
    void anAdapterThatCannotTellWhetherItIsWantedEndsTheRun() {
        Probe undecided = new Probe("undecided", home, diary) {
            @Override
            public boolean wanted(AdapterContext context) {
                throw new IllegalArgumentException("bad port");
            }
        };
        assertThat(runner(undecided).run()).isEqualTo(new RunResult(1, List.of("adapter undecided failed: bad port")));
        assertGone();
    }

    @Test
    void anAdapterThatIsNotWantedIsLeftOut() throws Exception {
        Probe unwanted = new Probe("unwanted", home, diary) {
            @Override
            public boolean wanted(AdapterContext context) {
                return context.setting("WANTED").isPresent();
            }
        };
        Probe last = probe("last");
        GatewayRunner runner = kept(GatewayRunner.of(gate())
                .environment(Map.of("WANTED", " "))
                .adapter(unwanted)
                .adapter(last)
                .build());
        CompletableFuture<RunResult> result = begin(runner);
        last.started.await();
        runner.stop();
        assertThat(result.get().status()).isZero();
        assertThat(diary).noneMatch(line -> line.contains("unwanted"));
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 75"})
    void anAdapterMayEndTheRun(boolean restart, int status) {
        Probe tired = new Probe("tired", home, diary) {
            @Override
            public void start(AdapterContext context) throws Exception {
                super.start(context);
                if (restart) {
                    context.restart();
                } else {
                    context.fail("connection closed for good");
                }
            }
        };
        RunResult result = runner(tired).run();
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.messages()).hasSize(1);
        assertThat(diary).last().isEqualTo("stop tired draining owned");
        assertGone();
    }

    @Test
    void aRestartIs75() throws Exception {
        Probe probe = probe("a");
        GatewayRunner runner = runner(probe);
        CompletableFuture<RunResult> result = begin(runner);
        probe.started.await();
        runner.restart();
        assertThat(result.get().status()).isEqualTo(75);
        assertThat(Files.readString(home.resolve("gateway_state.json"))).contains("\"restart_requested\":true");
        assertGone();
    }

    /** teardown-hangs #14128: bounded and reported, and the others are stopped all the same. */
    @Test
    void anAdapterThatDoesNotStopIsLeftBehind() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Probe stuck = new Probe("stuck", home, diary) {
            @Override
            public void stop() throws Exception {
                super.stop();
                never.await();
            }
        };
        Probe careless = new Probe("careless", home, diary) {
            @Override
            public void stop() throws Exception {
                super.stop();
                throw new IllegalStateException("already closed");
            }
        };
        GatewayRunner runner = runner(probe("a"), careless, stuck);
        CompletableFuture<RunResult> result = begin(runner);
        stuck.started.await();
        runner.stop();
        assertThat(result.get().status()).isZero();
        assertThat(result.get().messages())
                .containsExactly("adapter stuck: did not end within 5 s", "adapter careless: already closed");
        assertThat(diary).last().isEqualTo("stop a draining owned");
        assertGone();
        never.countDown();
    }

    /** Stopping is the way out of a start that hangs; what would have come after it must not begin any more (I8). */
    @Test
    void aHangingStartCanBeStoppedAndNothingStartsAfterIt() throws Exception {
        CountDownLatch inStart = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        Probe slow = new Probe("slow", home, diary) {
            @Override
            public void start(AdapterContext context) {
                inStart.countDown();
                boolean waiting = true;
                while (waiting) {
                    try {
                        release.await();
                        waiting = false;
                    } catch (InterruptedException e) {
                        // as a library that knows no interrupts
                    }
                }
                returned.countDown();
            }
        };
        Probe next = probe("next");
        GatewayRunner runner = runner(slow, next);
        CompletableFuture<RunResult> result = begin(runner);
        inStart.await();
        runner.stop();
        assertThat(result.get().status()).isZero();
        assertThat(diary).containsExactly("stop slow draining owned");
        assertGone();
        Thread starter = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("gateway-start"))
                .findFirst()
                .orElseThrow();
        release.countDown();
        returned.await();
        starter.join();
        assertThat(next.started.getCount()).isOne();
    }

    @Test
    void aStopThatCameBeforeTheRunIsNotForgotten() {
        GatewayRunner runner = runner(probe("a"));
        runner.stop();
        assertThat(runner.run().status()).isZero();
        assertThat(diary).isEmpty();
    }

    /** Somebody has the lock and nobody can tell who: the start waits, and can be ended meanwhile. */
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 75"})
    void aWaitForTheLockCanBeEnded(boolean restart, int status) throws Exception {
        try (Directory directory = Platforms.current().directories().open(home);
                OpenFile lock = directory.open("gateway.lock", OpenMode.CREATE_NEW)) {
            assertThat(lock.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            GatewayRunner runner = runner(probe("a"));
            CompletableFuture<RunResult> result = begin(runner);
            if (restart) {
                runner.restart();
            } else {
                runner.stop();
            }
            assertThat(result.get().status()).isEqualTo(status);
        }
        assertThat(diary).isEmpty();
    }

    @Test
    void anInterruptEndsTheRunInOrder() throws Exception {
        Probe probe = probe("a");
        GatewayRunner runner = runner(probe);
        AtomicReference<RunResult> result = new AtomicReference<>();
        Thread thread = new Thread(() -> result.set(runner.run()));
        thread.start();
        probe.started.await();
        thread.interrupt();
        thread.join();
        assertThat(result.get().status()).isZero();
        assertThat(diary).last().isEqualTo("stop a draining owned");
        assertGone();
    }

    /** Markers reach where signals do not. */
    @ParameterizedTest
    @CsvSource({
        ".gateway-takeover.json, '', 0, replaced by another instance",
        ".gateway-planned-stop.json, '', 0, stopped as asked",
        ".gateway-planned-stop.json, '\"restart\": true, ', 75, ends to be started again"
    })
    void aMarkerEndsTheRun(String name, String request, int status, String message) throws Exception {
        Probe probe = probe("a");
        CompletableFuture<RunResult> result = begin(runner(probe));
        probe.started.await();
        Path aside = Files.writeString(
                home.resolve("marker.tmp"),
                "{\"target_pid\": " + ProcessHandle.current().pid() + ", \"target_start_time\": null, " + request
                        + "\"written_at\": \"" + Instant.now() + "\"}");
        Files.move(aside, home.resolve(name));
        assertThat(result.get()).isEqualTo(new RunResult(status, List.of(message)));
        assertThat(home.resolve(name)).doesNotExist();
        assertGone();
    }

    /** Without the home's own lock a swapped lock file admits another: the run ends and says so. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open lock file cannot be swapped there")
    void aLostLockEndsTheRun() throws Exception {
        Gate weak = Gate.at(home)
                .platform(Platforms.without(EnumSet.of(Capability.HOME_LOCK)))
                .open();
        Probe probe = probe("a");
        GatewayRunner runner = kept(GatewayRunner.of(weak).adapter(probe).build());
        CompletableFuture<RunResult> result = begin(runner);
        probe.started.await();
        try (Directory directory = Platforms.current().directories().open(home);
                OpenFile foreign = directory.open("next.lock", OpenMode.CREATE_NEW)) {
            assertThat(foreign.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            directory.rename("next.lock", "gateway.lock");
            assertThat(result.get().status()).isEqualTo(76);
            assertThat(result.get().messages()).hasSize(1);
            assertThat(diary).last().asString().startsWith("stop a");
            assertThat(foreign.lockShown()).isNotEqualTo(LockShown.NO);
        }
    }

    @Test
    void saysFromWhomItRecovered() throws Exception {
        OwnerRecord mine;
        try (Lease lease = gate().claim().lease()) {
            mine = lease.record();
            Files.copy(home.resolve("gateway.pid"), home.resolve("kept"));
        }
        String dead = Files.readString(home.resolve("kept"))
                .replace("\"start_time\":" + mine.identity().startTime().orElseThrow(), "\"start_time\":1");
        Files.writeString(home.resolve("gateway.pid"), dead);
        List<String> notices = Probe.diary();
        Probe probe = probe("a");
        GatewayRunner runner = kept(builder(probe).notices(notices::add).build());
        CompletableFuture<RunResult> result = begin(runner);
        probe.started.await();
        runner.stop();
        assertThat(result.get().status()).isZero();
        assertThat(notices).anyMatch(line -> line.startsWith("recovered from an earlier owner: "));
    }

    private RunResult work(String... command) {
        RunnerConfig.Work work = new RunnerConfig.Work(
                List.of(command), RunnerConfig.Style.CHILD, RunnerConfig.Signals.LEFT_ALONE, Duration.ofMinutes(1));
        return kept(builder().work(work).build()).run();
    }

    @ParameterizedTest
    @CsvSource({"exit 0, 0", "exit 7, 7", "exit 75, 75", "kill -KILL $$, 137", "kill -TERM $$, 143"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell and signals; see WorkOnWindowsTest")
    void theCommandsStatusIsTheResult(String script, int status) {
        assertThat(work("/bin/sh", "-c", script)).isEqualTo(new RunResult(status, List.of()));
        assertThat(Probe.phase(home)).isEqualTo("stopped");
        assertGone();
    }

    @Test
    void aCommandThatIsNotThereIsAConfigurationError() {
        RunResult result = work("no-such-command-anywhere");
        assertThat(result.status()).isEqualTo(78);
        assertThat(result.messages()).hasSize(1).first().asString().contains("no-such-command-anywhere", "not found");
        assertThat(Probe.phase(home)).isEqualTo("startup_failed");
        assertGone();
    }

    /** As on Windows: a replacement would have ended the incumbent, for nothing. */
    @Test
    void whatTheSystemCannotDoIsRefusedBeforeTheClaim() {
        Gate without = Gate.at(home.resolve("untouched"))
                .platform(Platforms.without(EnumSet.of(Capability.REPLACE_IMAGE)))
                .open();
        RunnerConfig.Work work = new RunnerConfig.Work(
                List.of("any"), RunnerConfig.Style.EXEC, RunnerConfig.Signals.LEFT_ALONE, Duration.ZERO);
        RunResult result = GatewayRunner.of(without)
                .entry(RunnerConfig.Entry.REPLACE)
                .work(work)
                .build()
                .run();
        assertThat(result.status()).isEqualTo(78);
        assertThat(result.messages()).first().asString().contains("--exec");
        assertThat(home.resolve("untouched")).doesNotExist();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no mode x")
    void aCommandThatMayNotRunIsAConfigurationError() throws Exception {
        Path plain = Files.writeString(home.resolve("plain"), "no program");
        RunResult result = work(plain.toString());
        assertThat(result.status()).isEqualTo(78);
        assertThat(result.messages()).hasSize(1).first().asString().contains("chmod +x");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell and signals; see WorkOnWindowsTest")
    void aCommandIsAskedToEndWhenTheRunEnds() throws Exception {
        Path ready = home.resolve("ready");
        RunnerConfig.Work work = new RunnerConfig.Work(
                List.of(
                        "/bin/sh",
                        "-c",
                        "trap 'echo asked > \"$0.asked\"; exit 3' TERM; : > \"$0\"; while :; do sleep 0.05; done",
                        ready.toString()),
                RunnerConfig.Style.CHILD,
                RunnerConfig.Signals.LEFT_ALONE,
                Duration.ofMinutes(2));
        GatewayRunner runner = kept(builder().work(work).build());
        CompletableFuture<RunResult> result = begin(runner);
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(ready));
        runner.stop();
        assertThat(result.get().status()).isZero();
        assertThat(home.resolve("ready.asked")).exists();
        assertGone();
    }

    /** What the command leaves in the background would keep the lock and refuse every later start (#51325). */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell and signals; see WorkOnWindowsTest")
    void whatTheCommandLeavesBehindWithTheLockIsEnded() {
        RunResult result = work("/bin/sh", "-c", "sleep 600 & exit 4");
        assertThat(result.status()).isEqualTo(4);
        assertThat(result.messages())
                .containsExactly("ended 1 process(es) that the command had left behind with the lock");
        assertGone();
    }
}
