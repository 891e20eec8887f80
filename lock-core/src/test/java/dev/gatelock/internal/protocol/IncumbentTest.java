package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.spi.ProcessIdentity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** I6: whom a replacer may act against, and what the records of a home are worth. */
class IncumbentTest {
    private static final ProcessIdentity SELF = KnownProcesses.identity(500, 1000);
    private static final ProcessIdentity LIVE = KnownProcesses.identity(4711, 77);

    private static OwnerRecord record(ProcessIdentity identity, String nonce, OptionalLong claimed) {
        return new OwnerRecord(
                identity,
                OwnerRecord.Program.unknown(),
                Optional.of("/h"),
                new OwnerRecord.Stamp(Optional.of(nonce), OptionalLong.of(1), claimed, Optional.of("flock")));
    }

    private static OwnerRecord record(String nonce) {
        return record(LIVE, nonce, OptionalLong.empty());
    }

    private static Holder holder(ProcessIdentity identity) {
        return new Holder(identity, List.of(), false, Optional.empty(), Optional.empty());
    }

    private static ProcessIdentity elsewhere(Optional<String> boot, long namespace) {
        return new ProcessIdentity(
                4711, OptionalLong.of(77), boot, OptionalLong.of(namespace), OptionalLong.empty(), Optional.empty());
    }

    static Stream<Arguments> claims() {
        Optional<String> boot = Optional.of(KnownProcesses.BOOT);
        return Stream.of(
                arguments("claimed before we began", LIVE, OptionalLong.of(999), false),
                arguments("claimed in the moment in which we began", LIVE, OptionalLong.of(1000), false),
                arguments("claimed after we began", LIVE, OptionalLong.of(1001), true),
                arguments("not said", LIVE, OptionalLong.empty(), false),
                arguments(
                        "on another boot's clock",
                        elsewhere(Optional.of("b"), KnownProcesses.NAMESPACE),
                        OptionalLong.of(1001),
                        false),
                arguments("on another namespace's clock", elsewhere(boot, 9), OptionalLong.of(1001), false));
    }

    /** The claim that was sampled itself: only one made after we began is not the one that we were asked to replace. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void aClaimAfterOurBeginningIsNotOurs(String name, ProcessIdentity owner, OptionalLong claimed, boolean precedes) {
        OwnerRecord record = record(owner, "a", claimed);
        Incumbent sampled = new Incumbent(Optional.of(record), List.of(owner));
        assertThat(sampled.precedes(record, owner, SELF)).isEqualTo(precedes);
    }

    @Test
    void withoutOurOwnStartTheClaimsTimeSaysNothing() {
        OwnerRecord record = record(elsewhere(Optional.empty(), 9), "a", OptionalLong.of(1001));
        ProcessIdentity self = new ProcessIdentity(
                500,
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.of(9),
                OptionalLong.empty(),
                Optional.empty());
        assertThat(new Incumbent(Optional.of(record), List.of()).precedes(record, LIVE, self))
                .isFalse();
    }

    @Test
    void anotherClaimCameAfter() {
        Incumbent sampled = new Incumbent(Optional.of(record("a")), List.of(LIVE));
        assertThat(sampled.precedes(record("a"), LIVE, SELF)).isFalse();
        assertThat(sampled.precedes(record("b"), LIVE, SELF)).isTrue();
    }

    @Test
    void withoutARecordTheHolderThatWasSeenCounts() {
        Incumbent sampled = new Incumbent(Optional.empty(), List.of(KnownProcesses.identity(1, 1), LIVE));
        assertThat(sampled.precedes(record("a"), LIVE, SELF)).isFalse();
        assertThat(sampled.precedes(record("a"), KnownProcesses.identity(4711, 78), SELF))
                .isTrue();
        assertThat(sampled.precedes(record("a"), KnownProcesses.identity(4712, 77), SELF))
                .isTrue();
        assertThat(new Incumbent(Optional.empty(), List.of()).precedes(record("a"), LIVE, SELF))
                .isTrue();
    }

    @Test
    void sawMeansPidAndStartTime() {
        Incumbent sampled = new Incumbent(Optional.of(record("a")), List.of(LIVE));
        assertThat(sampled.saw(LIVE)).isTrue();
        assertThat(sampled.saw(KnownProcesses.identity(4711, 78))).isFalse();
        assertThat(sampled.saw(KnownProcesses.identity(4712, 77))).isFalse();
        assertThat(new Incumbent(Optional.of(record("a")), List.of()).saw(LIVE)).isFalse();
    }

    @Test
    void isWhatWasFound() {
        OwnerRecord record = record("a");
        List<Holder> holders = List.of(holder(LIVE));
        assertThat(Incumbent.of(new Finding.Owner(holder(LIVE), Evidence.FDINFO, record)))
                .isEqualTo(new Incumbent(Optional.of(record), List.of(LIVE)));
        assertThat(Incumbent.of(new Finding.Orphans(holders, record)))
                .isEqualTo(new Incumbent(Optional.of(record), List.of(LIVE)));
        assertThat(Incumbent.of(new Finding.Stranger(holders, Evidence.FDINFO, Optional.of(record))))
                .as("a record that does not name the holder is nobody's")
                .isEqualTo(new Incumbent(Optional.empty(), List.of(LIVE)));
        assertThat(Incumbent.of(new Finding.Invisible(Optional.of(record), Evidence.TRY_LOCK)))
                .isEqualTo(new Incumbent(Optional.of(record), List.of()));
        assertThat(Incumbent.of(new Finding.Nobody())).isEqualTo(new Incumbent(Optional.empty(), List.of()));
    }

    private static Reading found(String home, long generation) {
        OwnerRecord record = record("a");
        return new Reading.Found(new OwnerRecord(
                record.identity(),
                record.program(),
                Optional.of(home).filter(text -> !text.isEmpty()),
                new OwnerRecord.Stamp(
                        Optional.empty(), OptionalLong.of(generation), OptionalLong.empty(), Optional.empty())));
    }

    /** #74872: a record of another home says nothing about this one; an early one that names no home may. */
    @Test
    void onlyThisHomesRecordsCount() {
        Leftovers leftovers = new Leftovers(found("/h", 1), found("/other", 2));
        assertThat(leftovers.records("/h")).extracting(r -> r.home().orElse("")).containsExactly("/h");
        assertThat(new Leftovers(found("", 1), found("/h", 2)).records("/h")).hasSize(2);
        assertThat(new Leftovers(new Reading.Absent(), new Reading.Empty()).records("/h"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 5, 5", "5, 3, 5", "0, 0, 0", "4503599627370495, 1, 4503599627370495", "4503599627370496, 1, 1"})
    void theHighestBelievableGenerationCounts(long pidFile, long lockFile, long highest) {
        assertThat(new Leftovers(found("/h", pidFile), found("/h", lockFile)).generation())
                .isEqualTo(highest);
    }
}
