package dev.gatelock.conformance.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain/subject.json", "", "two words", "it's", "$HOME `id` \"x\" \\", "-n", "a\nb", "*"})
    void aShellReadsItBack(String word) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s|' " + ShellWord.quoted(word)).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word + "|");
        assertThat(shell.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine/subject.json", "A=b", "127.0.0.1:9"})
    void whatIsPlainStaysAsItIs(String word) {
        assertThat(ShellWord.quoted(word)).isEqualTo(word);
    }
}
