package dev.gatelock.internal.identity;

import static dev.gatelock.doubles.KnownProcesses.BOOT;
import static dev.gatelock.doubles.KnownProcesses.HOST;
import static dev.gatelock.doubles.KnownProcesses.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.internal.identity.Verdict.Liveness;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sections A and E of the catalogue, as far as they are about identity. */
class IdentityJudgeTest {
    private static final long PID = 4711;
    private static final long START = 123_456;
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private final KnownProcesses processes = new KnownProcesses();
    private final IdentityJudge judge = new IdentityJudge(processes);

    private static OwnerRecord record(ProcessIdentity identity, String... argv) {
        return new OwnerRecord(
                identity,
                new OwnerRecord.Program("gateway", List.of(argv)),
                Optional.empty(),
                OwnerRecord.Stamp.unknown());
    }

    private static ProcessIdentity identity(
            long pid, OptionalLong start, Optional<String> boot, OptionalLong namespace, Optional<String> host) {
        return new ProcessIdentity(pid, start, boot, namespace, UNKNOWN, host);
    }

    private static ProcessIdentity complete() {
        return KnownProcesses.identity(PID, START);
    }

    private static ProcessIdentity started(OptionalLong start) {
        return identity(PID, start, Optional.empty(), UNKNOWN, Optional.empty());
    }

    static Stream<Arguments> sightings() {
        return Stream.of(
                arguments("stale-pid-dead-owner #13655", new Sighting.Absent(), Liveness.DEAD),
                arguments("zombie-target #42126", new Sighting.Zombie(), Liveness.DEAD),
                arguments("thread-id", new Sighting.ThreadOf(4700), Liveness.DEAD),
                arguments("eperm-means-dead b52123eb1", new Sighting.Unclear("EPERM"), Liveness.UNKNOWN),
                arguments("alive", KnownProcesses.alive(complete(), "gateway", "run"), Liveness.SAME),
                arguments(
                        "stopped-target #2178",
                        new Sighting.Alive(complete(), true, List.of("gateway", "run"), UNKNOWN, UNKNOWN),
                        Liveness.SAME),
                arguments(
                        "stale-pid-reused #576",
                        KnownProcesses.alive(KnownProcesses.identity(PID, START + 1), "gateway", "run"),
                        Liveness.DEAD),
                arguments(
                        "start time cannot be read now",
                        KnownProcesses.alive(started(UNKNOWN), "gateway", "run"),
                        Liveness.UNKNOWN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sightings")
    void judgesACompleteRecordByWhatIsSeen(String name, Sighting sighting, Liveness expected) {
        processes.put(PID, sighting);
        assertThat(judge.judge(record(complete(), "gateway", "run")).liveness()).isEqualTo(expected);
    }

    static Stream<Arguments> records() {
        Optional<String> boot = Optional.of(BOOT);
        Optional<String> host = Optional.of(HOST);
        OptionalLong start = OptionalLong.of(START);
        OptionalLong namespace = OptionalLong.of(NAMESPACE);
        return Stream.of(
                arguments(
                        "reboot-same-pid-same-ticks #46589",
                        identity(PID, start, Optional.of("boot-before"), namespace, host),
                        Liveness.DEAD),
                arguments(
                        "another boot, host unknown",
                        identity(PID, start, Optional.of("boot-before"), namespace, Optional.empty()),
                        Liveness.DEAD),
                arguments(
                        "another machine on a shared volume",
                        identity(PID, start, Optional.of("boot-there"), namespace, Optional.of("there")),
                        Liveness.UNKNOWN),
                arguments(
                        "separate-pid-namespace #21706",
                        identity(PID, start, boot, OptionalLong.of(NAMESPACE + 1), host),
                        Liveness.UNKNOWN),
                arguments("null-start #16376", identity(PID, UNKNOWN, boot, namespace, host), Liveness.UNKNOWN),
                arguments("legacy-bare-int", ProcessIdentity.ofPid(PID), Liveness.UNKNOWN),
                arguments("upstream's record", ProcessIdentity.of(PID, START), Liveness.SAME),
                arguments("upstream's record, pid reused", ProcessIdentity.of(PID, START - 1), Liveness.DEAD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void judgesARecordWhosePidIsAlive(String name, ProcessIdentity recorded, Liveness expected) {
        processes.alive(PID, START, "gateway", "run");
        assertThat(judge.judge(record(recorded, "gateway", "run")).liveness()).isEqualTo(expected);
    }

    /** same-pid-every-boot #14128: in a container the leftover names the very pid that the new start has. */
    @Test
    void ourOwnPidIsNeverAnotherInstance() {
        processes.self(KnownProcesses.identity(7, 800_000));
        processes.alive(7, 800_000, "gateway", "run");
        assertThat(judge.judge(record(KnownProcesses.identity(7, 800_000))).liveness())
                .isEqualTo(Liveness.SELF);
        assertThat(judge.judge(record(KnownProcesses.identity(7, 5))).liveness())
                .isEqualTo(Liveness.DEAD);
        assertThat(judge.judge(record(ProcessIdentity.ofPid(7))).liveness()).isEqualTo(Liveness.DEAD);
    }

    @Test
    void ourOwnPidInAnotherNamespaceIsSomebodyElse() {
        processes.self(KnownProcesses.identity(7, 800_000));
        ProcessIdentity other = identity(
                7, OptionalLong.of(800_000), Optional.of(BOOT), OptionalLong.of(NAMESPACE + 1), Optional.of(HOST));
        assertThat(judge.judge(record(other)).liveness()).isEqualTo(Liveness.UNKNOWN);
    }

    static Stream<Arguments> commandLines() {
        List<String> gateway = List.of("/usr/bin/gateway", "run");
        return Stream.of(
                arguments("the same", gateway, List.of("/usr/bin/gateway", "run"), false),
                arguments("behind an interpreter", gateway, List.of("python3", "/usr/bin/gateway", "run"), false),
                arguments("by another path", gateway, List.of("/opt/gateway", "run"), false),
                arguments("#13559: another program", gateway, List.of("sleep", "600"), true),
                arguments("#13242: gateway status", gateway, List.of("/usr/bin/gateway", "status"), true),
                arguments("#13242: an editor with the word", gateway, List.of("vi", "/etc/gateway-run.conf"), true),
                arguments("#41809: an editor with the words", gateway, List.of("vi", "gateway run"), true),
                arguments("more arguments", gateway, List.of("/usr/bin/gateway", "run", "--replace"), true),
                arguments("fewer arguments", gateway, List.of("run"), true),
                arguments("one token, by its name", List.of("/usr/bin/bot"), List.of("/opt/bot"), false),
                arguments(
                        "one token, behind an interpreter",
                        List.of("bot.py"),
                        List.of("python3", "/srv/bot.py"),
                        false),
                arguments("one token, only as a part", List.of("bot"), List.of("robot", "botany"), true),
                arguments("Windows paths", List.of("C:\\bot.exe"), List.of("D:\\x\\bot.exe"), false),
                arguments("nothing recorded", List.of(), List.of("sleep", "600"), false),
                arguments("not readable", gateway, List.of(), false));
    }

    /** argv-trusted-over-cmdline, substring-cmdline: may refute where the start time is unknown, never establishes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("commandLines")
    void aCommandLineRefutesByTokens(String name, List<String> recorded, List<String> live, boolean refuted) {
        processes.put(PID, KnownProcesses.alive(complete(), live.toArray(String[]::new)));
        assertThat(judge.judge(record(started(UNKNOWN), recorded.toArray(String[]::new)))
                        .liveness())
                .isEqualTo(refuted ? Liveness.DEAD : Liveness.UNKNOWN);
    }

    /** A program may rewrite its arguments; pid, start time and boot together are stronger than that. */
    @Test
    void aCompleteIdentityIsNotRefutedByItsCommandLine() {
        processes.alive(PID, START, "renamed itself");
        assertThat(judge.judge(record(complete(), "gateway", "run")).liveness()).isEqualTo(Liveness.SAME);
    }

    /** #46589 without boot ids: the ticks may be a coincidence, so the command line still counts. */
    @Test
    void equalTicksWithoutABootAreRefutedByTheCommandLine() {
        processes.alive(PID, START, "sshd", "-D");
        assertThat(judge.judge(record(ProcessIdentity.of(PID, START), "gateway", "run"))
                        .liveness())
                .isEqualTo(Liveness.DEAD);
    }

    static Stream<Arguments> proofs() {
        Optional<String> boot = Optional.of(BOOT);
        OptionalLong namespace = OptionalLong.of(NAMESPACE);
        OptionalLong start = OptionalLong.of(START);
        Optional<String> host = Optional.empty();
        return Stream.of(
                arguments("all equal", complete(), true),
                arguments("only pid and start", ProcessIdentity.of(PID, START), true),
                arguments("no start", ProcessIdentity.ofPid(PID), false),
                arguments("another pid", KnownProcesses.identity(PID + 1, START), false),
                arguments("another start", KnownProcesses.identity(PID, START + 1), false),
                arguments("another boot", identity(PID, start, Optional.of("b"), namespace, host), false),
                arguments("another namespace", identity(PID, start, boot, OptionalLong.of(1), host), false));
    }

    /** What a signal is aimed by: unknown is not enough. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("proofs")
    void proves(String name, ProcessIdentity recorded, boolean proven) {
        assertThat(IdentityJudge.proven(recorded, complete())).isEqualTo(proven);
    }

    @Test
    void nothingIsProvenOfAProcessWhoseStartIsHidden() {
        assertThat(IdentityJudge.proven(complete(), started(UNKNOWN))).isFalse();
        assertThat(IdentityJudge.proven(started(UNKNOWN), started(UNKNOWN))).isFalse();
    }

    @Test
    void everyVerdictSaysWhy() {
        processes.put(PID, new Sighting.Unclear("EPERM"));
        assertThat(judge.judge(record(complete())).why()).contains("4711").contains("EPERM");
    }
}
