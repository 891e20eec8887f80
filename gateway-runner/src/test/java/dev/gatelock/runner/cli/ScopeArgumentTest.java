package dev.gatelock.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the identity of a scope comes from, and that no message tells it. */
class ScopeArgumentTest {
    private static final Scope EXPECTED = Scope.of("token", "12345:sec=ret");

    @TempDir
    private Path folder;

    @Test
    void aText() {
        assertThat(ScopeArgument.parse("token=12345:sec=ret", Map.of())).isEqualTo(EXPECTED);
    }

    @Test
    void theFirstLineOfAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "  12345:sec=ret \r\nsecond line\n");
        assertThat(ScopeArgument.parse("token=@" + file, Map.of())).isEqualTo(EXPECTED);
    }

    @Test
    void aVariable() {
        assertThat(ScopeArgument.parse("token=env:T", Map.of("T", "12345:sec=ret")))
                .isEqualTo(EXPECTED);
    }

    @Test
    void whatIsNotThereIsNoMisspelling() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));
        for (String argument :
                List.of("a=@" + folder.resolve("no"), "a=@" + empty, "a=@" + folder, "a=@\0", "a=env:T", "a=env:")) {
            assertThatThrownBy(() -> ScopeArgument.parse(argument, Map.of("T", " ")))
                    .as(argument)
                    .isInstanceOf(ScopeArgument.Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "=secret", "secret=", "sec/ret=x", "sec ret=secret"})
    void misspellingsAreNotEchoed(String argument) {
        assertThatThrownBy(() -> ScopeArgument.parse(argument, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(ScopeArgument.Unavailable.class)
                .hasMessageNotContaining("ret");
    }

    @Test
    void theQuickWayParsesTheSame() {
        RunOptions options =
                QuickStart.run(new String[] {"run", "--scope", "token=12345:sec=ret", "--scope", "b=c", "--", "x"});
        assertThat(options.guarded().scopes()).containsExactly(EXPECTED, Scope.of("b", "c"));
        assertThat(QuickStart.run(new String[] {"run", "--scope", "secret", "--", "x"}))
                .isNull();
        assertThat(QuickStart.run(new String[] {"run", "--scope", "a=env:THERE_IS_NO_SUCH_VARIABLE", "--", "x"}))
                .isNull();
    }
}
