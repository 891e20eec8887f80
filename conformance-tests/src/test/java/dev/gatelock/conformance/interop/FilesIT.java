package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each side reads what the other wrote, and leaves alone what it does not know (ENV-10). */
class FilesIT {

    /** What the peer writes beyond the format. */
    private static final Set<String> UNKNOWN =
            Set.of("x_text", "x_list", "x_number", "x_fraction", "x_object", "x_empty");

    @Test
    void thePeerReadsOurFiles() throws IOException {
        Duo.play("peer-reads-ours", (duo, stage, expect) -> {
            readable(duo, stage, expect, stage.home());
        });
    }

    @Test
    void thePeerReadsOurFilesInAHomeWithAnOddName() throws IOException {
        Duo.play("peer-reads-odd-home", (duo, stage, expect) -> {
            readable(
                    duo,
                    stage,
                    expect,
                    stage.newHome(sayable("H\u00f6mes \"of\" o'Neill \\ \u2603"))
                            .create());
        });
    }

    /** Arguments are recorded as they are; those that no terminal shows are the ones that a JSON writer gets wrong. */
    @Test
    void thePeerReadsOddArguments() throws IOException {
        Duo.play("peer-reads-odd-arguments", (duo, stage, expect) -> {
            List<String> odd = Stream.of(
                            "",
                            " ",
                            "\"",
                            "\\",
                            "\u0001\u001f\t\r\n",
                            "\u007f\u2028",
                            "\u00fc\u2603",
                            "\ud83d\ude80",
                            "'$(x)`",
                            "{\"pid\":1}")
                    .map(FilesIT::sayable)
                    .toList();
            expect.active(stage.launch(Role.RUN)
                    .named("owner")
                    .args("--", "sh", "-c", "exec sleep 986")
                    .args(odd)
                    .env("LC_ALL", "C.UTF-8")
                    .start());
            for (String name : List.of("gateway.pid", "gateway.lock", "gateway_state.json")) {
                String kind = name.endsWith(".json") ? "state" : "record";
                List<?> argv = (List<?>)
                        Duo.object(duo.read(kind, stage.home().file(name)).stdout())
                                .get("argv");
                expect.equal("the last arguments in " + name, odd, argv.subList(argv.size() - odd.size(), argv.size()));
            }
        });
    }

    /** Without the characters that this JVM cannot pass on to the system. */
    private static String sayable(String text) {
        CharsetEncoder encoder =
                Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder();
        return text.codePoints()
                .mapToObj(Character::toString)
                .filter(encoder::canEncode)
                .collect(Collectors.joining());
    }

    private static void readable(Duo duo, Stage stage, Expect expect, Home home) {
        Actor ours = duo.settled(stage.owner(home));
        for (String name : List.of("gateway.pid", "gateway.lock")) {
            Map<?, ?> seen = Duo.object(duo.read("record", home.file(name)).stdout());
            expect.equal("pid in " + name, ours.pid(), seen.get("pid"));
            expect.equal("start time in " + name, ours.self().startTicks(), seen.get("start_time"));
            expect.equal("home in " + name, home.path(), seen.get("hermes_home"));
        }
        Map<?, ?> state =
                Duo.object(duo.read("state", home.file("gateway_state.json")).stdout());
        expect.equal("state", "running", state.get("gateway_state"));
        expect.equal("pid in the state file", ours.pid(), state.get("pid"));
        stage.signal(ours, Signal.TERM);
        expect.exits(ours, 1);
        expect.equal(
                "state",
                "stopped",
                Duo.object(duo.read("state", home.file("gateway_state.json")).stdout())
                        .get("gateway_state"));
    }

    /** STATE-02: through a start, a run and an orderly end. */
    @Test
    void unknownKeysOfTheStateFileSurvive() throws IOException {
        Duo.play("state-unknown-keys", (duo, stage, expect) -> {
            stage.home().create();
            duo.write("state", 4242, null);
            Map<?, ?> before = unknown(Duo.state(stage.home()));
            expect.equal("keys that nobody specified", UNKNOWN, Set.copyOf(before.keySet()));
            Actor ours = duo.owner();
            duo.read("state", stage.home().file("gateway_state.json"));
            expect.equal("unknown keys while we run", before, unknown(Duo.state(stage.home())));
            expect.equal("pid", ours.pid(), Duo.state(stage.home()).get("pid"));
            expect.exits(duo.stop(), 0);
            expect.exits(ours, 0);
            expect.equal("unknown keys after we ran", before, unknown(Duo.state(stage.home())));
            expect.equal("state", "stopped", Duo.state(stage.home()).get("gateway_state"));
        });
    }

    private static Map<?, ?> unknown(Map<?, ?> state) {
        Map<?, ?> copy = new TreeMap<>(state);
        copy.keySet().retainAll(UNKNOWN);
        return copy;
    }

    /** REC-10: a peer knows nothing of generations, and carries them on as an unknown key of the state file. */
    @Test
    void theGenerationGrowsAcrossAPeer() throws IOException {
        Duo.play("generation-across-peer", (duo, stage, expect) -> {
            duo.owner();
            Object first = stage.home().record().orElseThrow().get("generation");
            Actor peer = expect.takesOver(duo.peer("gateway", "--replace").start());
            expect.recordNames(peer);
            expect.equal(
                    "generation in the peer's record",
                    null,
                    stage.home().record().orElseThrow().get("generation"));
            Actor next = expect.takesOver(stage.replace());
            expect.recordNames(next);
            Object second = stage.home().record().orElseThrow().get("generation");
            expect.isTrue(
                    "generation " + first + " < " + second,
                    ((Number) first).longValue() < ((Number) second).longValue());
        });
    }

    /** A leftover of a dead peer, with keys that nobody specified, and the pid of a live stranger. */
    @Test
    void aRecordOfAPeerIsALeftover() throws IOException {
        Duo.play("record-unknown-keys", (duo, stage, expect) -> {
            stage.home().create();
            Prop stranger = stage.props().stranger();
            duo.write("record", stranger.pid(), stranger.id().startTicks() + 1);
            expect.equal("exit code of status", 1, stage.status(stage.home()));
            Actor ours = expect.active(stage.run());
            expect.recordNames(ours);
            expect.isTrue(
                    "nothing of the peer's record is left",
                    stage.home().record().orElseThrow().get("x_text") == null);
            expect.unharmed(stranger);
        });
    }

    /** MARK-07: no signal is needed. */
    @ParameterizedTest
    @CsvSource({"takeover, known", "takeover, null", "planned-stop, known", "planned-stop, null"})
    void ourRunnerFollowsAMarkerOfThePeer(String kind, String start) throws IOException {
        Duo.play("marker-of-peer-" + kind + "-" + start, (duo, stage, expect) -> {
            Actor ours = duo.owner();
            duo.write(
                    kind, ours.pid(), start.equals("null") ? null : ours.self().startTicks());
            expect.exits(ours, 0);
            expect.isTrue("the marker is consumed", !stage.home().has(name(kind)));
        });
    }

    /** MARK-02: one for an earlier owner of this pid is somebody else's, and does not make a stray signal a planned one. */
    @ParameterizedTest
    @ValueSource(strings = {"takeover", "planned-stop"})
    void ourRunnerLeavesAMarkerForAnotherAlone(String kind) throws IOException {
        Duo.play("marker-for-another-" + kind, (duo, stage, expect) -> {
            Actor ours = duo.owner();
            duo.write(kind, ours.pid(), ours.self().startTicks() - 1);
            stage.signal(ours, Signal.TERM);
            expect.exits(ours, 1);
            expect.isTrue("the marker is left alone", stage.home().has(name(kind)));
        });
    }

    private static String name(String kind) {
        return kind.equals("takeover") ? Marker.TAKEOVER : Marker.PLANNED_STOP;
    }

    /** After a peer has read it, has stamped its own identity and has gone on with our keys, it is still a state file of ours. */
    @Test
    void ourStateFileSurvivesAPeer() throws IOException {
        Duo.play("state-across-peer", (duo, stage, expect) -> {
            stage.kill(duo.owner());
            stage.kill(duo.peerOwner());
            Actor ours = duo.owner();
            Map<?, ?> state = Duo.object(
                    duo.read("state", stage.home().file("gateway_state.json")).stdout());
            expect.equal("nonce", stage.home().record().orElseThrow().get("nonce"), state.get("nonce"));
            expect.isTrue("the peer's adapter is not ours", !((Map<?, ?>) state.get("platforms")).containsKey("peer"));
            expect.refused(stage.launch(Role.RUN).start());
            expect.stillActive(ours);
        });
    }
}
