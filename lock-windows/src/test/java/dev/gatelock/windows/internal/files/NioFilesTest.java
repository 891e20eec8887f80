package dev.gatelock.windows.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import dev.gatelock.windows.WindowsPlatformProvider;
import dev.gatelock.windows.doubles.HandClock;
import dev.gatelock.windows.doubles.OnThisSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK does below the seam. Off Windows without the option against deletion, which no other system knows. */
@OnThisSystem
class NioFilesTest {
    private static final boolean WINDOWS = new WindowsPlatformProvider().supported();

    @TempDir
    Path temporary;

    private final Clock clock = new HandClock();
    private final NioFiles calls = WINDOWS ? NioFiles.ofThisSystem() : new NioFiles(Set.of());
    private Directory home;

    @BeforeEach
    void a_home() throws PortException {
        home = new WindowsDirectories(calls, clock).openOrCreate(temporary.resolve("a/home"));
    }

    @Test
    void rule_2_others_are_kept_from_deleting_by_the_option_that_only_windows_knows() throws Exception {
        assumeTrue(!WINDOWS, "elsewhere the JDK refuses the option, which shows that it is asked for");
        Path file = temporary.resolve("file");
        assertThatThrownBy(() -> NioFiles.ofThisSystem().open(file, OpenMode.CREATE_NEW, FileCalls.Sharing.NO_DELETE))
                .isInstanceOf(UnsupportedOperationException.class);
        NioFiles.ofThisSystem()
                .open(file, OpenMode.APPEND, FileCalls.Sharing.ALL)
                .close();
    }

    @Test
    void a_file_is_written_locked_read_shortened_and_replaced() throws Exception {
        try (OpenFile file = home.open("new", OpenMode.CREATE_NEW)) {
            assertThat(file.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            file.overwrite(new byte[] {1, 2, 3, 4});
            file.truncate(3);
            file.sync();
            assertThat(file.read(100)).containsExactly(1, 2, 3);
            assertThat(file.read(2)).containsExactly(1, 2);
            assertThat(file.stat().size()).isEqualTo(3);
            assertThat(file.stat()).isEqualTo(home.stat("new").orElseThrow());
        }
        Files.write(home.path().resolve("old"), new byte[] {9});
        home.rename("new", "old");
        assertThat(home.path().resolve("old")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(home.list()).containsExactly("old");
        assertThat(home.unlink("old")).isTrue();
        assertThat(home.unlink("old")).isFalse();
    }

    @Test
    void every_append_lands_at_the_end() throws PortException {
        try (OpenFile one = home.open("log", OpenMode.APPEND);
                OpenFile other = home.open("log", OpenMode.APPEND)) {
            one.append(new byte[] {1});
            other.append(new byte[] {2});
            one.append(new byte[] {3});
        }
        assertThat(home.path().resolve("log")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void rule_6_the_second_lock_in_one_jvm_is_contention() throws PortException {
        try (OpenFile one = home.open("gateway.lock", OpenMode.CREATE_NEW);
                OpenFile other = home.open("gateway.lock", OpenMode.READ_WRITE)) {
            assertThat(one.tryLock()).isEqualTo(LockAttempt.ACQUIRED);
            assertThat(other.tryLock()).isEqualTo(LockAttempt.CONTENDED);
            assertThat(home.probeLock("gateway.lock")).isEqualTo(LockAttempt.CONTENDED);
            assertThat(one.lockShown()).isEqualTo(LockShown.UNKNOWN);
        }
    }

    @Test
    void a_plain_channel_loses_its_lock_to_an_interrupt() throws Exception {
        try (FileChannel channel =
                FileChannel.open(temporary.resolve("plain"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1), 0))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(lock.isValid()).isFalse();
        }
    }

    @Test
    void ours_does_not_and_the_interrupt_stays_pending() throws PortException {
        try (OpenFile lock = home.open("gateway.lock", OpenMode.CREATE_NEW)) {
            lock.tryLock();
            Thread.currentThread().interrupt();
            lock.overwrite(new byte[] {1, 2});
            lock.truncate(1);
            lock.sync();
            assertThat(lock.read(10)).containsExactly(1);
            assertThat(lock.stat().size()).isEqualTo(1);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(lock.lockShown()).isEqualTo(LockShown.UNKNOWN);
            assertThat(home.probeLock("gateway.lock")).isEqualTo(LockAttempt.CONTENDED);
        }
    }

    @Test
    void a_call_that_is_under_way_is_not_disturbed_by_an_interrupt_either() throws Exception {
        Undisturbed undisturbed = new Undisturbed();
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<String> outcome = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                String result = undisturbed.call(() -> {
                    under.countDown();
                    go.await();
                    return "done";
                });
                outcome.set(result + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
            } catch (IOException e) {
                outcome.set(e.toString());
            }
        });
        caller.start();
        under.await();
        caller.interrupt();
        Awaitility.await().during(Duration.ofMillis(50)).until(() -> outcome.get() == null);
        go.countDown();
        caller.join();
        assertThat(outcome.get()).isEqualTo("done, interrupted");
    }
}
