package dev.gatelock.internal.locking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is watched while waiting, for how long at a time, and that no handle is left. */
class HolderWatchTest {
    private final SmallMachine machine = new SmallMachine();
    private final HolderWatch watch = new HolderWatch(machine);

    HolderWatchTest() {
        machine.processes().alive(4711, 5, "one");
        machine.processes().alive(4712, 6, "other");
    }

    @AfterEach
    void noHandleIsLeft() {
        watch.close();
        watch.close();
        assertThat(watch.watching()).isFalse();
        assertThat(machine.processes().pinned()).isEmpty();
    }

    private Deadline in(long millis) {
        return Deadline.in(machine.clock(), Duration.ofMillis(millis));
    }

    private static LockSighting held(Long... pids) {
        return new LockSighting.Held(List.of(pids).stream()
                .map(pid -> new LockHolder(pid, pid, true))
                .toList());
    }

    @Test
    void watchesTheFirstThatTheKernelNames() throws InterruptedException {
        watch.follow(held(4712L, 4711L));
        assertThat(machine.processes().pinned()).containsExactly(4712L);
        watch.await(in(1000));
        assertThat(machine.clock().waits()).containsExactly("50 ms for pid 4712");
    }

    @Test
    void watchesNobodyWhereNobodyIsNamed() throws InterruptedException {
        watch.follow(held());
        watch.follow(new LockSighting.NotListed(true));
        watch.follow(OptionalLong.empty());
        watch.follow(OptionalLong.of(9999));
        assertThat(watch.watching()).isFalse();
        watch.await(in(30));
        assertThat(machine.clock().waits()).containsExactly("30 ms");
    }

    /** Thirty that looked twenty times a second left the winner no time to write its record. */
    @Test
    void looksLessOftenWhereTheSystemHasNoListOfLocks() throws InterruptedException {
        watch.follow(new LockSighting.NoTable("there is none"));
        for (int round = 0; round < 50; round++) {
            watch.await(in(10_000));
            watch.follow(new LockSighting.NoTable("there is none"));
        }
        assertThat(machine.clock().waits().subList(0, 8)).containsOnly("50 ms");
        assertThat(machine.clock().waits().subList(8, 16)).containsOnly("100 ms");
        assertThat(machine.clock().waits().subList(32, 50)).containsOnly("250 ms");
        watch.await(in(70));
        assertThat(machine.clock().waits()).endsWith("70 ms");
        watch.follow(OptionalLong.of(4711));
        watch.await(in(1000));
        assertThat(machine.clock().waits()).endsWith("50 ms for pid 4711");
    }

    @Test
    void watchesOneAtATime() {
        watch.follow(OptionalLong.of(4711));
        watch.follow(OptionalLong.of(4711));
        assertThat(machine.processes().pinned()).containsExactly(4711L);
        watch.follow(OptionalLong.of(4712));
        assertThat(machine.processes().pinned()).containsExactly(4712L);
        watch.follow(OptionalLong.of(9999));
        assertThat(watch.watching()).isFalse();
    }

    @Test
    void aDeadlineThatIsOverIsNotWaitedFor() throws InterruptedException {
        watch.await(in(0));
        assertThat(machine.clock().waits()).isEmpty();
        watch.await(in(50));
        watch.await(in(51));
        assertThat(machine.clock().waits()).containsExactly("50 ms", "50 ms");
    }

    /** Its lock may live on in a child: whoever is dead is not watched again, but the next holder is. */
    @Test
    void theDeadAreNotWatchedAgain() throws InterruptedException {
        watch.follow(OptionalLong.of(4711));
        machine.clock().onWait(() -> machine.processes().put(4711, new Sighting.Zombie()));
        watch.await(in(1000));
        assertThat(watch.watching()).isFalse();
        machine.processes().alive(4711, 5, "one");
        watch.follow(OptionalLong.of(4711));
        assertThat(watch.watching()).isFalse();
        machine.clock().onWait(() -> {});
        watch.follow(OptionalLong.of(4712));
        watch.await(in(1000));
        assertThat(watch.watching()).isTrue();
    }

    @Test
    void aDeadlineIsOverAtItsMoment() throws InterruptedException {
        Deadline deadline = in(50);
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(50));
        machine.clock().await(Duration.ofNanos(49_999_999), Optional.empty());
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(1));
        machine.clock().await(Duration.ofNanos(1), Optional.empty());
        assertThat(deadline.passed()).isTrue();
        assertThat(deadline.remaining()).isZero();
        machine.clock().await(Duration.ofSeconds(1), Optional.empty());
        assertThat(deadline.passed()).isTrue();
        assertThat(deadline.remaining()).isZero();
    }

    /** What cannot be counted in nanoseconds is a century. */
    @Test
    void theLongestWaitIsACentury() {
        assertThat(Deadline.in(machine.clock(), Duration.ofSeconds(Long.MAX_VALUE))
                        .remaining())
                .isEqualTo(Duration.ofDays(36_500));
    }
}
