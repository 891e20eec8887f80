package dev.gatelock.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    /** Whatever is in a file, the reader says what it is or that it is nothing; it never falls over. */
    @Property(tries = 2000)
    void everyTextIsAValueOrMalformed(@ForAll("almostJson") String text) {
        try {
            JsonText.parse(text);
        } catch (MalformedJsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property
    void everyByteStringIsAnObjectOrMalformed(@ForAll byte[] content) {
        try {
            JsonText.parseObject(content).put("modifiable", true);
        } catch (MalformedJsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Fragments of JSON in any order come closer to the edges than random characters do. */
    @Provide
    Arbitrary<String> almostJson() {
        Arbitrary<String> piece = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\"pid\"",
                "null",
                "true",
                "fals",
                "-",
                "0",
                "12",
                ".5",
                "1e3",
                "1e999999999",
                "NaN",
                "Infinity",
                "\\u12",
                "\\ud800",
                "\uFEFF",
                " ",
                "\n",
                "\0",
                "//",
                "'a'",
                "\u2028");
        return piece.list().ofMaxSize(24).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadBackEqual(@ForAll("objects") Map<String, Object> object) throws MalformedJsonException {
        assertThat(JsonText.parseObject(JsonText.write(object))).isEqualTo(object);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return Arbitraries.maps(texts(), values(3)).ofMaxSize(5).map(LinkedHashMap::new);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(20)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                texts().map(text -> text),
                Arbitraries.longs().map(number -> number),
                Arbitraries.of(true, false).map(flag -> flag),
                Arbitraries.of("0.5", "-12.000", "1e3", "1E-7").map(JsonText.Decimal::new),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(19), BigInteger.TEN.pow(60))
                        .map(number -> number));
        if (depth == 0) {
            return leaf;
        }
        return Arbitraries.oneOf(
                leaf,
                values(depth - 1).list().ofMaxSize(3).map(list -> list),
                Arbitraries.maps(texts(), values(depth - 1)).ofMaxSize(3).map(map -> map));
    }

    @Test
    void nullIsAValue() throws MalformedJsonException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("start_time", null);
        assertThat(JsonText.parseObject(JsonText.write(object))).isEqualTo(object);
    }

    /** A reader that recurses is felled by a file of brackets; this one has a limit. */
    @ParameterizedTest
    @ValueSource(ints = {33, 1_000, 30_000})
    void deepNestingIsMalformed(int depth) {
        assertThatThrownBy(() -> JsonText.parse("[".repeat(depth) + "]".repeat(depth)))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonText.parse("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonText.parse("[".repeat(depth))).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void sensibleNestingIsRead() throws MalformedJsonException {
        Object value = JsonText.parse("[".repeat(30) + "]".repeat(30));
        List<Object> seen = new ArrayList<>();
        while (value instanceof List<?> list && !list.isEmpty()) {
            seen.add(list);
            value = list.get(0);
        }
        assertThat(seen).hasSize(29);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{\"a\":1,}",
                "{\"a\":1}{}",
                "[1] 2",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"b\":1,\"b\":1}}",
                "NaN",
                "Infinity",
                "-",
                "01",
                "+1",
                "'a'",
                "{a:1}",
                "\"\t\"",
                "// c\n1",
                "tru",
                "nullnull",
                "\"\\u12\"",
                "\uFEFF1"
            })
    void isMalformed(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void numbersBeyondAllMeasureAreMalformed() {
        assertThatThrownBy(() -> JsonText.parse("9".repeat(60_000))).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonText.parse("1." + "9".repeat(60_000))).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void oneByteOrderMarkIsSkipped() throws MalformedJsonException {
        assertThat(JsonText.decode("\uFEFF {} \n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{}");
    }

    @Test
    void otherEncodingsAreNotText() {
        assertThatThrownBy(() -> JsonText.decode("{}".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonText.decode(new byte[] {'{', (byte) 0xC3, '}'}))
                .isInstanceOf(MalformedJsonException.class);
    }
}
