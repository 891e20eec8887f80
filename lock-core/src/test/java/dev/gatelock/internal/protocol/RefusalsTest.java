package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.internal.identity.HolderText;
import dev.gatelock.spi.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people read. Command lines, records and even the home's name may hold anything. */
class RefusalsTest {
    private static final Path HOME = Path.of("/var/lib/bot");
    private static final int LONGEST = 400;

    private static OwnerRecord record(List<String> argv, Optional<String> host) {
        ProcessIdentity identity = new ProcessIdentity(
                4711, OptionalLong.of(77), Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), host);
        return new OwnerRecord(
                identity,
                new OwnerRecord.Program("gateway", argv),
                Optional.of(HOME.toString()),
                new OwnerRecord.Stamp(
                        Optional.of("a1"), OptionalLong.of(12), OptionalLong.empty(), Optional.of("flock")));
    }

    private static Holder holder(List<String> commandLine, Duration age, boolean stopped) {
        return new Holder(KnownProcesses.identity(4711, 77), commandLine, stopped, Optional.of(age), Optional.empty());
    }

    private static Finding.Owner owner(List<String> commandLine) {
        return new Finding.Owner(
                holder(commandLine, Duration.ofMinutes(3), false),
                Evidence.FDINFO,
                record(List.of(), Optional.empty()));
    }

    private static void assertOneLine(Refusal refusal) {
        assertThat(refusal.message()).hasSizeLessThan(LONGEST);
        assertThat(refusal.message().chars().filter(Character::isISOControl).count())
                .isZero();
        assertThat(refusal.explain().lines()).hasSize(2);
        assertThat(refusal.advice()).isNotBlank();
    }

    @Test
    void saysWhoHowLongAndHowThatIsKnown() {
        Refusal refusal = Refusals.of(HOME, owner(List.of("/usr/bin/gateway", "run")));
        assertThat(refusal.message())
                .isEqualTo(HOME + " is held by pid 4711 (/usr/bin/gateway run), up 3 min, generation 12"
                        + " (the kernel shows the locked file open in it)");
        assertThat(refusal.reason()).isEqualTo(Reason.HELD);
        assertThat(refusal.holder()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasASentence(Reason reason) {
        assertOneLine(Refusals.owner(HOME, owner(List.of("gateway")), reason));
    }

    @Property
    void aCommandLineMayHoldAnything(@ForAll List<String> commandLine) {
        assertOneLine(Refusals.of(HOME, owner(commandLine)));
    }

    @Test
    void aCommandLineIsCutAndCannotDrawOnTheTerminal() {
        assertThat(Refusals.of(HOME, owner(List.of("a\u001b[2Jb\nc\rd\u0000e\u009bf")))
                        .message())
                .contains("a [2Jb c d e f");
        Refusal refusal = Refusals.of(HOME, owner(List.of("x".repeat(100_000))));
        assertThat(refusal.message()).contains("x".repeat(120) + "...)").doesNotContain("x".repeat(121));
        assertOneLine(refusal);
    }

    /** A cut in the middle of a character would leave half of it. */
    @Test
    void aCommandLineIsNotCutInsideACharacter() {
        for (int before = 115; before <= 121; before++) {
            String message = Refusals.of(HOME, owner(List.of("x".repeat(before) + "\uD83D\uDD12".repeat(9))))
                    .message();
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message)).isTrue();
        }
    }

    /** Invisible characters that turn the direction of writing make a sentence say something else. */
    @Test
    void charactersThatReorderTheLineAreCut() {
        assertThat(Refusals.of(HOME, owner(List.of("a\u202Eb\u2028c\u2066d"))).message())
                .contains("(a b c d)");
    }

    /** A record is a file that anybody may have written; its host is shown for a holder that cannot be seen. */
    @Test
    void aRecordedHostCannotDrawOnTheTerminal() {
        OwnerRecord hostile = record(List.of(), Optional.of("h\u001b[31m\n" + "o".repeat(50_000)));
        assertOneLine(Refusals.of(HOME, new Finding.Invisible(Optional.of(hostile), Evidence.LOCK_TABLE)));
    }

    /** Windows has no list of locks: the holder need not be in a container, or another user's. */
    @Test
    void whereNoListTellsTheHolderItIsNotLookedForElsewhere() {
        Refusal attempted = Refusals.of(HOME, new Finding.Invisible(Optional.empty(), Evidence.TRY_LOCK));
        assertThat(attempted.advice())
                .contains("lock file open", "never broken")
                .doesNotContain("container");
        Refusal listed = Refusals.of(HOME, new Finding.Invisible(Optional.empty(), Evidence.LOCK_TABLE));
        assertThat(listed.advice()).contains("container", "never broken");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no path has a line break there")
    void aHomeWithALineBreakStaysOnOneLine() {
        Path odd = Path.of("/var/lib/two\nlines");
        assertOneLine(Refusals.of(odd, owner(List.of("gateway"))));
        assertOneLine(Refusals.sameJvm(odd));
        assertOneLine(Refusals.takeover(odd, " (pid 3)"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "119, 119 s",
        "120, 2 min",
        "7199, 119 min",
        "7200, 2 h",
        "172799, 47 h",
        "172800, 2 days",
    })
    void agesAreShort(long seconds, String words) {
        assertThat(HolderText.describe(holder(List.of(), Duration.ofSeconds(seconds), false)))
                .isEqualTo("pid 4711, up " + words);
    }

    @Test
    void aStoppedHolderIsCalledStopped() {
        assertThat(HolderText.describe(holder(List.of("bot"), Duration.ZERO, true)))
                .isEqualTo("pid 4711 (bot), up 0 s, stopped by a signal");
    }

    @Test
    void everyFindingHasAReason() {
        Holder child = holder(List.of("worker"), Duration.ZERO, false);
        OwnerRecord record = record(List.of(), Optional.of("there"));
        Refusal orphans = Refusals.of(HOME, new Finding.Orphans(List.of(child), record));
        assertThat(orphans.reason()).isEqualTo(Reason.ORPHANED);
        assertThat(orphans.message()).contains("pid 4711, is dead").contains("(worker)");
        Refusal stranger = Refusals.of(
                HOME, new Finding.Stranger(List.of(child, child), Evidence.LOCK_TABLE, Optional.of(record)));
        assertThat(stranger.reason()).isEqualTo(Reason.STRANGER);
        assertThat(stranger.message()).contains(" and ").contains("the record names pid 4711 instead");
        Refusal nameless = Refusals.of(HOME, new Finding.Stranger(List.of(child), Evidence.FDINFO, Optional.empty()));
        assertThat(nameless.message()).contains("no record names it");
        Refusal invisible = Refusals.of(HOME, new Finding.Invisible(Optional.of(record), Evidence.LOCK_TABLE));
        assertThat(invisible.reason()).isEqualTo(Reason.INVISIBLE);
        assertThat(invisible.message()).contains("pid 4711 on there");
        Refusal unverifiable = Refusals.of(HOME, new Finding.Unverifiable("the disk is on fire"));
        assertThat(unverifiable.message()).contains("the disk is on fire");
        for (Refusal refusal : List.of(orphans, stranger, nameless, invisible, unverifiable)) {
            assertOneLine(refusal);
        }
    }
}
