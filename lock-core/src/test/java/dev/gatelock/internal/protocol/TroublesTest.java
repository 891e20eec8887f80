package dev.gatelock.internal.protocol;

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
import org.junit.jupiter.params.provider.EnumSource;

/** Each failed call becomes a category to act on, the system's own words, and what to do next. */
class TroublesTest {
    private static final Path HOME = Path.of("/var/lib/bot");

    private static GatelockException of(Fault fault) {
        return Troubles.of(HOME, new PortException(fault, "open", "/var/lib/bot/gateway.lock", "EWHAT: what it said"));
    }

    @ParameterizedTest
    @CsvSource({
        "NO_SPACE, IO, No space left, Free some space",
        "READ_ONLY, IO, is read-only, Mount it writable",
        "NO_DESCRIPTORS, IO, No file descriptors left, ulimit",
        "PERMISSION, PERMISSION, may not use /var/lib/bot/gateway.lock, user who owns it",
        "UNSUPPORTED, UNSUPPORTED, cannot lock files, local file system",
        "SYMLINK, UNSAFE, /var/lib/bot/gateway.lock is not what it should be, Move it away",
        "NOT_REGULAR, UNSAFE, /var/lib/bot/gateway.lock is not what it should be, Move it away",
        "IO, IO, could not be used, Look at the file",
        "NOT_FOUND, IO, could not be used, Look at the file",
        "EXISTS, IO, could not be used, Look at the file",
        "BUSY, IO, could not be used, Look at the file"
    })
    void saysWhatAndWhatToDo(Fault fault, Category category, String what, String advice) {
        GatelockException trouble = of(fault);
        assertThat(trouble.category()).isEqualTo(category);
        assertThat(trouble)
                .hasMessageContaining(what)
                .hasMessageContaining("/var/lib/bot")
                .hasMessageContaining("EWHAT: what it said")
                .hasCauseInstanceOf(PortException.class);
        assertThat(trouble.advice()).contains(advice);
    }

    @ParameterizedTest
    @EnumSource
    void everyFaultHasOne(Fault fault) {
        assertThat(of(fault).advice()).endsWith(".");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file can be called so there")
    void isOneLineWhateverTheDirectoryIsCalled() {
        GatelockException trouble =
                Troubles.of(Path.of("/a\u001b[2J\nb"), new PortException(Fault.IO, "open", "x", "y\nz"));
        assertThat(trouble.getMessage().chars().filter(Character::isISOControl)).isEmpty();
    }
}
