package dev.gatelock.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.WINDOWS, disabledReason = "the defaults of Windows")
class HomesOnWindowsTest {
    private static final String LOCAL = "C:\\Users\\me\\AppData\\Local";

    @Test
    void theUsersLocalApplicationDataIsTheDefault() {
        assertThat(Homes.resolve(null, Map.of("LOCALAPPDATA", LOCAL))).isEqualTo(Path.of(LOCAL, "gateway"));
        assertThat(Homes.resolve(null, Map.of("LOCALAPPDATA", LOCAL, "XDG_STATE_HOME", "D:\\state")))
                .isEqualTo(Path.of(LOCAL, "gateway"));
        assertThat(Homes.resolve(null, Map.of("LOCALAPPDATA", " ", "GATEWAY_HOME", "")))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".local", "state", "gateway"));
    }

    @Test
    void whatIsNamedComesFirstAndIsAbsoluteAtOnce() {
        Map<String, String> environment = Map.of("LOCALAPPDATA", LOCAL, "GATEWAY_HOME", "D:/b");
        assertThat(Homes.resolve("C:\\a", environment)).isEqualTo(Path.of("C:\\a"));
        assertThat(Homes.resolve(null, environment)).isEqualTo(Path.of("D:\\b"));
        assertThat(Homes.resolve("a\\..\\b", environment))
                .isEqualTo(Path.of("b").toAbsolutePath());
        assertThat(Homes.resolve("\\b", environment).getRoot())
                .hasToString(Path.of("").toAbsolutePath().getRoot().toString());
    }
}
