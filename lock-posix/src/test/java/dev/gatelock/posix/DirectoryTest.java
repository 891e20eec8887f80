package dev.gatelock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every sentence of the javadoc of {@link Directory} and {@link OpenFile}, on the real system. */
@Timeout(60)
class DirectoryTest {
    private final Platform platform = new PosixPlatformProvider().create(Set.of());

    @TempDir
    Path temp;

    private Directory home;

    @BeforeEach
    void open() throws Exception {
        home = platform.directories().open(temp);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static void assertFault(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PortException.class, e -> assertThat(e.fault())
                .as(e.getMessage())
                .isEqualTo(fault));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void opensWhatIsThereOnly() throws Exception {
        Files.createFile(temp.resolve("file"));
        assertFault(Fault.NOT_FOUND, () -> platform.directories().open(temp.resolve("none")));
        assertFault(Fault.NOT_REGULAR, () -> platform.directories().open(temp.resolve("file")));
        assertFault(Fault.NOT_FOUND, () -> platform.directories().view(temp.resolve("none")));
        assertFault(Fault.NOT_REGULAR, () -> platform.directories().view(temp.resolve("file")));
    }

    @Test
    void pathIsCanonical() throws Exception {
        Path link = temp.resolve("link");
        Path real = Files.createDirectory(temp.resolve("real"));
        Files.createSymbolicLink(link, real);
        try (Directory directory = platform.directories().open(link)) {
            assertThat(directory.path()).isEqualTo(real.toRealPath());
            assertThat(directory.id())
                    .isEqualTo(platform.directories().view(real).id());
        }
    }

    @Test
    void createsMissingDirectoriesForTheirOwnerOnlyAndLeavesOthersAlone() throws Exception {
        Path existing = Files.createDirectory(temp.resolve("existing"));
        Files.setPosixFilePermissions(existing, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path deep = existing.resolve("a").resolve("b");
        platform.directories().openOrCreate(deep).close();
        platform.directories().openOrCreate(deep).close();
        assertThat(mode(deep)).isEqualTo("rwx------");
        assertThat(mode(deep.getParent())).isEqualTo("rwx------");
        assertThat(mode(existing)).isEqualTo("rwxr-xr-x");
        Files.createFile(temp.resolve("file"));
        assertFault(Fault.NOT_REGULAR, () -> platform.directories()
                .openOrCreate(temp.resolve("file").resolve("a")));
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void namesFollowTheDirectoryAndNotThePath() throws Exception {
        Path old = Files.createDirectory(temp.resolve("old"));
        try (Directory directory = platform.directories().open(old)) {
            assertThat(directory.stillAtPath()).isTrue();
            Files.move(old, temp.resolve("new"));
            assertThat(directory.stillAtPath()).isFalse();
            Files.createDirectory(old);
            assertThat(directory.stillAtPath()).isFalse();
            try (OpenFile file = directory.open("name", OpenMode.CREATE_NEW)) {
                file.overwrite(bytes("x"));
            }
            assertThat(temp.resolve("new/name")).hasContent("x");
            assertThat(directory.list()).containsExactly("name");
            assertThat(directory.stat("name")).isPresent();
            directory.rename("name", "other");
            assertThat(directory.unlink("other")).isTrue();
            assertThat(temp.resolve("new")).isEmptyDirectory();
        }
    }

    @Test
    void namesAreSinglePathElements() {
        for (String bad : new String[] {"", ".", "..", "a/b", "/", "a\0b"}) {
            assertThatThrownBy(() -> home.open(bad, OpenMode.READ)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void statShowsWhatIsThere() throws Exception {
        Files.writeString(temp.resolve("file"), "12345");
        Files.createLink(temp.resolve("hard"), temp.resolve("file"));
        Files.createSymbolicLink(temp.resolve("soft"), temp.resolve("file"));
        Files.createDirectory(temp.resolve("dir"));
        new ProcessBuilder("mkfifo", temp.resolve("fifo").toString()).start().waitFor();
        FileStat file = home.stat("file").orElseThrow();
        assertThat(file.kind()).isEqualTo(FileStat.Kind.REGULAR);
        assertThat(file.links()).isEqualTo(2);
        assertThat(file.size()).isEqualTo(5);
        assertThat(file.uid()).isEqualTo(((Number) Files.getAttribute(temp.resolve("file"), "unix:uid")).longValue());
        assertThat(home.stat("hard").orElseThrow().id()).isEqualTo(file.id());
        assertThat(home.stat("soft").orElseThrow().kind()).isEqualTo(FileStat.Kind.SYMLINK);
        assertThat(home.stat("dir").orElseThrow().kind()).isEqualTo(FileStat.Kind.DIRECTORY);
        assertThat(home.stat("fifo").orElseThrow().kind()).isEqualTo(FileStat.Kind.OTHER);
        assertThat(home.stat("none")).isEmpty();
        for (String name : home.list()) {
            assertThat(platform.directories().view(temp).stat(name)).isEqualTo(home.stat(name));
        }
    }

    @Test
    void onlyRegularFilesAreOpenedAndNothingHangs() throws Exception {
        Files.createSymbolicLink(temp.resolve("soft"), Files.createFile(temp.resolve("file")));
        Files.createDirectory(temp.resolve("dir"));
        new ProcessBuilder("mkfifo", temp.resolve("fifo").toString()).start().waitFor();
        for (OpenMode mode : new OpenMode[] {OpenMode.READ, OpenMode.READ_WRITE, OpenMode.APPEND}) {
            assertFault(Fault.SYMLINK, () -> home.open("soft", mode));
            assertFault(Fault.NOT_REGULAR, () -> home.open("dir", mode));
            assertFault(Fault.NOT_REGULAR, () -> home.open("fifo", mode));
        }
        assertFault(Fault.NOT_FOUND, () -> home.open("none", OpenMode.READ));
        assertFault(Fault.NOT_FOUND, () -> home.open("none", OpenMode.READ_WRITE));
        for (String there : new String[] {"file", "soft", "dir", "fifo"}) {
            assertFault(Fault.EXISTS, () -> home.open(there, OpenMode.CREATE_NEW));
        }
    }

    @Test
    void viewsOpenTheSameAndNothingElse() throws Exception {
        Files.createSymbolicLink(temp.resolve("soft"), Files.writeString(temp.resolve("file"), "content"));
        Files.createDirectory(temp.resolve("dir"));
        new ProcessBuilder("mkfifo", temp.resolve("fifo").toString()).start().waitFor();
        var view = platform.directories().view(temp);
        assertFault(Fault.SYMLINK, () -> view.openForReading("soft"));
        assertFault(Fault.NOT_REGULAR, () -> view.openForReading("dir"));
        assertFault(Fault.NOT_REGULAR, () -> view.openForReading("fifo"));
        assertFault(Fault.NOT_FOUND, () -> view.openForReading("none"));
        try (OpenFile file = view.openForReading("file")) {
            assertThat(file.stat()).isEqualTo(home.stat("file").orElseThrow());
            assertThat(file.read(100)).asString().isEqualTo("content");
            assertThat(file.read(3)).asString().isEqualTo("con");
            assertThat(file.read(7)).asString().isEqualTo("content");
            assertThat(file.lockShown()).isEqualTo(LockShown.NO);
            assertFault(Fault.UNSUPPORTED, file::tryLock);
        }
    }

    @Test
    void newFilesBelongToTheirOwnerOnly() throws Exception {
        home.open("new", OpenMode.CREATE_NEW).close();
        home.open("log", OpenMode.APPEND).close();
        assertThat(mode(temp.resolve("new"))).isEqualTo("rw-------");
        assertThat(mode(temp.resolve("log"))).isEqualTo("rw-------");
    }

    @Test
    void overwriteLeavesWhatLiesBeyond() throws Exception {
        try (OpenFile file = home.open("f", OpenMode.CREATE_NEW)) {
            file.overwrite(bytes("0123456789"));
            file.overwrite(bytes("ab"));
            assertThat(file.read(100)).asString().isEqualTo("ab23456789");
            file.truncate(2);
            file.sync();
            assertThat(file.read(100)).asString().isEqualTo("ab");
            assertThat(file.stat().size()).isEqualTo(2);
            byte[] large = new byte[1 << 20];
            java.util.Arrays.fill(large, (byte) 7);
            file.overwrite(large);
            assertThat(file.read(2 << 20)).isEqualTo(large);
            assertThat(file.read(100_000)).hasSize(100_000);
            assertThat(file.read(0)).isEmpty();
        }
    }

    @Test
    void appendAddsAtTheEndWhoeverElseAppends() throws Exception {
        try (OpenFile one = home.open("log", OpenMode.APPEND);
                OpenFile two = home.open("log", OpenMode.APPEND)) {
            one.append(bytes("1\n"));
            two.append(bytes("2\n"));
            one.append(bytes("3\n"));
        }
        assertThat(temp.resolve("log")).hasContent("1\n2\n3\n");
    }

    @Test
    void renameReplacesFilesAndNoDirectories() throws Exception {
        Files.writeString(temp.resolve("from"), "new");
        Files.writeString(temp.resolve("to"), "old");
        home.rename("from", "to");
        assertThat(temp.resolve("to")).hasContent("new");
        Files.createDirectory(temp.resolve("dir"));
        assertFault(Fault.NOT_REGULAR, () -> home.rename("to", "dir"));
        assertFault(Fault.NOT_FOUND, () -> home.rename("none", "to"));
        assertThat(home.unlink("to")).isTrue();
        assertThat(home.unlink("to")).isFalse();
        home.sync();
    }

    @Test
    void lockExcludesOtherDescriptionsAndDiesWithTheDescriptor() throws Exception {
        home.open("lock", OpenMode.CREATE_NEW).close();
        OpenFile one = home.open("lock", OpenMode.READ_WRITE);
        try (OpenFile two = home.open("lock", OpenMode.READ_WRITE)) {
            assertThat(one.lockShown()).isEqualTo(LockShown.NO);
            assertThat(home.probeLock("lock")).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(one.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(one.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(two.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            assertThat(one.lockShown()).isEqualTo(LockShown.YES);
            assertThat(two.lockShown()).isEqualTo(LockShown.NO);
            assertThat(home.probeLock("lock")).isEqualTo(LockAttempt.CONTENDED);
            assertThat(platform.directories().view(temp).probeLock("lock")).isEqualTo(LockAttempt.CONTENDED);
            assertThat(Files.readAllBytes(temp.resolve("lock"))).isEmpty(); // a POSIX lock would be gone now
            assertThat(one.lockShown()).isEqualTo(LockShown.YES);
            one.close();
            one.close();
            assertThat(two.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        }
        assertThat(home.probeLock("lock")).isEqualTo(LockAttempt.ACQUIRED);
        assertFault(Fault.NOT_FOUND, () -> home.probeLock("none"));
    }

    @Test
    void directoryLock() throws Exception {
        try (Directory other = platform.directories().open(temp)) {
            assertThat(home.lockShown()).isEqualTo(LockShown.NO);
            assertThat(home.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(home.lockShown()).isEqualTo(LockShown.YES);
            assertThat(other.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            home.unlock();
            assertThat(home.lockShown()).isEqualTo(LockShown.NO);
            assertThat(other.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
        }
    }
}
