package dev.gatelock.windows.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import dev.gatelock.windows.doubles.HandClock;
import dev.gatelock.windows.doubles.NodeAttributes.Type;
import dev.gatelock.windows.doubles.OnDouble;
import dev.gatelock.windows.doubles.WindowsDisk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnDouble
class IdentityRulesTest {
    private static final Path HOME = Path.of("/Home/Bot");

    private final WindowsDisk disk = new WindowsDisk();
    private final FileCalls calls = disk.process("ours");
    private final Directories directories = new WindowsDirectories(calls, new HandClock());
    private Directory home;

    @BeforeEach
    void a_home() throws PortException {
        home = directories.openOrCreate(HOME);
    }

    private static void assertFault(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PortException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    @Test
    void rule_6_without_a_file_key_the_real_path_without_case_is_the_identity() throws PortException {
        try (Directory other = directories.open(Path.of("/HOME/bot"));
                OpenFile file = home.open("Gateway.lock", OpenMode.CREATE_NEW)) {
            assertThat(other.id()).isEqualTo(home.id());
            assertThat(other.path()).isEqualTo(HOME);
            FileStat named = other.stat("GATEWAY.LOCK").orElseThrow();
            assertThat(named.id()).isEqualTo(file.stat().id());
            assertThat(named.id().value()).isEqualTo(named.id().value().toLowerCase(Locale.ROOT));
            assertThat(named.links()).isEqualTo(1);
            assertThat(named.uid()).isEqualTo(-1);
        }
    }

    @Test
    void rule_6_a_directory_is_neither_flushed_nor_locked() throws PortException {
        home.sync();
        assertThat(home.tryLock()).isEqualTo(LockAttempt.UNSUPPORTED);
        home.unlock();
        assertThat(home.lockShown()).isEqualTo(LockShown.UNKNOWN);
    }

    @Test
    void a_directory_that_was_moved_or_deleted_is_noticed() throws Exception {
        assertThat(home.stillAtPath()).isTrue();
        calls.delete(HOME);
        assertThat(home.stillAtPath()).isFalse();
        disk.put(HOME, Type.FILE, new byte[0]);
        assertThat(home.stillAtPath()).isFalse();
    }

    @Test
    void looking_creates_nothing() throws PortException {
        assertFault(Fault.NOT_FOUND, () -> directories.view(Path.of("/home/other")));
        try (DirectoryView view = directories.view(HOME)) {
            assertThat(view.stat("gateway.lock")).isEmpty();
            assertFault(Fault.NOT_FOUND, () -> view.openForReading("gateway.lock"));
            assertThat(view.list()).isEmpty();
        }
        assertFault(Fault.NOT_FOUND, () -> home.open("gateway.lock", OpenMode.READ_WRITE));
    }

    @Test
    void a_file_where_the_home_should_be_is_no_directory() {
        disk.put(Path.of("/home/file"), Type.FILE, new byte[0]);
        assertFault(Fault.NOT_REGULAR, () -> directories.openOrCreate(Path.of("/home/file")));
        assertFault(Fault.NOT_REGULAR, () -> directories.view(Path.of("/home/file")));
    }

    @Test
    void odd_files_are_told_apart_and_never_opened() throws PortException {
        disk.put(HOME.resolve("directory"), Type.DIRECTORY, new byte[0]);
        disk.put(HOME.resolve("link"), Type.LINK, new byte[0]);
        disk.put(HOME.resolve("junction"), Type.JUNCTION, new byte[0]);
        for (OpenMode mode : new OpenMode[] {OpenMode.READ, OpenMode.READ_WRITE, OpenMode.APPEND}) {
            assertFault(Fault.NOT_REGULAR, () -> home.open("directory", mode));
            assertFault(Fault.SYMLINK, () -> home.open("link", mode));
            assertFault(Fault.NOT_REGULAR, () -> home.open("junction", mode));
        }
        assertThat(home.stat("directory").orElseThrow().kind()).isEqualTo(FileStat.Kind.DIRECTORY);
        assertThat(home.stat("link").orElseThrow().kind()).isEqualTo(FileStat.Kind.SYMLINK);
        assertThat(home.stat("junction").orElseThrow().kind()).isEqualTo(FileStat.Kind.OTHER);
        assertThat(home.list()).containsExactlyInAnyOrder("directory", "link", "junction");
    }

    @Test
    void creating_meets_what_is_there() throws PortException {
        home.open("file", OpenMode.CREATE_NEW).close();
        assertFault(Fault.EXISTS, () -> home.open("file", OpenMode.CREATE_NEW));
    }

    @Test
    void rule_9_a_fault_comes_from_the_type_and_not_from_the_text() {
        Path file = Path.of("/home/bot/file");
        assertThat(Faults.of(new AccessDeniedException("x", null, "no such file"), "open", file)
                        .fault())
                .isEqualTo(Fault.PERMISSION);
        assertThat(Faults.of(new NoSuchFileException("x", null, "Zugriff verweigert"), "open", file)
                        .fault())
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(Faults.of(new IOException("There is not enough space on the disk"), "write", file)
                        .fault())
                .isEqualTo(Fault.IO);
    }
}
