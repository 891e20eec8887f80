package dev.gatelock.windows.internal.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import dev.gatelock.windows.doubles.HandClock;
import dev.gatelock.windows.doubles.OnDouble;
import dev.gatelock.windows.doubles.ProcessDouble;
import dev.gatelock.windows.doubles.ProcessTable;
import dev.gatelock.windows.doubles.WindowsDisk;
import dev.gatelock.windows.internal.files.WindowsDirectories;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@OnDouble
class WindowsProcessesTest {
    private static final Instant START = Instant.parse("2026-03-01T11:59:00.129Z");

    private final ProcessTable table = new ProcessTable();
    private final HandClock clock = new HandClock();
    private final ProcessDouble self = table.start(32, START);
    private final ProcessDouble other = table.start(36, START);
    private final WindowsProcesses processes = new WindowsProcesses(
            table.seenBy(self),
            clock,
            new StartedPrograms(new WindowsDirectories(new WindowsDisk().process("self"), clock), table.seenBy(self)));

    private PinnedProcess pin(long pid) {
        return ((Pin.Pinned) processes.pin(pid)).process();
    }

    @Test
    void rule_7_a_process_is_its_pid_and_its_creation_time_in_hundredths_of_a_second() {
        ProcessIdentity identity = processes.self();
        assertThat(identity.pid()).isEqualTo(32);
        assertThat(identity.startTime()).hasValue(START.toEpochMilli() / 10);
        assertThat(identity.bootId()).isEmpty();
        assertThat(identity.pidNamespace()).isEmpty();
        assertThat(identity.uid()).isEmpty();
        assertThat(processes.startTimeNow()).isEqualTo(clock.now().toEpochMilli() / 10);
        assertThat(processes.since(identity.startTime().getAsLong())).isEqualTo(Duration.ofMillis(59_880));
        assertThat(processes.since(processes.startTimeNow() + 100)).isZero();
    }

    @Test
    void rule_7_looking_shows_no_command_line_rather_than_half_of_one() {
        assertThat(processes.look(36)).isInstanceOfSatisfying(Sighting.Alive.class, alive -> {
            assertThat(alive.commandLine()).isEmpty();
            assertThat(alive.stopped()).isFalse();
            assertThat(alive.identity().startTime()).hasValue(START.toEpochMilli() / 10);
        });
        assertThat(other.forced()).isZero();
    }

    @Test
    void rule_7_absent_is_only_what_the_list_of_all_does_not_have() {
        assertThat(processes.look(40)).isInstanceOf(Sighting.Absent.class);
        assertThat(processes.pin(40)).isInstanceOf(Pin.Gone.class);
        table.start(40, START).hide();
        assertThat(processes.look(40)).isInstanceOf(Sighting.Unclear.class);
        assertThat(processes.pin(40)).isInstanceOf(Pin.Refused.class);
        other.die();
        assertThat(processes.look(36)).isInstanceOf(Sighting.Absent.class);
    }

    @Test
    void a_number_beyond_32_bits_is_nobody_and_not_the_process_of_its_lower_half() {
        assertThat(processes.look((1L << 32) + 36)).isInstanceOf(Sighting.Absent.class);
        assertThat(processes.look(0)).isInstanceOf(Sighting.Absent.class);
        assertThat(processes.look(-36)).isInstanceOf(Sighting.Absent.class);
        assertThat(processes.highestPid()).isEqualTo(0xFFFF_FFFCL);
    }

    /** OpenProcess takes 37 for 36: a record that nobody wrote would name a live process. */
    @Test
    void a_number_between_two_pids_is_nobody() {
        for (long between : new long[] {37, 38, 39}) {
            assertThat(processes.look(between)).isInstanceOf(Sighting.Absent.class);
            assertThat(processes.pin(between)).isInstanceOf(Pin.Gone.class);
        }
        assertThat(processes.look(36)).isInstanceOf(Sighting.Alive.class);
    }

    @Test
    void rule_8_there_is_no_polite_signal() {
        try (PinnedProcess pinned = pin(36)) {
            assertThat(pinned.signal(Signal.TERMINATE)).isEqualTo(SignalResult.UNSUPPORTED);
            assertThat(pinned.signal(Signal.CONTINUE)).isEqualTo(SignalResult.UNSUPPORTED);
            assertThat(other.isAlive()).isTrue();
        }
    }

    @Test
    void rule_8_a_process_with_the_pinned_creation_time_is_forced() {
        try (PinnedProcess pinned = pin(36)) {
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.SENT);
            assertThat(other.isAlive()).isFalse();
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.GONE);
        }
    }

    @Test
    void rule_8_whoever_got_the_pid_later_is_left_alone() {
        try (PinnedProcess pinned = pin(36)) {
            other.die();
            ProcessDouble innocent = table.start(36, START.plusSeconds(1));
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.GONE);
            assertThat(innocent.forced()).isZero();
        }
    }

    @Test
    void rule_8_a_process_without_a_known_creation_time_is_never_forced() {
        ProcessDouble undated = table.startUndated(44);
        try (PinnedProcess pinned = pin(44)) {
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.DENIED);
            assertThat(undated.forced()).isZero();
        }
    }

    @Test
    void a_process_that_may_not_be_ended_is_denied() {
        other.protect();
        try (PinnedProcess pinned = pin(36)) {
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.DENIED);
            other.hide();
            assertThat(pinned.signal(Signal.KILL)).isEqualTo(SignalResult.DENIED);
        }
    }
}
