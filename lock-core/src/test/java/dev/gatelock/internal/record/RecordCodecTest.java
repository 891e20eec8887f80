package dev.gatelock.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatelock.OwnerRecord;
import dev.gatelock.spi.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes in, a typed outcome out (section A of the catalogue). */
class RecordCodecTest {
    private static final long HIGHEST_PID = 4_194_304;
    private static final RecordCodec CODEC = new RecordCodec(HIGHEST_PID);

    private static Reading decode(String text) {
        return CODEC.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 2000)
    void everyByteStringIsAnOutcome(@ForAll byte[] content) {
        assertThat(CODEC.decode(content)).isNotNull();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void everyBeginningOfARecordIsAnOutcome(
            @ForAll("records") OwnerRecord record, @ForAll @IntRange(max = 400) int length) {
        byte[] whole = CODEC.encode(record);
        Reading reading = CODEC.decode(Arrays.copyOf(whole, Math.min(length, whole.length - 1)));
        assertThat(reading).isInstanceOfAny(Reading.Empty.class, Reading.Malformed.class, Reading.Unreadable.class);
        assertThat(reading.owner()).isEmpty();
        assertThat(reading.why()).isNotBlank();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadBackEqual(@ForAll("records") OwnerRecord record) {
        assertThat(CODEC.decode(CODEC.encode(record))).isEqualTo(new Reading.Found(record));
    }

    /** A record with a damaged byte is some outcome, and if it is a record then one with a possible pid. */
    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void aDamagedRecordIsAnOutcome(
            @ForAll("records") OwnerRecord record, @ForAll @IntRange(max = 1000) int at, @ForAll byte value) {
        byte[] content = CODEC.encode(record);
        content[at % content.length] = value;
        CODEC.decode(content)
                .owner()
                .ifPresent(owner -> assertThat(owner.identity().pid()).isBetween(1L, HIGHEST_PID));
    }

    @Provide
    Arbitrary<OwnerRecord> records() {
        Arbitrary<String> text = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(some -> StandardCharsets.UTF_8.newEncoder().canEncode(some));
        Arbitrary<Optional<String>> perhapsText = text.optional();
        Arbitrary<OptionalLong> perhaps = Arbitraries.longs()
                .greaterOrEqual(0)
                .optional()
                .map(number -> number.map(OptionalLong::of).orElse(OptionalLong.empty()));
        Arbitrary<ProcessIdentity> identities = Combinators.combine(
                        Arbitraries.longs().between(2, HIGHEST_PID),
                        perhaps,
                        perhapsText,
                        perhaps,
                        perhaps,
                        perhapsText)
                .as(ProcessIdentity::new);
        Arbitrary<OwnerRecord.Program> programs =
                Combinators.combine(text, text.list().ofMaxSize(4)).as(OwnerRecord.Program::new);
        Arbitrary<OwnerRecord.Stamp> stamps =
                Combinators.combine(perhapsText, perhaps, perhaps, perhapsText).as(OwnerRecord.Stamp::new);
        return Combinators.combine(identities, programs, perhapsText, stamps).as(OwnerRecord::new);
    }

    static Stream<Arguments> pids() {
        return Stream.of(
                arguments("1234", 1234),
                arguments(" 1234\n", 1234),
                arguments("{\"pid\": 1234}", 1234),
                arguments("{\"pid\": 1234.0}", 1234),
                arguments("{\"pid\": \"1234\"}", 1234),
                arguments("{\"pid\": 2}", 2),
                arguments("{\"pid\": 4194304}", 4_194_304),
                arguments("\uFEFF{\"pid\": 1234}", 1234),
                arguments("{\"pid\": 1, \"start_time\": 5, \"pid_ns\": 7}", 1));
    }

    @ParameterizedTest
    @MethodSource("pids")
    void namesAPid(String text, long pid) {
        assertThat(decode(text).owner().orElseThrow().identity().pid()).isEqualTo(pid);
    }

    /** pid-zero-or-negative, pid-huge: none of these may ever reach a signal. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1",
                "100000000000",
                "4194305",
                "true",
                "false",
                "NaN",
                "1e3",
                "1E3",
                "12.5",
                "Infinity",
                "\"abc\"",
                "\"\"",
                "null",
                "[]",
                "[1234]",
                "{}",
                "\"-1\"",
                "\"0\"",
                "99999999999999999999999999999999",
                "1234.5",
                "-0.0"
            })
    void isAnImpossiblePid(String pid) {
        assertThat(decode("{\"pid\": " + pid + "}")).isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1",
                "100000000000",
                "true",
                "NaN",
                "1e3",
                "1234.0",
                "null",
                "[1234]",
                "\"1234\"",
                "{",
                "}",
                "1234 5",
                "{\"pid\": 1234",
                "{\"pid\": 1234}}",
                "{\"pid\": 1234, \"pid\": 1235}",
                "{'pid': 1234}",
                "{\"pid\"; 1234}",
                "pid=1234"
            })
    void isMalformed(String text) {
        Reading reading = decode(text);
        assertThat(reading).isInstanceOf(Reading.Malformed.class);
        assertThat(reading.why()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\t\r\n ", "\uFEFF", "\uFEFF\n"})
    void isEmpty(String text) {
        assertThat(decode(text)).isInstanceOf(Reading.Empty.class);
    }

    @Test
    void zeroBytesAreNoRecord() {
        assertThat(CODEC.decode(new byte[200]).owner()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreUnreadable() {
        assertThat(CODEC.decode(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1})).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aLaterFormatIsSaidToBeOne() {
        assertThat(decode("{\"pid\": 1234, \"version\": 2}")).isEqualTo(new Reading.Future(2));
        assertThat(decode("{\"pid\": 1234, \"version\": 1}").owner()).isPresent();
        assertThat(decode("{\"pid\": 1234, \"version\": \"later\"}").owner()).isPresent();
    }

    /** legacy-bare-int: everything but the pid is unknown. */
    @Test
    void aBareNumberIsAPidAndNothingElse() {
        assertThat(decode("1234").owner().orElseThrow())
                .isEqualTo(new OwnerRecord(
                        ProcessIdentity.ofPid(1234),
                        OwnerRecord.Program.unknown(),
                        Optional.empty(),
                        OwnerRecord.Stamp.unknown()));
    }

    @Test
    void fieldsOfAnotherTypeAreUnknown() {
        OwnerRecord record = decode(
                        "{\"pid\": 1234, \"start_time\": true, \"argv\": \"x\", \"kind\": 5, \"hermes_home\": [],"
                                + " \"boot_id\": \"\", \"pid_ns\": {}, \"uid\": null, \"nonce\": 7, \"generation\": \"a\"}")
                .owner()
                .orElseThrow();
        assertThat(record)
                .isEqualTo(new OwnerRecord(
                        ProcessIdentity.ofPid(1234),
                        OwnerRecord.Program.unknown(),
                        Optional.empty(),
                        OwnerRecord.Stamp.unknown()));
    }

    /** Upstream's own file, with keys that we do not know. */
    @Test
    void readsWhatUpstreamWrites() {
        OwnerRecord record = decode(
                        "{\"pid\": 4242, \"kind\": \"hermes-gateway\", \"argv\": [\"/opt/hermes\", \"gateway\","
                                + " \"run\"], \"start_time\": 123456, \"hermes_home\": \"/home/u/.hermes\", \"later\": {\"a\": [1]}}")
                .owner()
                .orElseThrow();
        assertThat(record.identity()).isEqualTo(ProcessIdentity.of(4242, 123_456));
        assertThat(record.program())
                .isEqualTo(new OwnerRecord.Program("hermes-gateway", List.of("/opt/hermes", "gateway", "run")));
        assertThat(record.home()).contains("/home/u/.hermes");
    }

    @Test
    void isReadUpToTheLimitAndNotBeyond() {
        String record = "{\"pid\": 1234}";
        assertThat(decode(record + " ".repeat(RecordCodec.LIMIT - record.length()))
                        .owner())
                .isPresent();
        assertThat(decode(record + " ".repeat(RecordCodec.LIMIT - record.length() + 1)))
                .isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void brokenNestingAsLargeAsTheLimitIsMalformed() {
        assertThat(decode("[".repeat(RecordCodec.LIMIT))).isInstanceOf(Reading.Malformed.class);
        assertThat(decode("{\"pid\":".repeat(RecordCodec.LIMIT / 8))).isInstanceOf(Reading.Malformed.class);
        assertThat(decode("{\"pid\":" + "9".repeat(RecordCodec.LIMIT - 10) + "}"))
                .isInstanceOf(Reading.Malformed.class);
    }
}
