package dev.gatelock.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.internal.identity.Verdict.Liveness;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a process is shown, and how the kernel's word changes what its command line may say. */
class HoldersTest {
    private static final ProcessIdentity WITHOUT_START = ProcessIdentity.ofPid(4711);

    private final KnownProcesses processes = new KnownProcesses();
    private final IdentityJudge judge = new IdentityJudge(processes);

    private static OwnerRecord record(ProcessIdentity identity, String... argv) {
        return new OwnerRecord(
                identity,
                new OwnerRecord.Program("gateway", List.of(argv)),
                Optional.empty(),
                OwnerRecord.Stamp.unknown());
    }

    private static Holder holder(List<String> commandLine, Optional<OwnerRecord> record) {
        return new Holder(KnownProcesses.identity(4711, 77), commandLine, false, Optional.empty(), record);
    }

    @Test
    void aLiveProcessIsShownWithItsAge() {
        processes.alive(4711, 899_900, "gateway", "run");
        OwnerRecord record = record(KnownProcesses.identity(4711, 899_900));
        Holder holder = Holders.look(processes, 4711, Optional.of(record));
        assertThat(holder)
                .isEqualTo(new Holder(
                        KnownProcesses.identity(4711, 899_900),
                        List.of("gateway", "run"),
                        false,
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(record)));
    }

    @Test
    void withoutAStartTimeThereIsNoAge() {
        processes.put(4711, KnownProcesses.alive(WITHOUT_START, "gateway"));
        assertThat(Holders.look(processes, 4711, Optional.empty()).age()).isEmpty();
    }

    @Test
    void aProcessThatIsGoneIsJustAPid() {
        processes.put(4711, new Sighting.Zombie());
        assertThat(Holders.look(processes, 4711, Optional.empty()))
                .isEqualTo(new Holder(WITHOUT_START, List.of(), false, Optional.empty(), Optional.empty()));
    }

    /** The recorded command is what the user typed; the live one has the interpreter and the JVM's options. */
    @Test
    void theRecordedCommandIsShownRatherThanTheLiveOne() {
        Holder holder = holder(
                List.of("java", "-jar", "x.jar"), Optional.of(record(KnownProcesses.identity(4711, 77), "gateway")));
        assertThat(HolderText.describe(holder)).isEqualTo("pid 4711 (gateway)");
        Holder bare = holder(List.of("java"), Optional.of(record(KnownProcesses.identity(4711, 77))));
        assertThat(HolderText.describe(bare)).isEqualTo("pid 4711 (java)");
        assertThat(HolderText.describe(holder(List.of(), Optional.empty()))).isEqualTo("pid 4711");
    }

    @Test
    void severalAreOneClause() {
        Holder one = holder(List.of("a"), Optional.empty());
        assertThat(HolderText.describe(List.of(one))).isEqualTo("pid 4711 (a)");
        assertThat(HolderText.describe(List.of(one, holder(List.of("b"), Optional.empty()))))
                .isEqualTo("pid 4711 (a) and pid 4711 (b)");
    }

    @ParameterizedTest
    @CsvSource({
        "FDINFO, the kernel shows the locked file open in it",
        "LOCK_TABLE, the kernel lists it as the holder",
        "RECORD, its record matches a live process",
        "TRY_LOCK, the lock is refused",
        "NONE, the lock is refused"
    })
    void everyEvidenceIsSaid(Evidence evidence, String words) {
        assertThat(HolderText.basis(evidence)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "119, 119 s",
        "120, 2 min",
        "7199, 119 min",
        "7200, 2 h",
        "172799, 47 h",
        "172800, 2 days",
        "864000, 10 days"
    })
    void ageIsOneNumber(long seconds, String words) {
        assertThat(HolderText.words(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    /** Upstream sets its process title, and leaves options out of the record: who holds is not refuted by that. */
    @Test
    void whoHoldsIsNotRefutedByItsCommandLine() {
        processes.put(4711, KnownProcesses.alive(KnownProcesses.identity(4711, 77), "hermes: idle"));
        OwnerRecord bare = record(WITHOUT_START, "gateway", "run");
        assertThat(judge.judge(bare).liveness()).isEqualTo(Liveness.DEAD);
        assertThat(judge.judgeHolder(bare).liveness()).isEqualTo(Liveness.UNKNOWN);
        assertThat(judge.judgeHolder(record(ProcessIdentity.of(4711, 78), "gateway", "run"))
                        .liveness())
                .isEqualTo(Liveness.DEAD);
    }

    /** Without a lock to look at, an equal start time outweighs the command line, and a bare pid does not. */
    @Test
    void withoutALockTheStartTimeCounts() {
        processes.put(4711, KnownProcesses.alive(KnownProcesses.identity(4711, 77), "hermes: idle"));
        assertThat(judge.judgeLockless(record(ProcessIdentity.of(4711, 77), "gateway", "run"))
                        .liveness())
                .isEqualTo(Liveness.SAME);
        assertThat(judge.judgeLockless(record(WITHOUT_START, "gateway", "run")).liveness())
                .isEqualTo(Liveness.DEAD);
    }

    @ParameterizedTest
    @EnumSource
    void onlyOneAnswerIsSameAndOneIsDead(Liveness liveness) {
        Verdict verdict = new Verdict(liveness, "because");
        assertThat(verdict.same()).isEqualTo(liveness == Liveness.SAME);
        assertThat(verdict.dead()).isEqualTo(liveness == Liveness.DEAD);
    }

    @Test
    void aRecordWithoutNamespaceIsNotFromAnother() {
        ProcessIdentity upstream = new ProcessIdentity(
                4711,
                OptionalLong.of(77),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.of(0),
                Optional.of("elsewhere"));
        processes.alive(4711, 77, "gateway");
        assertThat(judge.judge(record(upstream)).liveness()).isEqualTo(Liveness.SAME);
    }
}
