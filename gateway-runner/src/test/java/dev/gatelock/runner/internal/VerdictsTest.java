package dev.gatelock.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatelock.Gate;
import dev.gatelock.Lease.Departure;
import dev.gatelock.LeaseLostException;
import dev.gatelock.StateUpdate.Restart;
import dev.gatelock.runner.ExitCode;
import dev.gatelock.runner.RunResult;
import dev.gatelock.runner.RunnerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** term-exits-zero, planned-stop-exits-one, restart-exit-zero, fatal-config-exit-lost: the table of section D. */
class VerdictsTest {
    private static final Ending TERM = new Ending.Signalled("SIGTERM", 15);
    private static final Ending HUP = new Ending.Signalled("SIGHUP", 1);
    private static final Ending INT = new Ending.Signalled("SIGINT", 2);
    private static final Ending LOST = new Ending.Lost(new LeaseLostException("gone", null));

    private static Verdicts verdicts(String... command) {
        return new Verdicts(new RunnerConfig(
                Gate.at(Path.of("home")).open(),
                RunnerConfig.Entry.CLAIM,
                new RunnerConfig.Work(
                        List.of(command), RunnerConfig.Style.CHILD, RunnerConfig.Signals.LEFT_ALONE, Duration.ZERO),
                List.of(),
                Map.of(),
                List.of(),
                line -> {}));
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments(
                        "work well", new Ending.WorkEnded(0), 0, 0, Restart.NOT_REQUESTED, "work ended with status 0"),
                arguments("work failed", new Ending.WorkEnded(3), 3, 3, Restart.LIKELY, "work ended with status 3"),
                arguments(
                        "work killed",
                        new Ending.WorkEnded(137),
                        137,
                        137,
                        Restart.LIKELY,
                        "work ended with status 137"),
                arguments(
                        "#5646 replaced",
                        new Ending.Departed(Departure.REPLACED),
                        143,
                        0,
                        Restart.NOT_REQUESTED,
                        "replaced"),
                arguments(
                        "b63229016 stop",
                        new Ending.Departed(Departure.STOPPED),
                        143,
                        0,
                        Restart.NOT_REQUESTED,
                        "planned stop"),
                arguments(
                        "restart",
                        new Ending.Departed(Departure.RESTARTED),
                        0,
                        75,
                        Restart.REQUESTED,
                        "restart requested"),
                arguments(
                        "#28135 restart",
                        new Ending.RestartRequested(),
                        143,
                        75,
                        Restart.REQUESTED,
                        "restart requested"),
                arguments("stop()", new Ending.Requested(), 143, 0, Restart.NOT_REQUESTED, "stopped"),
                arguments("lost", LOST, 0, 76, Restart.NOT_REQUESTED, "gone"),
                arguments("adapter", new Ending.AdapterFailed("a", "why", false), 0, 1, Restart.LIKELY, "why"),
                arguments("#51228 adapter", new Ending.AdapterFailed("a", "why", true), 0, 78, Restart.LIKELY, "why"),
                arguments("launch", new Ending.LaunchFailed("why", false), 0, 1, Restart.LIKELY, "why"),
                arguments("no command", new Ending.LaunchFailed("why", true), 0, 78, Restart.LIKELY, "why"),
                arguments(
                        "scope",
                        new Ending.Barred(RunResult.of(ExitCode.REFUSED, "taken")),
                        0,
                        69,
                        Restart.NOT_REQUESTED,
                        "taken"),
                arguments("Ctrl+C", INT, 130, 0, Restart.NOT_REQUESTED, "SIGINT"),
                arguments("#5646 TERM", TERM, 0, 1, Restart.NOT_REQUESTED, "SIGTERM"),
                arguments("TERM, work died of it", TERM, 143, 1, Restart.NOT_REQUESTED, "SIGTERM"),
                arguments("TERM, work's own word", TERM, 9, 9, Restart.NOT_REQUESTED, "SIGTERM"),
                arguments("HUP", HUP, 129, 1, Restart.NOT_REQUESTED, "SIGHUP"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void endsLikeThis(String name, Ending ending, int workStatus, int status, Restart restart, String reason) {
        Verdicts verdicts = verdicts("bot");
        assertThat(verdicts.of(ending, workStatus).status()).isEqualTo(status);
        assertThat(verdicts.restart(ending)).isEqualTo(restart);
        assertThat(verdicts.reason(ending)).isEqualTo(reason);
    }

    @Test
    void everySortOfEndingIsInTheTable() {
        assertThat(endings().map(row -> row.get()[1].getClass()).distinct())
                .hasSize(Ending.class.getPermittedSubclasses().length);
    }

    @Test
    void withoutACommandThereIsNoWordOfIts() {
        assertThat(verdicts().of(TERM, 9).status()).isEqualTo(1);
    }

    /** term-exits-zero and Ctrl+C hold while the lock is still being waited for, too. */
    @Test
    void endedWhileWaiting() {
        assertThat(verdicts().withoutLease(TERM).status()).isEqualTo(1);
        assertThat(verdicts().withoutLease(HUP).status()).isEqualTo(1);
        assertThat(verdicts().withoutLease(INT).status()).isZero();
        assertThat(verdicts().withoutLease(new Ending.Requested())).isEqualTo(new RunResult(0, List.of()));
        assertThat(verdicts().withoutLease(new Ending.RestartRequested()).status())
                .isEqualTo(75);
        assertThat(verdicts().withoutLease(null).status()).isZero();
    }
}
