package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One token, wanted by a peer and by one of ours (SCOPE-01 to SCOPE-08).
 *
 * <p>Not played: two that judge one stale lock at the same time, one of them a peer. The peer removes a name that may be
 * ours by then, as it does among its own (#68650); ours notices within its self-check.
 */
class ScopedIT {

    private static final String SCOPE = "telegram-bot-token";
    private static final String TOKEN = "123456:interop-s3cret";
    private static final String VARIABLE = "PEER_IDENTITY";

    @Test
    void aTokenOfAPeerIsRefused() throws IOException {
        Duo.play("scoped-peer-owns", (duo, stage, expect) -> {
            Actor peer = user(duo, stage);
            String record = Files.readString(file(stage));
            expect.names(expect.refused(ours(stage, Role.RUN).start()), peer.pid());
            stage.signal(peer, Signal.STOP);
            stage.saw("the peer stopped", peer.self().stopped());
            expect.names(expect.refused(ours(stage, Role.REPLACE).start()), peer.pid());
            expect.equal("the peer's record", record, Files.readString(file(stage)));
            expect.isTrue("the home was given back", !stage.home().has("gateway.pid"));
            noToken(stage, expect);
        });
    }

    @Test
    void aTokenOfOursIsRefusedToAPeer() throws IOException {
        Duo.play("scoped-ours-owns", (duo, stage, expect) -> {
            Actor ours = expect.active(ours(stage, Role.RUN).start());
            Map<?, ?> seen = Duo.object(duo.read("scoped", file(stage)).stdout());
            expect.equal("pid", ours.pid(), seen.get("pid"));
            expect.equal("scope", SCOPE, seen.get("scope"));
            expect.equal(
                    "hash in the name",
                    SCOPE + "-" + seen.get("identity_hash") + ".lock",
                    file(stage).getFileName());
            expect.names(expect.refused(peer(duo), Duo.PEER_REFUSED), ours.pid());
            expect.stillActive(ours);
            noToken(stage, expect);
        });
    }

    @Test
    void whatAKilledPeerLeftIsTakenOver() throws IOException {
        Duo.play("scoped-peer-killed", (duo, stage, expect) -> {
            stage.kill(user(duo, stage));
            stage.saw("what it left", Files.size(file(stage)) > 0);
            expect.active(ours(stage, Role.RUN).start());
            expect.refused(peer(duo), Duo.PEER_REFUSED);
        });
    }

    @Test
    void whatOursLeftIsTakenOverByAPeer() throws IOException {
        Duo.play("scoped-ours-ended", (duo, stage, expect) -> {
            Actor killed = expect.active(ours(stage, Role.RUN).start());
            stage.kill(killed);
            stage.kill(user(duo, stage));
            Actor ended = expect.active(ours(stage, Role.RUN).start());
            stage.signal(ended, Signal.TERM);
            expect.exits(ended, 1);
            user(duo, stage);
        });
    }

    @Test
    void aTokenGivenBackByAPeerIsFree() throws IOException {
        Duo.play("scoped-peer-ended", (duo, stage, expect) -> {
            Actor peer = user(duo, stage);
            stage.signal(peer, Signal.TERM);
            expect.exits(peer, 0);
            expect.active(ours(stage, Role.RUN).start());
        });
    }

    /** Home and token change hands together, in both directions, also when the old one has to be killed. */
    @Test
    void aReplacementTakesTheTokenToo() throws IOException {
        Duo.play("scoped-replaced", (duo, stage, expect) -> {
            Actor first = expect.active(ours(stage, Role.RUN).start());
            Actor peer = expect.takesOver(duo.peer("gateway", "--replace", "--scope", SCOPE)
                    .env(VARIABLE, TOKEN)
                    .start());
            expect.exits(first, 0);
            expect.equal(
                    "user of the token",
                    peer.pid(),
                    Duo.object(Files.readString(file(stage))).get("pid"));
            Actor next = expect.takesOver(ours(stage, Role.REPLACE).start());
            expect.exits(peer, 0);
            expect.equal(
                    "user of the token",
                    next.pid(),
                    Duo.object(Files.readString(file(stage))).get("pid"));
            noToken(stage, expect);
        });
    }

    /** REPL-14: another gateway's token is none of the replacer's business. */
    @Test
    void theTokenOfAnotherPeerSurvivesAReplacement() throws IOException {
        Duo.play("scoped-others-survive", (duo, stage, expect) -> {
            Actor other = user(duo, stage);
            String record = Files.readString(file(stage));
            Actor peer = duo.peerOwner();
            expect.takesOver(stage.replace());
            expect.exits(peer, 0);
            expect.equal("the other's lock", record, Files.readString(file(stage)));
            expect.isTrue("the other lives", !other.hasExited());
        });
    }

    @Test
    void theListShowsPeersAndOurs() throws IOException {
        Duo.play("scoped-list", (duo, stage, expect) -> {
            Actor peer = user(duo, stage);
            Actor ours = expect.active(stage.launch(Role.RUN)
                    .args("--scope", "other=env:" + VARIABLE)
                    .env(VARIABLE, TOKEN)
                    .start());
            Map<String, String> before = names(stage);
            Actor list = duo.gateway("locks", "--json").start();
            expect.exits(list, 0);
            List<?> locks = (List<?>) ((Map<?, ?>) Json.read(list.stdout().strip())).get("locks");
            expect.equal("locks", 2, locks.size());
            for (Object lock : locks) {
                Map<?, ?> fields = (Map<?, ?>) lock;
                Actor user = fields.get("scope").equals(SCOPE) ? peer : ours;
                expect.equal("user of " + fields.get("scope"), user.pid(), fields.get("pid"));
            }
            expect.equal("the lock directory", before, names(stage));
            noToken(stage, expect);
        });
    }

    /** A lock file that somebody removes: ours puts it back, or finds that a peer was faster and ends; never both. */
    @Test
    void aRemovedLockFileLeavesOneUser() throws IOException {
        Duo.play("scoped-removed", (duo, stage, expect) -> {
            Actor ours = expect.active(ours(stage, Role.RUN).start());
            Files.delete(file(stage));
            stage.fault("rm the lock file");
            Actor peer = peer(duo);
            expect.eventually(
                    stage.bounds().leave(), "one of them has ended", () -> peer.hasExited() || ours.hasExited());
            if (peer.hasExited()) {
                expect.equal("exit code of the peer", Duo.PEER_REFUSED, peer.exitCode());
                expect.stillActive(ours);
            } else {
                expect.exits(ours, 76);
            }
        });
    }

    private static Launch ours(Stage stage, Role role) {
        return stage.launch(role).args("--scope", SCOPE + "=env:" + VARIABLE).env(VARIABLE, TOKEN);
    }

    private static Actor peer(Duo duo) {
        return duo.peer("scoped", SCOPE).env(VARIABLE, TOKEN).start();
    }

    /** A peer that has the token. */
    private static Actor user(Duo duo, Stage stage) {
        Actor peer = peer(duo);
        stage.sawWithin(stage.bounds().start(), "a peer with the token", () -> peer.stdout()
                .contains("acquired " + SCOPE));
        return peer;
    }

    private static Path file(Stage stage) throws IOException {
        try (Stream<Path> files = Files.list(stage.lockdir())) {
            return files.filter(f -> f.getFileName().toString().startsWith(SCOPE + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, String> names(Stage stage) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(stage.lockdir())) {
            for (Path file : files.toList()) {
                found.put(
                        file.getFileName().toString(),
                        Files.getAttribute(file, "unix:ino") + " " + Files.readString(file));
            }
        }
        return found;
    }

    /** SCOPE-08: in no file of the stage, and in nothing that anybody said. */
    private static void noToken(Stage stage, Expect expect) throws IOException {
        try (Stream<Path> files = Files.walk(stage.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                expect.isTrue("no token in " + file.getFileName(), !text(file).contains(TOKEN));
            }
        }
        boolean said = stage.history().events().stream()
                .anyMatch(e -> e.data().toString().contains(TOKEN));
        expect.isTrue("no token in what was said", !said);
    }

    /** Temporary files go while one looks at them. */
    private static String text(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
