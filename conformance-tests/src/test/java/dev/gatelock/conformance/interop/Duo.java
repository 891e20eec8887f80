package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Judge;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Bounds;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.Unmet;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import dev.gatelock.conformance.history.HistoryFile;
import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Two programs on one stage: {@code ./gateway} of this repository, and the peer that behaves like upstream. */
final class Duo {

    /** What a peer exits with when it is refused. */
    static final int PEER_REFUSED = 1;

    private static final Path SUBJECTS =
            Path.of(System.getProperty("conformance.subjects", "subjects")).toAbsolutePath();

    private final Stage stage;

    private Duo(Stage stage) {
        this.stage = stage;
    }

    /** The story of one test. */
    @FunctionalInterface
    interface Story {
        void tell(Duo duo, Stage stage, Expect expect) throws Exception;
    }

    /** Drives, records, judges; anything but a pass is an assertion error that says what was found. */
    static void play(String slug, Story story) throws IOException {
        play(slug, manifest(Set.of()), story);
    }

    /** Some actors exit with other codes than ours: the story looks at the codes itself. */
    static void playMixed(String slug, Story story) throws IOException {
        play(slug, manifest(Set.of(Feature.EXIT_CODES)), story);
    }

    private static void play(String slug, Manifest manifest, Story story) throws IOException {
        Settings settings = Settings.fromSystem();
        Stage stage =
                new Stage(manifest, new Bounds(settings.timeoutFactor(), manifest.startSeconds()), settings.seed());
        boolean unmet = false;
        try (stage) {
            story.tell(new Duo(stage), stage, stage.expect());
        } catch (Unmet e) {
            unmet = true; // the judge finds out what from the history
        } catch (Exception e) {
            stage.error(e);
        }
        History history = stage.history();
        Path file = settings.out().resolve("interop").resolve(slug).resolve("history.jsonl");
        Files.createDirectories(file.getParent());
        HistoryFile.write(file, history);
        List<Finding> findings = Judge.findings(history);
        if (unmet || Judge.verdict(findings) != Status.PASS) {
            String found = findings.stream().map(f -> "\n  " + f).collect(Collectors.joining());
            String said = history.all(Kind.EXITED)
                    .map(e -> "\n  " + e.actor() + " exited " + e.text("code") + ": "
                            + e.text("stderr").strip())
                    .collect(Collectors.joining());
            throw new AssertionError(slug + " (" + file + ")" + found + said);
        }
    }

    /** The reference under upstream's name for it, in a home that upstream finds too. */
    private static Manifest manifest(Set<Feature> without) {
        Manifest own = ManifestReader.read(SUBJECTS.resolve("reference.json"));
        Map<Role, List<String>> commands = new EnumMap<>(own.commands());
        for (Role role : List.of(Role.RUN, Role.REPLACE)) {
            commands.put(role, joined(own.command(role), "--kind", "hermes-gateway"));
        }
        Map<String, String> env = new LinkedHashMap<>(own.env());
        env.put("HERMES_HOME", "{home}");
        env.put("GATEWAY_STORM_LIMIT", "0");
        Set<Feature> features = EnumSet.copyOf(own.features());
        features.removeAll(without);
        return new Manifest(
                "interop",
                own.folder(),
                commands,
                env,
                own.files(),
                own.options(),
                own.startSeconds(),
                own.restartPreventExitStatus(),
                own.restartForceExitStatus(),
                features,
                own.about());
    }

    /** A peer to be started; it takes the subject's place in the launched shell. */
    Launch peer(String... arguments) {
        return instead(Role.RUN, joined(peerCommand(), arguments)).named("peer");
    }

    /** A command of ours that manifests do not know. */
    Launch gateway(String... arguments) {
        return instead(Role.STATUS, joined(List.of("../../gateway"), arguments)).named(arguments[0]);
    }

    private Launch instead(Role role, List<String> command) {
        return stage.launch(role)
                .prelude("set -- " + command.stream().map(Duo::quoted).collect(Collectors.joining(" ")));
    }

    /** A peer that owns the home and has said so in all its files. */
    Actor peerOwner(String... arguments) {
        return settled(stage.expect()
                .active(peer(arguments.length == 0 ? new String[] {"gateway"} : arguments)
                        .start()));
    }

    /** One of ours that owns the home and has said so in all its files. */
    Actor owner() {
        return settled(stage.owner());
    }

    Actor settled(Actor owner) {
        stage.sawWithin(stage.bounds().start(), owner.name() + " running in the state file", () -> {
            Object state = state(owner.home()).get("gateway_state");
            return "running".equals(state) && owner.stderr().contains(" active pid=");
        });
        return owner;
    }

    /** The fields of the state file; empty when there is none. */
    static Map<?, ?> state(Home home) {
        return home.text("gateway_state.json").map(Duo::object).orElse(Map.of());
    }

    /** A JSON object as it is in a file, byte for byte. */
    static Map<?, ?> object(String text) {
        return (Map<?, ?>) Json.read(new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** Ours, and no longer than a second of waiting for a lock. */
    Actor impatient(Role role) {
        return stage.launch(role).option("wait", 1).start();
    }

    /** {@code gateway stop}. */
    Actor stop() {
        return stage.launch(Role.STOP).start();
    }

    /** What a peer finds in a file: its fields as JSON on standard output, exit status 0 if it can use it. */
    Actor read(String kind, Path file) {
        Actor reader = peer("read", kind, file.toString()).named("reader").start();
        stage.expect().exits(reader, 0);
        return reader;
    }

    /** A peer leaves a file of that kind, with keys that nobody has specified. */
    void write(String kind, long pid, Long start) {
        stage.expect()
                .exits(
                        peer("write", kind, Long.toString(pid), String.valueOf(start))
                                .named("writer")
                                .start(),
                        0);
    }

    private static List<String> peerCommand() {
        return List.of(
                "/usr/bin/python3",
                "-S",
                "-E",
                SUBJECTS.resolveSibling("peers").resolve("upstream_peer.py").toString());
    }

    private static List<String> joined(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }
}
