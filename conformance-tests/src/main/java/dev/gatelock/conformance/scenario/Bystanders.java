package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ID_04;
import static dev.gatelock.conformance.scenario.Req.MARK_02;
import static dev.gatelock.conformance.scenario.Req.MARK_04;
import static dev.gatelock.conformance.scenario.Req.REPL_06;
import static dev.gatelock.conformance.scenario.Req.REPL_14;
import static dev.gatelock.conformance.scenario.Req.STOP_06;
import static dev.gatelock.conformance.scenario.Req.STOP_16;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who must not be touched by a replacement or a stop that is meant for somebody else, now or later. */
final class Bystanders {

    /** A signal that its receiver can take for a request to end. */
    private static final Pattern ASKING = Pattern.compile("\\bSIG(?!CONT\\b|KILL\\b)[A-Z]");

    /** Seconds in which a signal follows what was written for it. */
    private static final double WRITTEN = 1;

    private Bystanders() {}

    private static Builder scenario(Section section, String slug, String... refs) {
        return Scenario.named(section, slug, refs);
    }

    static List<Scenario> all() {
        return List.of(
                scenario(Section.REPLACE, "held-record-names-stranger", "#29948", "#89614")
                        .needs(Feature.RECORD, Feature.REPLACE, Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(REPL_06, ID_04)
                        .when(
                                "an owner lives, and its record has come to name an unrelated process of the same interpreter; --replace, and stop")
                        .then("the stranger is never signalled; the owner is found in another way, or left alone")
                        .cause(
                                "the recorded pid is signalled without a look at its start time, or at who really holds the lock")
                        .plays(Bystanders::namedByMistake),
                scenario(Section.REPLACE, "neighbour-home-spared", "#29948", "#93768")
                        .needs(Feature.REPLACE)
                        .cites(REPL_06, STOP_16)
                        .when("instances of two homes live; one is replaced, and then stopped")
                        .then("the other home's instance goes on")
                        .cause("the one to end is looked for by its command line, as pkill does")
                        .plays(Bystanders::neighbours),
                scenario(Section.STOP, "neighbour-stop-spared", "#29948", "#93768")
                        .needs(Feature.STOP)
                        .cites(STOP_16)
                        .when("instances of two homes live; one is stopped")
                        .then("the other home's instance goes on")
                        .cause("the one to end is looked for by its command line, as pkill does")
                        .plays((stage, expect) -> {
                            Actor neighbour = stage.owner(stage.newHome("other").create());
                            Actor owner = stage.owner();
                            expect.exits(stage.launch(Role.STOP).start(), 0);
                            expect.ends(owner);
                            expect.stillActive(neighbour);
                        }),
                scenario(Section.STOP, "group-spared", "[D]", "#29948")
                        .needs(Feature.SIGNALS)
                        .cites(REPL_06, STOP_16)
                        .when(
                                "an innocent process is in the same process group as the owner, as below a shell without job control; stop, and --replace")
                        .then("the innocent one goes on")
                        .cause("the signal goes to the whole group")
                        .plays(Bystanders::group),
                scenario(Section.STOP, "planned-end-left-over", "#34597")
                        .needs(Feature.SIGNALS)
                        .needs(Machine.STRACE)
                        .cites(STOP_06, MARK_02, MARK_04, REPL_14)
                        .when(
                                "the instance that stop or --replace was meant for died by SIGKILL before it could take notice; the next one gets a stray SIGTERM")
                        .then("that end is unplanned: not 0, a supervisor revives it")
                        .cause(
                                "what tells the victim that its end is planned stays behind, and is believed by whoever comes next")
                        .plays(Bystanders::leftOver));
    }

    private static void namedByMistake(Stage stage, Expect expect) {
        for (Role role : stage.can(Feature.STOP) ? List.of(Role.REPLACE, Role.STOP) : List.of(Role.REPLACE)) {
            Actor owner = stage.owner();
            Prop stranger = stage.props().strangerLike(owner);
            OwnerRecord record = StaleRecords.record(stage);
            stage.home().leftover(record.with("pid", stranger.pid()).with("nonce", "00000000000000000000000000000000"));
            Actor comes =
                    stage.launch(role).option("wait", 1).option("grace", 1).start();
            stage.await(stage.bounds().refuse(), () -> comes.hasExited() || comes.hasBeenActive() || !stranger.lives());
            expect.unharmed(stranger);
            Stream.of(comes, owner).filter(a -> !a.hasExited()).forEach(stage::kill);
        }
        expect.active(stage.run());
    }

    private static void neighbours(Stage stage, Expect expect) {
        Home other = stage.newHome("other").create();
        Actor neighbour = stage.owner(other);
        Actor first = stage.owner();
        Actor second = expect.takesOver(stage.replace());
        expect.ends(first);
        expect.stillActive(neighbour);
        if (stage.can(Feature.STOP)) {
            expect.exits(stage.launch(Role.STOP).start(), 0);
            expect.ends(second);
            expect.stillActive(neighbour);
        }
    }

    private static void leftOver(Stage stage, Expect expect) throws IOException {
        for (Role role : asking(stage)) {
            Actor owner = stage.owner();
            stage.signal(owner, Signal.STOP);
            Path log = stage.folder().resolve(role + ".log");
            Map<String, String> before = stage.home().snapshot();
            Actor asks = Replacing.powerless(
                            stage.launch(role), log.getFileName().toString())
                    .start();
            stage.await(
                    stage.bounds().replace(),
                    () -> swallowed(log)
                            || asks.hasExited()
                            || asks.hasBeenActive()
                            || stage.await(WRITTEN, () -> swallowed(log))
                            || !stage.home().snapshot().equals(before));
            boolean signalled = swallowed(log);
            if (!signalled && (asks.hasExited() || asks.hasBeenActive())) {
                stage.inapplicable("its " + role.key() + " sends no signal that asks to end, and is over before the"
                        + " owner could have heard of it");
            }
            if (!signalled) { // what it asks for lies in a file
                asks.family().forEach(stage::kill);
                stage.await(stage.bounds().death(), asks::hasExited);
            }
            stage.kill(owner);
            if (role == Role.STOP || !signalled) {
                expect.ends(asks);
            }
            Actor next = role == Role.REPLACE && signalled ? expect.takesOver(asks) : expect.active(stage.run());
            stage.signal(next, Signal.TERM);
            if (next == asks && !stage.await(stage.bounds().soon(), asks::hasExited)) {
                // its signals still have no effect, and it has processes of its own to end
                stage.kill(asks);
                next = expect.active(stage.run());
                stage.signal(next, Signal.TERM);
            }
            expect.ends(next);
            if (Leaving.maybePlanned(stage, next.exitCode())) {
                stage.inapplicable(Leaving.SIGTERM_IS_ITS_STOP);
            }
            expect.fails(next, 1);
        }
    }

    /** Stop and --replace beside somebody of the same process group. */
    private static void group(Stage stage, Expect expect) {
        List<Role> roles = asking(stage);
        for (Role role : roles) {
            Actor owner = expect.active(
                    stage.launch(Role.RUN).named("owner").withBystanderInGroup().start());
            stage.await(stage.bounds().soon(), () -> owner.bystanderOfGroup().isPresent());
            Optional<ProcId> bystander = owner.bystanderOfGroup();
            if (bystander.isEmpty()) {
                stage.inapplicable("it leaves the process group that it was started in");
            }
            Actor asks = stage.launch(role).start();
            if (role == Role.REPLACE) {
                expect.takesOver(asks);
            } else {
                expect.exits(asks, 0);
            }
            expect.ends(owner);
            expect.unharmed("bystander", bystander.orElseThrow());
            if (role == Role.REPLACE) {
                stage.kill(asks);
            }
        }
    }

    private static List<Role> asking(Stage stage) {
        List<Role> roles = Stream.of(Role.STOP, Role.REPLACE)
                .filter(r -> stage.manifest().commands().containsKey(r))
                .toList();
        if (roles.isEmpty()) {
            stage.inapplicable("it has neither stop nor replace");
        }
        return roles;
    }

    private static boolean swallowed(Path log) {
        try {
            return Files.exists(log)
                    && Files.readString(log)
                            .lines()
                            .anyMatch(l -> ASKING.matcher(l).find() && l.contains("INJECTED"));
        } catch (IOException e) {
            return false;
        }
    }
}
