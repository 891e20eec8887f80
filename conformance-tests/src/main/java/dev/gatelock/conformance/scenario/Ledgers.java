package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.REPL_14;
import static dev.gatelock.conformance.scenario.Req.SCOPE_07;
import static dev.gatelock.conformance.scenario.Req.STATE_04;
import static dev.gatelock.conformance.scenario.Req.STATE_05;
import static dev.gatelock.conformance.scenario.Req.STATE_06;
import static dev.gatelock.conformance.scenario.Req.STATE_07;
import static dev.gatelock.conformance.scenario.Req.STATE_08;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.TokenLock;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ledger of starts, and other gateways' token locks. */
final class Ledgers {

    private static final int AT_ONCE = 32;

    private Ledgers() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.named(Section.STOP, "respawn-storm", "#66479")
                        .needs(Feature.STARTS_LOG)
                        .cites(STATE_06, STATE_08)
                        .when("eight starts within the last minute stand in the ledger; then the ledger is garbage")
                        .then("the next start waits before it claims; a broken ledger is no storm")
                        .cause("a crash loop is not noticed, or a broken ledger stops the start")
                        .plays(Ledgers::respawnStorm),
                Scenario.named(Section.STOP, "ledger-lost-updates", "[D]")
                        .needs(Feature.STARTS_LOG)
                        .cites(STATE_04, STATE_07, STATE_08)
                        .when("thirty-two starts at once; then a start whose ledger is a directory")
                        .then("thirty-two lines in the ledger; a ledger that cannot be written delays nobody")
                        .cause("the ledger is read, changed and written back")
                        .plays(Ledgers::thirtyTwoLines),
                Scenario.named(Section.STOP, "ledger-kept-short", "[D]")
                        .needs(Feature.FORMATS, Feature.STARTS_LOG)
                        .cites(STATE_04, STATE_05)
                        .when("the ledger has sixty lines from yesterday, and one start follows")
                        .then("the last forty stay, the new start among them, in seconds of the epoch")
                        .cause("the ledger grows without end, or is cut before the new line is written")
                        .plays(Ledgers::keptShort),
                Scenario.named(Section.REPLACE, "replace-wipes-all-token-locks", "d0821b057")
                        .needs(Feature.SCOPES, Feature.REPLACE, Feature.RECORD, Feature.SIGNALS)
                        .needs(Machine.PYTHON)
                        .cites(REPL_14, SCOPE_07)
                        .when(
                                "the lock directory has token locks of the replaced one and of somebody else; the replaced one hangs and is killed by its successor")
                        .then("only those of exactly the replaced one go")
                        .cause("all of them are deleted")
                        .plays(Ledgers::foreignTokenLock));
    }

    private static void respawnStorm(Stage stage, Expect expect) {
        stage.keepStarts();
        Home home = stage.home().create();
        double now = System.currentTimeMillis() / 1000.0;
        home.overwrite(
                Home.STARTS,
                IntStream.range(0, 8)
                        .mapToObj(i -> String.valueOf(now - 8 + i))
                        .collect(Collectors.joining("\n", "", "\n")));
        Actor eager = stage.run();
        stage.await(4 * stage.bounds().factor(), () -> eager.hasBeenActive() || eager.hasExited());
        expect.isTrue("it waits before it claims", !eager.hasBeenActive() && !eager.hasExited());
        stage.kill(eager);
        home.overwrite(Home.STARTS, "yesterday\n\u0000\nNaN\n1e999\n");
        expect.active(stage.run());
    }

    private static void thirtyTwoLines(Stage stage, Expect expect) throws Exception {
        stage.home().create().overwrite(Home.STARTS, "");
        stage.keepStarts();
        List<Actor> starters = StartRaces.starters(stage, Role.RUN, AT_ONCE);
        Actor winner = expect.oneWinner(starters);
        expect.equal("lines in the ledger", AT_ONCE, (int)
                stage.home().text(Home.STARTS).orElse("").lines().count());
        stage.kill(winner);
        stage.home().delete(Home.STARTS);
        Files.createDirectory(stage.home().file(Home.STARTS));
        expect.active(stage.run());
    }

    private static void keptShort(Stage stage, Expect expect) {
        stage.keepStarts();
        double now = System.currentTimeMillis() / 1000.0;
        List<String> before = IntStream.range(0, 60)
                .mapToObj(i -> String.format(Locale.ROOT, "%.3f", now - 86_400 + i))
                .toList();
        stage.home().create().overwrite(Home.STARTS, String.join("\n", before) + "\n");
        Actor owner = stage.owner();
        List<String> after = stage.home().text(Home.STARTS).orElse("").lines().toList();
        expect.equal("lines in the ledger", 40, after.size());
        expect.equal("the lines before the new one", before.subList(21, 60), after.subList(0, 39));
        double start = Double.parseDouble(after.get(39));
        expect.isTrue("the new line is a moment of this start", Math.abs(start - now) < 3_600);
        expect.stillActive(owner);
    }

    private static void foreignTokenLock(Stage stage, Expect expect) throws Exception {
        // nobody answers its goodbye, so that it is still busy with it when its successor loses patience and kills it
        Actor owner = expect.active(stage.launch(Role.RUN)
                        .scope("bot", "token-1")
                        .scope("mail", "token-2")
                        .start())
                .holdWitness();
        Prop other = stage.props().stranger("gateway", "run");
        OwnerRecord foreign = StaleRecords.record(stage)
                .with("pid", other.pid())
                .with("start_time", other.id().startTicks())
                .with("scope", "mail");
        Files.createDirectories(stage.lockdir());
        Path file = stage.lockdir().resolve("mail-0123456789abcdef.lock");
        Files.writeString(file, foreign.text());
        TokenLock earlier = stage.token("mail", "token-3");
        earlier.leftover(earlier.recordOf(owner.reportedPid(), owner.self().startTicks() - 1));
        expect.takesOver(stage.launch(Role.REPLACE)
                .scope("bot", "token-1")
                .option("grace", 1)
                .start());
        stage.sawWithin(stage.bounds().leave(), "the replaced one killed", owner::hasExited);
        expect.equal(
                "the token lock of somebody else",
                foreign.text(),
                Files.exists(file) ? Files.readString(file) : "gone");
        if (stage.can(Feature.FORMATS)) {
            expect.equal(
                    "the owner of the token that the replaced one had",
                    0L,
                    Scopes.owner(stage.token("mail", "token-2")));
            expect.equal(
                    "the owner, in an earlier life of that pid, of a third token",
                    owner.reportedPid(),
                    Scopes.owner(earlier));
        }
        expect.unharmed(other);
    }
}
