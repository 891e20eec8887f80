package dev.gatelock.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.doubles.MemoryDirectory;
import dev.gatelock.doubles.MemoryHome;
import dev.gatelock.doubles.Troubled;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The old content or the new one, nothing in between, and nothing left beside it. */
class WholeFileTest {
    private static final String NAME = "gateway.pid";
    private static final String ASIDE = ".gateway.pid.u1.tmp";

    private final MemoryHome home = new MemoryHome(Path.of("/h"));
    private final MemoryDirectory plain = new MemoryDirectory(home);
    private final Troubled troubled = new Troubled(plain);

    @AfterEach
    void nothingStaysOpen() {
        plain.close();
        assertThat(home.open()).isZero();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private WholeFile prepare(String text) throws PortException {
        return WholeFile.prepare(troubled.directory(), NAME, bytes(text), "u1");
    }

    /** On disk before it has the name, and the name on disk before anybody relies on it. */
    @Test
    void isFlushedBeforeItIsRenamedAndTheDirectoryAfter() throws PortException {
        home.put(NAME, "old");
        try (WholeFile file = prepare("new")) {
            assertThat(home.text(NAME)).isEqualTo("old");
            file.publish();
        }
        assertThat(home.text(NAME)).isEqualTo("new");
        assertThat(home.names()).containsExactly(NAME);
        assertThat(troubled.calls())
                .containsExactly(
                        "open " + ASIDE + " CREATE_NEW",
                        "overwrite " + ASIDE + " 3 bytes",
                        "sync " + ASIDE,
                        "close " + ASIDE,
                        "rename " + ASIDE + " " + NAME,
                        "sync");
    }

    @Test
    void aNameThatIsHiddenAlreadyGetsNoSecondDot() throws PortException {
        WholeFile.prepare(troubled.directory(), ".marker.json", bytes("x"), "u1", OpenMode.CREATE_NEW_READABLE)
                .close();
        assertThat(troubled.calls()).startsWith("open .marker.json.u1.tmp CREATE_NEW_READABLE");
    }

    @Test
    void whatIsNotPublishedIsRemovedOnce() throws PortException {
        home.put(NAME, "old");
        WholeFile file = prepare("new");
        file.close();
        assertThat(home.names()).containsExactly(NAME);
        home.put(ASIDE, "somebody else's by now");
        file.close();
        assertThat(home.names()).contains(ASIDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "overwrite", "sync " + ASIDE})
    void whatCannotBePreparedLeavesNothing(String call) {
        home.put(NAME, "old");
        troubled.fail(call, Fault.NO_SPACE);
        assertThatThrownBy(() -> prepare("new")).isInstanceOfSatisfying(PortException.class, e -> assertThat(e.fault())
                .isEqualTo(Fault.NO_SPACE));
        assertThat(home.names()).containsExactly(NAME);
        assertThat(home.text(NAME)).isEqualTo("old");
    }

    /** Another writer's file of that name is not ours to remove. */
    @Test
    void whatAnotherPutAsideStays() {
        home.put(ASIDE, "another's");
        assertThatThrownBy(() -> prepare("new")).isInstanceOf(PortException.class);
        assertThat(home.text(ASIDE)).isEqualTo("another's");
    }

    @Test
    void whatCannotBeRenamedLeavesTheOldOne() throws PortException {
        home.put(NAME, "old");
        troubled.fail("rename", Fault.PERMISSION);
        try (WholeFile file = prepare("new")) {
            assertThatThrownBy(file::publish).isInstanceOf(PortException.class);
        }
        assertThat(home.names()).containsExactly(NAME);
        assertThat(home.text(NAME)).isEqualTo("old");
    }

    @Test
    void aFailedCleanUpIsNoError() throws PortException {
        troubled.fail("unlink", Fault.IO);
        prepare("new").close();
        assertThat(home.names()).containsExactly(ASIDE);
    }

    /** It is in place; only a power loss could undo it. */
    @Test
    void aDirectoryThatCannotBeFlushedIsNoError() throws PortException {
        troubled.fail("sync", Fault.IO);
        assertThatThrownBy(() -> prepare("new")).isInstanceOf(PortException.class);
        troubled.repair();
        try (WholeFile file = prepare("new")) {
            troubled.fail("sync", Fault.IO);
            file.publish();
        }
        assertThat(home.names()).containsExactly(NAME);
    }

    @Test
    void aDirectoryInTheWayIsMovedAside() throws PortException {
        home.putOther(NAME, FileStat.Kind.DIRECTORY);
        try (WholeFile file = prepare("new")) {
            file.publish();
        }
        assertThat(home.names()).containsExactly(NAME, NAME + ".aside.u1");
        assertThat(home.text(NAME)).isEqualTo("new");
        assertThat(troubled.calls()).endsWith("sync");
    }

    /** Windows refuses to replace a file that somebody reads; blanks first, so that no reader sees new text with an old tail. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "old", "an old text that is much longer"})
    void aFileThatSomebodyHasOpenIsWrittenInPlace(String old) throws PortException {
        home.put(NAME, old);
        troubled.fail("rename", Fault.BUSY);
        troubled.before("truncate", () -> assertThat(home.text(NAME))
                .isEqualTo("new" + " ".repeat(Math.max(0, old.length() - 3))));
        try (WholeFile file = prepare("new")) {
            file.publish();
        }
        assertThat(home.text(NAME)).isEqualTo("new");
        assertThat(home.names()).containsExactly(NAME);
        assertThat(troubled.calls())
                .contains("truncate " + NAME + " 3")
                .containsSubsequence("truncate " + NAME + " 3", "sync " + NAME, "close " + NAME, "unlink " + ASIDE);
    }

    @Test
    void onlyWhatCrashedWritersOfThisNameLeftIsSwept() throws PortException {
        for (String name : new String[] {
            ASIDE,
            ".gateway.pid.x.tmp",
            ".gateway.pid.tmp",
            "gateway.pid",
            ".gateway.pid.x",
            "gateway.pid.x.tmp",
            ".gateway_state.json.u1.tmp"
        }) {
            home.put(name, "x");
        }
        WholeFile.sweep(troubled.directory(), NAME);
        assertThat(home.names())
                .containsExactly(".gateway.pid.x", ".gateway_state.json.u1.tmp", "gateway.pid", "gateway.pid.x.tmp");
        home.put(".marker.json.7.tmp", "x");
        WholeFile.sweep(troubled.directory(), ".marker.json");
        assertThat(home.names()).doesNotContain(".marker.json.7.tmp");
    }
}
