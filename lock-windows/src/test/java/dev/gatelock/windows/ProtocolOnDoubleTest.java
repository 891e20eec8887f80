package dev.gatelock.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Claim;
import dev.gatelock.Gate;
import dev.gatelock.Lease;
import dev.gatelock.Refusal;
import dev.gatelock.Standing;
import dev.gatelock.StopOutcome;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.windows.doubles.HandClock;
import dev.gatelock.windows.doubles.OnDouble;
import dev.gatelock.windows.doubles.ProcessDouble;
import dev.gatelock.windows.doubles.ProcessTable;
import dev.gatelock.windows.doubles.WindowsDisk;
import dev.gatelock.windows.internal.files.FileCalls;
import dev.gatelock.windows.internal.files.FileHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole protocol over this back end: two processes, one home, the file rules enforced, time by hand. */
@OnDouble
class ProtocolOnDoubleTest {

    private final HandClock clock = new HandClock();
    private final WindowsDisk disk = new WindowsDisk();
    private final ProcessTable table = new ProcessTable();
    private final Path home =
            Path.of("/home/bot-" + System.identityHashCode(this)).toAbsolutePath();
    private final ProcessDouble old = table.start(36, clock.now().minusSeconds(100));
    private final ProcessDouble young = table.start(40, clock.now().plusSeconds(1));
    private final Map<String, WindowsPlatform> platforms = new HashMap<>();
    private final Gate first = gate("old", old);
    private final Gate second = gate("young", young);
    private Duration unlockDelay = Duration.ZERO;

    private Gate gate(String name, ProcessDouble process) {
        process.atDeath(() -> {
            disk.kill(name);
            if (unlockDelay.isZero()) {
                disk.freeLocksOfTheDead();
            } else {
                clock.after(unlockDelay, disk::freeLocksOfTheDead);
            }
        });
        WindowsPlatform platform = new WindowsPlatform(disk.process(name), table.seenBy(process), clock);
        platforms.put(name, platform);
        return Gate.at(home).platform(platform).open();
    }

    private static Lease granted(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).lease();
    }

    private static Refusal refused(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Refused.class);
        return ((Claim.Refused) claim).refusal();
    }

    /** As the owner's watcher does: it looks for a marker that names it, and ends in order. */
    private void obey(Lease lease, ProcessDouble owner) {
        clock.whileWaiting(() -> {
            if (lease.departure() != Lease.Departure.NONE) {
                lease.close();
                owner.die();
            }
        });
    }

    @AfterEach
    void nobody_touched_a_locked_byte() {
        assertThat(disk.violations()).isEmpty();
    }

    @Test
    void a_live_owner_is_read_through_its_lock_and_refuses_at_once() throws Exception {
        try (Lease lease = granted(first.claim())) {
            assertThat(lease.record().stamp().lockClass()).contains("lockfileex");
            Refusal refusal = refused(second.claim());
            assertThat(refusal.explain()).contains("36");
            assertThat(clock.passed()).isZero();
            assertThat(second.probe().state()).isEqualTo(Standing.State.RUNNING);
            lease.ensureValid();
        }
        assertThat(second.probe().state()).isEqualTo(Standing.State.FREE);
        granted(second.claim()).close();
    }

    @Test
    void rule_4_the_successor_of_a_killed_owner_waits_for_the_late_unlock() throws Exception {
        unlockDelay = Duration.ofSeconds(3);
        granted(first.claim());
        old.die();
        try (Lease lease = granted(second.claim())) {
            assertThat(lease.recoveredFrom()).isPresent();
            assertThat(clock.passed()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3100));
        }
    }

    @Test
    void rule_4_an_unlock_that_never_comes_is_a_refusal_in_bounded_time() throws Exception {
        unlockDelay = Duration.ofDays(1);
        granted(first.claim());
        old.die();
        refused(second.claim());
        assertThat(clock.passed()).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_100));
        assertThat(second.probe().state()).isEqualTo(Standing.State.HELD_UNKNOWN);
    }

    @Test
    void rule_7_a_recycled_pid_is_not_the_owner() throws Exception {
        granted(first.claim());
        old.die();
        ProcessDouble innocent = table.start(36, clock.now());
        granted(second.replace()).close();
        assertThat(innocent.forced()).isZero();
    }

    @Test
    void rule_8_a_replaced_owner_that_watches_its_marker_ends_by_itself() throws Exception {
        Lease lease = granted(first.claim());
        obey(lease, old);
        try (Lease next = granted(second.replace())) {
            assertThat(lease.departure()).isEqualTo(Lease.Departure.REPLACED);
            assertThat(old.forced()).isZero();
            next.ensureValid();
        }
    }

    @Test
    void rule_8_a_replaced_owner_that_does_not_is_forced_after_the_grace() throws Exception {
        granted(first.claim());
        try (Lease next = granted(second.replace())) {
            assertThat(old.forced()).isEqualTo(1);
            assertThat(clock.passed()).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_200));
            next.ensureValid();
        }
    }

    @Test
    void rule_4_a_replacer_awaits_the_late_unlock_of_the_owner_that_it_forced() throws Exception {
        unlockDelay = Duration.ofSeconds(2);
        granted(first.claim());
        granted(second.replace()).close();
        assertThat(old.forced()).isEqualTo(1);
        assertThat(clock.passed()).isBetween(Duration.ofSeconds(12), Duration.ofMillis(12_200));
    }

    @Test
    void rule_4_a_replacer_awaits_the_late_unlock_of_an_owner_that_died_before() throws Exception {
        unlockDelay = Duration.ofSeconds(2);
        granted(first.claim());
        old.die();
        granted(second.replace()).close();
        assertThat(clock.passed()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
    }

    @Test
    void rule_8_stop_asks_by_marker_and_never_forces() throws Exception {
        Lease lease = granted(first.claim());
        assertThat(second.stop(Duration.ofSeconds(1)).result()).isEqualTo(StopOutcome.Result.STILL_RUNNING);
        assertThat(old.forced()).isZero();
        obey(lease, old);
        assertThat(second.stop(Duration.ofSeconds(1)).result()).isEqualTo(StopOutcome.Result.STOPPED);
        assertThat(lease.departure()).isEqualTo(Lease.Departure.STOPPED);
        assertThat(old.forced()).isZero();
    }

    /** Neither a lock nor an environment tells of it: only the note beside the lock (#51325). */
    @Test
    void rule_8_what_a_killed_owner_left_running_refuses_a_start_and_is_ended_by_a_replacement() throws Exception {
        Lease lease = granted(first.claim());
        String claim = lease.record().stamp().nonce().orElseThrow();
        ProcessDouble work = table.start(44, clock.now());
        platforms.get("old").started().add(home, claim, work);
        old.die();
        assertThat(refused(second.claim()).explain()).contains("44");
        assertThat(work.forced()).isZero();
        granted(second.replace()).close();
        assertThat(work.forced()).isEqualTo(1);
    }

    @Test
    void rule_8_a_note_of_a_program_that_is_gone_stops_nobody_and_ends_nobody() throws Exception {
        Lease lease = granted(first.claim());
        String claim = lease.record().stamp().nonce().orElseThrow();
        ProcessDouble work = table.start(44, clock.now());
        platforms.get("old").started().add(home, claim, work);
        old.die();
        work.die();
        ProcessDouble innocent = table.start(44, clock.now().plusSeconds(1));
        granted(second.claim());
        young.die();
        assertThat(innocent.forced()).isZero();
        assertThat(innocent.isAlive()).isTrue();
    }

    @Test
    void rule_3_a_record_that_somebody_keeps_open_is_published_in_place() throws Exception {
        granted(first.claim());
        old.die();
        FileCalls reader = disk.process("reader");
        FileHandle open = reader.open(home.resolve("gateway.pid"), OpenMode.READ, FileCalls.Sharing.ALL);
        try (Lease lease = granted(second.claim())) {
            assertThat(lease.record().identity().pid()).isEqualTo(40);
            assertThat(new String(disk.bytes(home.resolve("gateway.pid")), StandardCharsets.UTF_8))
                    .contains(lease.record().stamp().nonce().orElseThrow());
            assertThat(reader.list(home)).noneMatch(name -> name.endsWith(".tmp"));
            open.close();
        }
        assertThat(disk.exists(home.resolve("gateway.pid"))).isFalse();
    }

    @Test
    void rule_2_the_files_of_a_live_owner_cannot_all_be_deleted() throws Exception {
        FileCalls stranger = disk.process("stranger");
        try (Lease lease = granted(first.claim())) {
            assertThatThrownBy(() -> stranger.delete(home.resolve("gateway.lock")))
                    .isInstanceOf(FileSystemException.class);
            stranger.delete(home.resolve("gateway.pid"));
            refused(second.claim());
            lease.ensureValid();
            assertThat(disk.exists(home.resolve("gateway.pid"))).isTrue();
        }
    }
}
