package dev.gatelock.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Holder;
import dev.gatelock.LockDirectory;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Scope;
import dev.gatelock.spi.ProcessIdentity;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scope is called, where its lock is, and that its identity is not told. */
class ScopeTest {
    private static final Path USER = Path.of("/home/me");

    @Test
    void hashIsTheContractWithOtherImplementations() {
        assertThat(Scope.of("telegram-bot-token", "abc").hash()).isEqualTo("ba7816bf8f01cfea");
        assertThat(Scope.of("x", "\u00e4\ud83d\ude00").hash())
                .isEqualTo(Scope.of("y", "\u00e4\ud83d\ude00").hash());
    }

    @Test
    void theIdentityIsNotShown() {
        assertThat(Scope.of("token", "12345:secret"))
                .hasToString("token-" + Scope.of("token", "12345:secret").hash());
        assertThat(Scope.of("token", "a")).isEqualTo(Scope.of("token", "a")).isNotEqualTo(Scope.of("token", "b"));
        assertThatThrownBy(() -> Scope.of("12345:secret", "x")).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../x", "a b", "a=b", "\u00e4", "a\n"})
    void namesThatCouldLeaveTheDirectoryAreRejected(String name) {
        assertThatThrownBy(() -> Scope.of(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyIdentityIsRejected() {
        assertThatThrownBy(() -> Scope.of("token", "")).isInstanceOf(IllegalArgumentException.class);
    }

    /** scoped-xdg-empty: set but empty, or blank, is unset. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void scopedXdgEmpty(String blank) {
        Path standard = absolute("/home/me/.local/state/hermes/gateway-locks");
        assertThat(LockDirectory.from(Map.of("XDG_STATE_HOME", blank), USER).path())
                .isEqualTo(standard);
        assertThat(LockDirectory.from(Map.of("HERMES_GATEWAY_LOCK_DIR", blank), USER)
                        .path())
                .isEqualTo(standard);
        assertThat(LockDirectory.from(Map.of(), USER).path()).isEqualTo(standard);
        assertThat(LockDirectory.from(Map.of("HOME", blank), USER).path()).isEqualTo(standard);
    }

    /** With the drive, where there are drives. */
    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath();
    }

    @Test
    void theEnvironmentDecides() {
        Map<String, String> both = Map.of("XDG_STATE_HOME", "/state", "HERMES_GATEWAY_LOCK_DIR", "/locks");
        assertThat(LockDirectory.from(both, USER).path()).isEqualTo(absolute("/locks"));
        Path home = File.separatorChar == '\\' ? USER : Path.of("/data");
        assertThat(LockDirectory.from(Map.of("HOME", "/data"), USER).path())
                .as("programs of Windows ignore a HOME that some shell has set")
                .isEqualTo(absolute(home + "/.local/state/hermes/gateway-locks"));
        assertThat(LockDirectory.from(Map.of("XDG_STATE_HOME", "/state"), USER).path())
                .isEqualTo(absolute("/state/hermes/gateway-locks"));
        assertThat(LockDirectory.at(Path.of("here")).path()).isAbsolute();
    }

    @Test
    void commandLinesAreKeptWithoutTokens() {
        List<String> typed =
                List.of("gateway", "run", "--scope", "a=tok=en", "--scope=b=token", "--scope", "token", "--", "x");
        List<String> shown =
                List.of("gateway", "run", "--scope", "a=***", "--scope=b=***", "--scope", "***", "--", "x");
        OwnerRecord.Program program = new OwnerRecord.Program("gateway", typed);
        Holder holder = new Holder(ProcessIdentity.ofPid(2), typed, false, Optional.empty(), Optional.empty());
        assertThat(program.argv()).isEqualTo(shown);
        assertThat(holder.commandLine()).isEqualTo(shown);
        assertThat(new OwnerRecord.Program("gateway", shown)).isEqualTo(program);
        assertThat(new OwnerRecord.Program("gateway", List.of("--scope=b=token")).argv())
                .as("alone")
                .containsExactly("--scope=b=***");
        assertThat(new OwnerRecord.Program("gateway", List.of("--scope", "=token")).argv())
                .as("without a name")
                .containsExactly("--scope", "=***");
    }
}
