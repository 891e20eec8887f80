package dev.gatelock.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    /** As upstream reads them: integers, numeric texts, decimals without a fraction. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234 | 1234",
                "-1 | -1",
                "1234.0 | 1234",
                "1234.000 | 1234",
                "\"1234\" | 1234",
                "\" 1234 \" | 1234",
                "\"+7\" | 7",
                "9223372036854775807 | 9223372036854775807",
                "\"-9223372036854775808\" | -9223372036854775808"
            })
    void isAWholeNumber(String json, long number) throws MalformedJsonException {
        assertThat(new JsonFields(Map.of("n", JsonText.parse(json))).whole("n")).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true", "false", "1e3", "1E3", "0.5", "1234.5", "9223372036854775808", "99999999999999999999999999",
                        "\"\"",
                "\"12 34\"", "\"0x10\"", "\"1_000\"", "\"1234.0\"", "\"-\"", "\"NaN\"", "\"\u0661\u0662\"", "[1]", "{}",
                "\"99999999999999999999\"", "9223372036854775808.0", "\"000000000000000000001\""
            })
    void isNone(String json) throws MalformedJsonException {
        assertThat(new JsonFields(Map.of("n", JsonText.parse(json))).whole("n")).isEmpty();
    }

    @Property
    void everyLongSurvivesAsTextAndAsNumber(@ForAll long number) {
        assertThat(JsonFields.whole((Object) number)).isEqualTo(OptionalLong.of(number));
        assertThat(JsonFields.whole((Object) Long.toString(number))).isEqualTo(OptionalLong.of(number));
        assertThat(JsonFields.whole(new JsonText.Decimal(number + ".0"))).isEqualTo(OptionalLong.of(number));
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        JsonFields.whole((Object) text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"\"", "[]", "true"})
    void isNoText(String json) throws MalformedJsonException {
        assertThat(new JsonFields(JsonText.parseObject(("{\"t\":" + json + "}").getBytes(StandardCharsets.UTF_8)))
                        .text("t"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[\"a\", 1]", "[null]", "\"a\"", "{\"a\":1}"})
    void isNoListOfTexts(String json) throws MalformedJsonException {
        assertThat(new JsonFields(JsonText.parseObject(("{\"t\":" + json + "}").getBytes(StandardCharsets.UTF_8)))
                        .texts("t"))
                .isEqualTo(List.of());
    }
}
