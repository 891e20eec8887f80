package dev.gatelock.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "other defaults; see HomesOnWindowsTest")
class HomesTest {
    private static final Path DEFAULT = Path.of(System.getProperty("user.home"), ".local", "state", "gateway");

    @Test
    void theOptionComesFirst() {
        assertThat(Homes.resolve("/a", Map.of("GATEWAY_HOME", "/b", "XDG_STATE_HOME", "/c")))
                .isEqualTo(Path.of("/a"));
        assertThat(Homes.resolve(null, Map.of("GATEWAY_HOME", "/b", "XDG_STATE_HOME", "/c")))
                .isEqualTo(Path.of("/b"));
        assertThat(Homes.resolve(null, Map.of("XDG_STATE_HOME", "/c"))).isEqualTo(Path.of("/c/gateway"));
        assertThat(Homes.resolve(null, Map.of())).isEqualTo(DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void blankIsUnset(String blank) {
        assertThat(Homes.resolve(null, Map.of("GATEWAY_HOME", blank, "XDG_STATE_HOME", "/c")))
                .isEqualTo(Path.of("/c/gateway"));
        assertThat(Homes.resolve(null, Map.of("GATEWAY_HOME", blank, "XDG_STATE_HOME", blank)))
                .isEqualTo(DEFAULT);
    }

    /** context-home-leak #56986: what changes later moves nothing. */
    @Test
    void relativeIsMadeAbsoluteAtOnce() {
        assertThat(Homes.resolve("a/../b", Map.of())).isEqualTo(Path.of("b").toAbsolutePath());
        assertThat(Homes.resolve(null, Map.of("GATEWAY_HOME", "b")))
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    /** odd-home. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/with space",
                "/\u00fcml\u00e4ut",
                "/it's \"quoted\"",
                "/-dash",
                "/new\nline",
                "/~",
                "/$HOME",
                "/@file"
            })
    void isTakenAsItIs(String odd) {
        assertThat(Homes.resolve(odd, Map.of())).hasToString(odd);
    }
}
