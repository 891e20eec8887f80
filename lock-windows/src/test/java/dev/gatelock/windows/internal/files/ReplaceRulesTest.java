package dev.gatelock.windows.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import dev.gatelock.windows.doubles.HandClock;
import dev.gatelock.windows.doubles.NodeAttributes.Type;
import dev.gatelock.windows.doubles.OnDouble;
import dev.gatelock.windows.doubles.WindowsDisk;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnDouble
class ReplaceRulesTest {
    private static final Path HOME = Path.of("/home/bot");
    private static final Path PID = HOME.resolve("gateway.pid");
    private static final Duration BUDGET = Duration.ofMillis(127);

    private final WindowsDisk disk = new WindowsDisk();
    private final HandClock clock = new HandClock();
    private Directory ours;
    private Directory theirs;

    @BeforeEach
    void a_record_and_a_new_one_aside() throws PortException {
        ours = new WindowsDirectories(disk.process("ours"), clock).openOrCreate(HOME);
        theirs = new WindowsDirectories(disk.process("theirs"), new HandClock()).open(HOME);
        write("gateway.pid", 1, 1, 1);
        write("new", 2, 2);
    }

    private void write(String name, int... content) throws PortException {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        try (OpenFile file = ours.open(name, OpenMode.CREATE_NEW)) {
            file.overwrite(bytes);
        }
    }

    @AfterEach
    void nobody_touched_a_locked_byte() {
        assertThat(disk.violations()).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void assertFault(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.fault()).isEqualTo(fault))
                .satisfies(e -> assertThat(e.getMessage()).contains("gateway.pid"));
    }

    @Test
    void rule_3_an_unopened_target_is_replaced_without_waiting() throws PortException {
        ours.rename("new", "gateway.pid");
        assertThat(disk.bytes(PID)).containsExactly(2, 2);
        assertThat(ours.stat("new")).isEmpty();
        assertThat(clock.passed()).isZero();
    }

    @Test
    void rule_3_a_target_that_stays_open_is_busy_after_a_bounded_time_and_both_files_are_as_before()
            throws PortException {
        try (OpenFile reader = theirs.openForReading("gateway.pid")) {
            assertFault(Fault.BUSY, () -> ours.rename("new", "gateway.pid"));
            assertThat(reader.read(10)).containsExactly(1, 1, 1);
        }
        assertThat(clock.passed()).isEqualTo(BUDGET);
        assertThat(disk.bytes(HOME.resolve("new"))).containsExactly(2, 2);
    }

    @Test
    void rule_3_a_reader_that_leaves_in_time_is_waited_out() throws PortException {
        OpenFile reader = theirs.openForReading("gateway.pid");
        clock.after(Duration.ofMillis(20), reader::close);
        ours.rename("new", "gateway.pid");
        assertThat(disk.bytes(PID)).containsExactly(2, 2);
        assertThat(clock.passed()).isLessThan(BUDGET);
    }

    @Test
    void rule_3_a_source_that_a_scanner_has_open_is_waited_out() throws PortException {
        disk.scan(HOME.resolve("new"));
        clock.after(Duration.ofMillis(20), () -> disk.scanned(HOME.resolve("new")));
        ours.rename("new", "gateway.pid");
        assertThat(disk.bytes(PID)).containsExactly(2, 2);
    }

    @Test
    void rule_3_an_interrupted_thread_stops_waiting_and_stays_interrupted() throws PortException {
        try (OpenFile reader = theirs.openForReading("gateway.pid")) {
            Thread.currentThread().interrupt();
            assertFault(Fault.BUSY, () -> ours.rename("new", "gateway.pid"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(reader.stat().size()).isEqualTo(3);
        }
        assertThat(clock.passed()).isZero();
    }

    @Test
    void rule_3_a_directory_in_the_way_is_no_busy_file() throws PortException {
        disk.put(PID, Type.DIRECTORY, new byte[0]);
        assertFault(Fault.NOT_REGULAR, () -> ours.rename("new", "gateway.pid"));
        assertFault(Fault.NOT_REGULAR, () -> ours.unlink("gateway.pid"));
        assertThat(clock.passed()).isZero();
        assertThat(disk.exists(PID)).isTrue();
    }

    @Test
    void rule_3_a_torn_read_is_repeated_once() throws Exception {
        FileCalls calls = disk.process("reader");
        FileHandle torn = new TornHandle(calls.open(PID, OpenMode.READ, FileCalls.Sharing.ALL));
        try (OpenFile reader = new WindowsOpenFile(PID, torn, calls)) {
            assertThat(reader.read(10)).containsExactly(2, 2, 2);
        }
    }

    @Test
    void deleting_what_somebody_keeps_open_for_writing_is_busy() throws PortException {
        try (OpenFile writer = theirs.open("gateway.pid", OpenMode.READ_WRITE)) {
            assertFault(Fault.BUSY, () -> ours.unlink("gateway.pid"));
            assertThat(writer.stat().size()).isEqualTo(3);
        }
        assertThat(clock.passed()).isEqualTo(BUDGET);
        assertThat(ours.unlink("gateway.pid")).isTrue();
        assertThat(ours.unlink("gateway.pid")).isFalse();
    }

    @Test
    void a_name_whose_deletion_is_pending_is_waited_out_by_the_next_writer() throws PortException {
        OpenFile reader = theirs.openForReading("gateway.pid");
        ours.unlink("gateway.pid");
        clock.after(Duration.ofMillis(20), reader::close);
        ours.open("gateway.pid", OpenMode.CREATE_NEW).close();
        assertThat(disk.bytes(PID)).isEmpty();
    }

    @Test
    void a_name_whose_deletion_stays_pending_is_denied_in_the_end() throws PortException {
        try (OpenFile reader = theirs.openForReading("gateway.pid")) {
            ours.unlink("gateway.pid");
            assertFault(Fault.PERMISSION, () -> ours.open("gateway.pid", OpenMode.CREATE_NEW));
            assertThat(reader.stat().size()).isEqualTo(3);
        }
        assertThat(clock.passed()).isEqualTo(BUDGET);
    }

    @Test
    void a_file_that_a_scanner_keeps_is_busy_for_writers_after_a_wait_and_for_readers_at_once() {
        disk.scan(PID);
        assertFault(Fault.BUSY, () -> ours.openForReading("gateway.pid"));
        assertThat(clock.passed()).isZero();
        assertFault(Fault.BUSY, () -> ours.open("gateway.pid", OpenMode.READ_WRITE));
        assertThat(clock.passed()).isEqualTo(BUDGET);
    }

    @Test
    void a_full_disk_is_found_by_asking_the_volume() throws PortException {
        try (OpenFile file = ours.open("gateway.pid", OpenMode.READ_WRITE)) {
            disk.fill();
            assertFault(Fault.NO_SPACE, () -> file.overwrite(new byte[10]));
        }
    }

    @Test
    void a_write_protected_volume_is_found_by_asking_it() throws PortException {
        ours.unlink("gateway.pid");
        disk.protect();
        assertFault(Fault.READ_ONLY, () -> ours.open("gateway.pid", OpenMode.CREATE_NEW));
    }
}
