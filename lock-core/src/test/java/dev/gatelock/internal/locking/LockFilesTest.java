package dev.gatelock.internal.locking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.GatelockException;
import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.doubles.Troubled;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock is on the file that the name means when it is had, or there is none (#96582). */
class LockFilesTest {
    private static final String NAME = "gateway.lock";

    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final Troubled troubled = new Troubled(new MemoryDirectory(home));
    private final int before = home.open();

    private Optional<OpenFile> tryLock() throws PortException, GatelockException {
        return LockFiles.tryLock(troubled.directory(), NAME);
    }

    private void assertNothingIsKept() {
        assertThat(home.open()).isEqualTo(before);
    }

    @Test
    void isCreatedOnceAndOnlyIfItIsNotThere() throws Exception {
        tryLock().orElseThrow().close();
        assertThat(troubled.calls()).startsWith("open gateway.lock READ_WRITE", "open gateway.lock CREATE_NEW");
        try (OpenFile file = tryLock().orElseThrow()) {
            assertThat(file.lockShown()).isEqualTo(LockShown.YES);
            assertThat(tryLock()).isEmpty();
        }
        assertThat(troubled.calls()).containsOnlyOnce("open gateway.lock CREATE_NEW");
        assertNothingIsKept();
    }

    @Test
    void whatSomebodyElseHasIsNotKeptOpen() throws Exception {
        home.lockedBy(4711, NAME);
        assertThat(tryLock()).isEmpty();
        assertNothingIsKept();
    }

    /** Between open and lock the name came to mean another file, twice: the third is the one that counts. */
    @Test
    void aFileThatWasSwappedIsLetGoAndTheNewOneTaken() throws Exception {
        AtomicInteger swaps = new AtomicInteger();
        troubled.before("tryLock", () -> {
            if (swaps.getAndIncrement() < 2) {
                home.remove(NAME);
                home.put(NAME, "swap " + swaps);
            }
        });
        try (OpenFile file = tryLock().orElseThrow()) {
            assertThat(new String(file.read(100), StandardCharsets.UTF_8)).isEqualTo("swap 2");
        }
        assertThat(swaps).hasValue(3);
        assertNothingIsKept();
    }

    @Test
    void aFileThatWasDeletedIsMadeAnew() throws Exception {
        AtomicInteger deletions = new AtomicInteger();
        troubled.before("tryLock", () -> {
            if (deletions.getAndIncrement() == 0) {
                home.remove(NAME);
            }
        });
        try (OpenFile file = tryLock().orElseThrow()) {
            assertThat(troubled.directory().stat(NAME).orElseThrow().id())
                    .isEqualTo(file.stat().id());
        }
        assertNothingIsKept();
    }

    @Test
    void aNameThatNeverStaysIsContended() throws Exception {
        AtomicInteger swaps = new AtomicInteger();
        troubled.before("tryLock", () -> {
            swaps.incrementAndGet();
            home.remove(NAME);
        });
        assertThat(tryLock()).isEmpty();
        assertThat(swaps).hasValue(32);
        assertNothingIsKept();
    }

    /** Two starters, one name: whoever loses the creation opens what the other made. */
    @Test
    void whoLosesTheCreationOpensWhatIsThere() throws Exception {
        troubled.before("open gateway.lock CREATE_NEW", () -> home.put(NAME, ""));
        tryLock().orElseThrow().close();
        assertNothingIsKept();
    }

    @Test
    void aNameThatIsThereAndIsNotIsAnErrorInTheEnd() {
        troubled.fail("open gateway.lock READ_WRITE", Fault.NOT_FOUND).fail("open gateway.lock CREATE", Fault.EXISTS);
        assertThatThrownBy(this::tryLock).isInstanceOfSatisfying(PortException.class, e -> assertThat(e.fault())
                .isEqualTo(Fault.EXISTS));
        assertThat(troubled.calls()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({"SYMLINK, is a symbolic link", "DIRECTORY, is not a regular file", "OTHER, is not a regular file"})
    void whatIsNoFileIsNotUsed(FileStat.Kind kind, String words) {
        home.putOther(NAME, kind);
        assertThatThrownBy(this::tryLock).isInstanceOfSatisfying(GatelockException.class, e -> {
            assertThat(e.category()).isEqualTo(GatelockException.Category.UNSAFE);
            assertThat(e).hasMessage(Path.of("/h").resolve(NAME) + " " + words + ", so it is not used as a lock");
            assertThat(e.advice()).contains("nothing was changed");
        });
        assertThat(home.names()).containsExactly(NAME);
    }

    @Test
    void aFileWithASecondNameIsNotLocked() {
        home.put(NAME, "a victim's content");
        home.links(NAME, 2);
        assertThatThrownBy(this::tryLock).hasMessageContaining("has 2 names (hard links)");
        assertThat(troubled.calls()).noneMatch(call -> call.startsWith("tryLock"));
        assertNothingIsKept();
    }

    /** Trouble is not contention (#14209): nobody waits for it, and nobody takes it for a holder. */
    @ParameterizedTest
    @EnumSource(names = {"PERMISSION", "NO_DESCRIPTORS", "IO", "BUSY"})
    void troubleIsNotContention(Fault fault) {
        for (String call : new String[] {"open gateway.lock READ_WRITE", "open gateway.lock CREATE_NEW"}) {
            troubled.repair();
            troubled.fail(call, fault);
            assertThatThrownBy(this::tryLock).isInstanceOfSatisfying(PortException.class, e -> assertThat(e.fault())
                    .isEqualTo(fault));
        }
        for (String call : new String[] {"tryLock", "stat"}) {
            troubled.repair();
            troubled.fail(call, Fault.UNSUPPORTED);
            assertThatThrownBy(this::tryLock).isInstanceOf(PortException.class);
        }
        assertNothingIsKept();
    }
}
