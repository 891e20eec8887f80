package dev.gatelock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Gate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands where there is neither a POSIX shell nor a signal. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "commands of Windows")
@Timeout(120)
class WorkOnWindowsTest {
    private static final Duration GRACE = Duration.ofMinutes(5);

    @TempDir
    Path home;

    private GatewayRunner runner(String... command) {
        return GatewayRunner.of(Gate.at(home).open())
                .work(new RunnerConfig.Work(
                        List.of(command), RunnerConfig.Style.CHILD, RunnerConfig.Signals.HANDLED, GRACE))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 75})
    void theCommandsStatusIsTheResult(int status) {
        RunResult result = runner("cmd", "/c", "exit " + status).run();
        assertThat(result).isEqualTo(new RunResult(status, List.of()));
        assertThat(Probe.phase(home)).isEqualTo("stopped");
        assertThat(home.resolve("gateway.pid")).doesNotExist();
    }

    /** Nothing there can ask a command to end, so the grace would be waited for in vain. */
    @Test
    void aCommandIsEndedWithEverythingItStartedAndWithoutWaiting() {
        GatewayRunner runner = runner("cmd", "/c", Stay.command(home.resolve("stays")));
        CompletableFuture<RunResult> result = CompletableFuture.supplyAsync(runner::run);
        Path said = home.resolve("stays");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Stay.pid(said)
                .isPresent());
        ProcessHandle inner = Stay.pid(said).orElseThrow();
        assertThat(inner.isAlive()).isTrue();
        runner.stop();
        assertThat(result.join().status()).isZero();
        inner.onExit().join();
        assertThat(Files.exists(home.resolve("gateway.pid"))).isFalse();
    }
}
