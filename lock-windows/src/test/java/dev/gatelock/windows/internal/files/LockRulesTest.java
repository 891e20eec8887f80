package dev.gatelock.windows.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import dev.gatelock.windows.doubles.HandClock;
import dev.gatelock.windows.doubles.NodeAttributes;
import dev.gatelock.windows.doubles.OnDouble;
import dev.gatelock.windows.doubles.WindowsDisk;
import java.lang.reflect.Method;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnDouble
class LockRulesTest {
    private static final Path HOME = Path.of("/home/bot");
    private static final Path LOCK = HOME.resolve("gateway.lock");

    private final WindowsDisk disk = new WindowsDisk();
    private Directory ours;
    private Directory theirs;

    @BeforeEach
    void two_processes_look_at_one_home() throws PortException {
        ours = new WindowsDirectories(disk.process("ours"), new HandClock()).openOrCreate(HOME);
        theirs = new WindowsDirectories(disk.process("theirs"), new HandClock()).open(HOME);
        ours.open("gateway.lock", OpenMode.CREATE_NEW).close();
    }

    @AfterEach
    void nobody_touched_a_locked_byte() {
        assertThat(disk.violations()).isEmpty();
    }

    @Test
    void rule_1_one_byte_at_one_mebibyte_is_locked() throws PortException {
        OpenFile lock = ours.open("gateway.lock", OpenMode.READ_WRITE);
        assertThat(lock.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        assertThat(disk.locks(LOCK)).containsExactly("1048576-1048577");
    }

    @Test
    void rule_1_a_record_is_read_and_written_while_it_is_locked() throws PortException {
        try (OpenFile lock = ours.open("gateway.lock", OpenMode.READ_WRITE)) {
            lock.tryLock();
            lock.overwrite(new byte[] {1, 2, 3, 4});
            lock.truncate(3);
            lock.sync();
            assertThat(lock.read(100)).containsExactly(1, 2, 3);
            try (OpenFile reader = theirs.openForReading("gateway.lock")) {
                assertThat(reader.read(100)).containsExactly(1, 2, 3);
                assertThat(reader.stat().size()).isEqualTo(3);
            }
        }
    }

    @Test
    void rule_1_a_hostile_file_beyond_the_locked_byte_is_read_up_to_it() throws PortException {
        disk.put(LOCK, NodeAttributes.Type.FILE, new byte[3_000_000]);
        try (OpenFile lock = ours.open("gateway.lock", OpenMode.READ_WRITE);
                OpenFile reader = theirs.openForReading("gateway.lock")) {
            lock.tryLock();
            assertThat(reader.read(2_000_000)).hasSize(1_048_576);
            assertThat(lock.read(2_000_000)).hasSize(1_048_576);
        }
    }

    @Test
    void rule_1_what_would_reach_the_locked_byte_is_not_written() throws PortException {
        try (OpenFile lock = ours.open("gateway.lock", OpenMode.READ_WRITE)) {
            lock.tryLock();
            lock.overwrite(new byte[1_048_576]);
            assertThatThrownBy(() -> lock.overwrite(new byte[1_048_577]))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED));
            assertThatThrownBy(() -> lock.truncate(1_048_577)).isInstanceOf(PortException.class);
            assertThat(disk.bytes(LOCK)).hasSize(1_048_576);
        }
    }

    @Test
    void rule_2_an_open_lock_file_can_be_neither_deleted_nor_renamed_nor_replaced_nor_moved_with_its_home()
            throws Exception {
        FileCalls stranger = disk.process("stranger");
        try (OpenFile lock = ours.open("gateway.lock", OpenMode.READ_WRITE)) {
            theirs.open("other", OpenMode.CREATE_NEW).close();
            assertThatThrownBy(() -> stranger.delete(LOCK)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> stranger.move(LOCK, HOME.resolve("aside")))
                    .isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> stranger.move(HOME.resolve("other"), LOCK))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> stranger.move(HOME, Path.of("/home/moved")))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(lock.stat().id())
                    .isEqualTo(ours.stat("gateway.lock").orElseThrow().id());
        }
        stranger.delete(LOCK);
        assertThat(disk.exists(LOCK)).isFalse();
    }

    @Test
    void rule_2_a_reader_keeps_nobody_from_deleting() throws PortException {
        ours.open("gateway.pid", OpenMode.CREATE_NEW).close();
        OpenFile reader = theirs.openForReading("gateway.pid");
        assertThat(ours.unlink("gateway.pid")).isTrue();
        reader.close();
        assertThat(ours.stat("gateway.pid")).isEmpty();
    }

    @Test
    void rule_4_the_lock_of_a_dead_owner_is_contended_until_the_system_frees_it() throws PortException {
        ours.open("gateway.lock", OpenMode.READ_WRITE).tryLock();
        disk.kill("ours");
        try (OpenFile lock = theirs.open("gateway.lock", OpenMode.READ_WRITE)) {
            assertThat(lock.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            assertThat(lock.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            disk.freeLocksOfTheDead();
            assertThat(lock.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        }
    }

    @Test
    void rule_5_there_is_no_call_that_waits_for_a_lock() {
        assertThat(Arrays.stream(FileHandle.class.getMethods()).map(Method::getName))
                .contains("tryLock")
                .doesNotContain("lock");
    }

    @Test
    void rule_6_a_second_lock_in_one_jvm_is_contention_and_no_exception() throws PortException {
        try (OpenFile first = ours.open("gateway.lock", OpenMode.READ_WRITE);
                OpenFile second = ours.open("GATEWAY.LOCK", OpenMode.READ_WRITE)) {
            assertThat(first.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(second.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            assertThat(ours.probeLock("gateway.lock")).isEqualTo(LockAttempt.CONTENDED);
        }
    }

    @Test
    void a_lock_excludes_and_closing_frees_it_at_once() throws PortException {
        try (OpenFile second = theirs.open("gateway.lock", OpenMode.READ_WRITE)) {
            OpenFile first = ours.open("gateway.lock", OpenMode.READ_WRITE);
            assertThat(first.lockShown()).isEqualTo(LockShown.NO);
            assertThat(first.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(first.lockShown()).isEqualTo(LockShown.UNKNOWN);
            assertThat(second.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            first.close();
            first.close();
            assertThat(first.lockShown()).isEqualTo(LockShown.NO);
            assertThat(second.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        }
    }

    @Test
    void a_probe_sees_a_holder_leaves_nothing_and_disturbs_no_other_probe() throws PortException {
        assertThat(theirs.probeLock("gateway.lock")).isEqualTo(LockAttempt.ACQUIRED);
        assertThat(disk.locks(LOCK)).isEmpty();
        OpenFile probing = theirs.openForReading("gateway.lock");
        assertThat(((WindowsOpenFile) probing).tryShared()).isEqualTo(LockAttempt.ACQUIRED);
        assertThat(ours.probeLock("gateway.lock")).isEqualTo(LockAttempt.ACQUIRED);
        probing.close();
        try (OpenFile lock = ours.open("gateway.lock", OpenMode.READ_WRITE)) {
            lock.tryLock();
            assertThat(theirs.probeLock("gateway.lock")).isEqualTo(LockAttempt.CONTENDED);
        }
        assertThatThrownBy(() -> theirs.probeLock("gateway.takeover"))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
        assertThat(disk.exists(HOME.resolve("gateway.takeover"))).isFalse();
    }
}
