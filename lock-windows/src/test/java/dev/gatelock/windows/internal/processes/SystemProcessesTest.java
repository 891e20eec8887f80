package dev.gatelock.windows.internal.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import dev.gatelock.spi.Workload;
import dev.gatelock.windows.doubles.OnThisSystem;
import dev.gatelock.windows.internal.files.NioFiles;
import dev.gatelock.windows.internal.files.WindowsDirectories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnThisSystem
@Timeout(60)
class SystemProcessesTest {
    private final WindowsClock clock = new WindowsClock();
    private final StartedPrograms started =
            new StartedPrograms(new WindowsDirectories(NioFiles.ofThisSystem(), clock), ProcessCalls.ofThisSystem());
    private final WindowsProcesses processes = new WindowsProcesses(ProcessCalls.ofThisSystem(), clock, started);
    private final WindowsLauncher launcher = new WindowsLauncher(started);

    private Workload child(String... arguments) throws PortException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        command.addAll(List.of(arguments));
        return launcher.start(new Launch(command, Map.of("GATELOCK_CHILD", "7")), List.of());
    }

    @Test
    void this_process_is_alive_and_itself() {
        assertThat(processes.look(processes.self().pid()))
                .isInstanceOfSatisfying(Sighting.Alive.class, alive -> assertThat(alive.identity())
                        .isEqualTo(processes.self()));
        assertThat(processes.self().startTime()).isPresent();
        assertThat(processes.self().startTime().getAsLong()).isLessThanOrEqualTo(processes.startTimeNow());
        assertThat(processes.selfArguments()).isNotEmpty();
    }

    @Test
    void nobody_ends_itself() {
        try (PinnedProcess self = ((Pin.Pinned) processes.pin(processes.self().pid())).process()) {
            assertThat(self.signal(Signal.KILL)).isEqualTo(SignalResult.DENIED);
        }
    }

    @Test
    void a_program_gets_our_variables_and_its_exit_status_comes_back() throws Exception {
        assertThat(child("exit-with-variable").await()).isEqualTo(7);
    }

    @Test
    void the_end_of_a_pinned_process_ends_a_wait_and_the_process_is_gone() throws Exception {
        Workload child = child("stay");
        try (PinnedProcess pinned = ((Pin.Pinned) processes.pin(child.pid())).process()) {
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.SENT);
            clock.await(Duration.ofMinutes(10), Optional.of(pinned));
            assertThat(child.await()).isNotZero();
            assertThat(processes.look(child.pid())).isInstanceOf(Sighting.Absent.class);
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.GONE);
        }
    }

    @Test
    void a_workload_takes_no_signal_but_the_last() throws Exception {
        Workload child = child("stay");
        assertThat(child.canBeAsked()).isFalse();
        child.signal(15);
        assertThat(processes.look(child.pid())).isInstanceOf(Sighting.Alive.class);
        child.signal(9);
        assertThat(child.await()).isNotZero();
        child.signal(9);
    }

    @Test
    void a_wait_for_nobody_or_for_the_living_ends_by_itself() throws Exception {
        long before = clock.nanoTime();
        clock.await(Duration.ofMillis(20), Optional.empty());
        assertThat(clock.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
        try (PinnedProcess self = ((Pin.Pinned) processes.pin(processes.self().pid())).process()) {
            before = clock.nanoTime();
            clock.await(Duration.ofMillis(20), Optional.of(self));
            assertThat(clock.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
        }
        clock.await(Duration.ZERO, Optional.empty());
    }

    @Test
    void an_interrupted_wait_says_so() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> clock.await(Duration.ofMinutes(1), Optional.empty()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void what_cannot_be_started_is_named() {
        assertThatThrownBy(() -> launcher.start(new Launch(List.of("no-such-program-7c1"), Map.of()), List.of()))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
        String directory = System.getProperty("java.home");
        assertThatThrownBy(() -> launcher.start(new Launch(List.of(directory), Map.of()), List.of()))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PERMISSION));
        assertThatThrownBy(() -> launcher.replaceSelf(new Launch(List.of("java"), Map.of()), List.of()))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED));
    }

    @Test
    void there_is_no_list_of_locks() {
        NoLockTable table = new NoLockTable();
        assertThat(table.taker(new FileId("x"))).isInstanceOf(LockSighting.NoTable.class);
        assertThat(table.holders(new FileId("x"))).isInstanceOf(LockSighting.NoTable.class);
    }
}
