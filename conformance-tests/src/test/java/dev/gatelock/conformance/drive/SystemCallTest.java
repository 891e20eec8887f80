package dev.gatelock.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of strace, as they look when several threads make calls at once. */
class SystemCallTest {

    private static final String LOG =
            """
            41 openat(AT_FDCWD</srv>, "/srv/home/.gateway.pid.41.tmp", O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0600) = 3</srv/home/.gateway.pid.41.tmp>
            41 fsync(3</srv/home/.gateway.pid.41.tmp> <unfinished ...>
            42 flock(5</srv/home/gateway.lock (deleted)>, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)
            41 <... fsync resumed>)              = 0
            41 renameat(4</srv/home>, ".gateway.pid.41.tmp", 4</srv/home>, "gateway.pid") = 0
            41 rename("/srv/home/a", "/srv/home/b") = -1 ENOENT (No such file or directory)
            41 openat(AT_FDCWD</srv>, "/srv/home/gateway.pid", O_RDONLY|O_CLOEXEC) = 3</srv/home/gateway.pid>
            42 +++ exited with 0 +++
            41 close(3</srv/home/gateway.pid> <unfinished ...>
            41 +++ killed by SIGKILL +++
            """;

    @TempDir
    Path folder;

    private List<SystemCall> calls;

    @BeforeEach
    void read() throws IOException {
        calls = SystemCall.read(Files.writeString(folder.resolve("log"), LOG));
    }

    @Test
    void whatWasInterruptedCountsWhereItEnded() {
        assertThat(calls)
                .extracting(SystemCall::name)
                .containsExactly("openat", "flock", "fsync", "renameat", "rename", "openat");
        assertThat(calls.get(2).path()).isEqualTo("/srv/home/.gateway.pid.41.tmp");
        assertThat(calls.get(2).descriptor()).isEqualTo(3);
        assertThat(calls.get(2).succeeded()).isTrue();
    }

    @Test
    void aDescriptorKeepsThePathOfAFileThatIsGone() {
        assertThat(calls.get(1).path()).isEqualTo("/srv/home/gateway.lock");
        assertThat(calls.get(1).succeeded()).isFalse();
    }

    @Test
    void aRenameNamesTwoFilesWhereverTheyAre() {
        assertThat(calls.get(3).renames()).isTrue();
        assertThat(calls.get(3).names()).containsExactly(".gateway.pid.41.tmp", "gateway.pid");
        assertThat(calls.get(4).renames()).as("one that failed").isFalse();
    }

    @Test
    void openedForWritingOrNot() {
        assertThat(calls.get(0).opensForWriting()).isTrue();
        assertThat(calls.get(0).descriptor()).isEqualTo(-1);
        assertThat(calls.get(5).opensForWriting()).isFalse();
    }
}
