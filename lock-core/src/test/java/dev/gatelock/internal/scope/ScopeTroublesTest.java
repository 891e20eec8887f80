package dev.gatelock.internal.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.GatelockException;
import dev.gatelock.GatelockException.Category;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** #56402: an unusable lock directory is named, with the variable that moves it. */
class ScopeTroublesTest {
    @ParameterizedTest
    @CsvSource({
        "PERMISSION, PERMISSION, This user may not use the lock directory /locks, HERMES_GATEWAY_LOCK_DIR",
        "NOT_FOUND, IO, There cannot be the lock directory /locks, HERMES_GATEWAY_LOCK_DIR",
        "READ_ONLY, IO, The file system of the lock directory /locks is read-only, HERMES_GATEWAY_LOCK_DIR",
        "NO_SPACE, IO, No space left in the lock directory /locks, Free some space",
        "NO_DESCRIPTORS, IO, No file descriptors left for the lock directory /locks, ulimit -n",
        "UNSUPPORTED, UNSUPPORTED, The file system of the lock directory /locks cannot lock, HERMES_GATEWAY_LOCK_DIR",
        "SYMLINK, UNSAFE, x-0.lock is not what it should be, Move it away",
        "NOT_REGULAR, UNSAFE, x-0.lock is not what it should be, Move it away",
        "IO, IO, A file in the lock directory /locks could not be used, Look at the file",
        "EXISTS, IO, A file in the lock directory /locks could not be used, Look at the file",
        "BUSY, IO, A file in the lock directory /locks could not be used, Look at the file"
    })
    void saysWhatAndWhatToDo(Fault fault, Category category, String what, String advice) {
        PortException cause = new PortException(fault, "open", "x-0.lock", "EWHAT: what it said");
        GatelockException trouble = ScopeTroubles.of(Path.of("/locks"), cause);
        assertThat(trouble.category()).isEqualTo(category);
        assertThat(trouble)
                .hasMessageStartingWith(what.replace("/locks", Path.of("/locks").toString()))
                .hasMessageContaining("EWHAT: what it said")
                .hasCause(cause);
        assertThat(trouble.advice()).contains(advice);
    }

    /** A directory may be named by whoever sets the environment; the message stays one line of plain text. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file can be called so there")
    void aStrangeNameIsShownPlainly() {
        PortException cause = new PortException(Fault.READ_ONLY, "open", "x-0.lock", "EROFS");
        GatelockException trouble = ScopeTroubles.of(Path.of("/two\nlines\u001b[31m"), cause);
        assertThat(trouble)
                .hasMessageStartingWith("The file system of the lock directory /two lines [31m is read-only");
    }
}
