package dev.gatelock.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which characters of a foreign text reach a terminal. */
class PlainTest {
    /** Marks that turn the direction of writing, and what breaks a line or steers the terminal. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x9B, 0x9F, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
                0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xD800, 0xDFFF
            })
    void isABlankInItsPlace(int character) {
        assertThat(Plain.line("a" + Character.toString(character) + "b")).isEqualTo("a b");
    }

    /** Their neighbours, such as the joiner of Indic scripts and of emoji (200D), are text. */
    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x7E, 0xA0, 0xE4, 0x200D, 0x2010, 0x2027, 0x202F, 0x2065, 0x206A, 0x4E2D, 0x1F512})
    void isText(int character) {
        String text = "a" + Character.toString(character) + "b";
        assertThat(Plain.line(text)).isEqualTo(text);
    }

    @Test
    void isCutOnlyBeyondTheLimit() {
        assertThat(Plain.line("abc", 3)).isEqualTo("abc");
        assertThat(Plain.line("abcd", 3)).isEqualTo("abc...");
        assertThat(Plain.line("\uD83D\uDD12\uD83D\uDD12", 2)).isEqualTo("\uD83D\uDD12\uD83D\uDD12");
    }
}
