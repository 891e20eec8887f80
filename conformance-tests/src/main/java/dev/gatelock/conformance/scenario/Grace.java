package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.REPL_11;
import static dev.gatelock.conformance.scenario.Req.REPL_12;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long whoever is replaced may take to leave before it is killed. */
final class Grace {

    private static final int KILLED = 137;
    /** Seconds for which the incumbent drains, less than any grace. */
    private static final double DRAIN = 3;

    /** Seconds of grace that are asked for: twice what is needed, and more than any default; and less than one has waited. */
    private static final long LONG_GRACE = 30;

    private static final long SHORT_GRACE = 8;
    /** Seconds for which an incumbent hangs: more than the ten that are the default. */
    private static final double HANGING = 12;

    /** Seconds of grace that are over long before an incumbent has drained that says how long it needs, and seconds to see that it is alive. */
    private static final long NO_GRACE = 2;

    private static final double BEYOND = 5;

    /** Seconds that nobody waits for here: what somebody else needed. */
    private static final long AN_HOUR = 3600;

    private Grace() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.REPLACE, slug, refs).needs(Feature.REPLACE);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("kill-before-drain-ends", "#113355", "#17198")
                        .cites(REPL_11)
                        .when("the incumbent drains for three seconds, less than the grace")
                        .then("it is not killed before: it exits by itself")
                        .cause("the time before SIGKILL is too short, or counted from somewhere else")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner().holdWitness();
                            double began = System.nanoTime();
                            Actor next = stage.replace();
                            stage.sawWithin(stage.bounds().leave(), "the incumbent draining", () -> !owner.isActive());
                            // one that drains before it says goodbye has done so since about the time that a start
                            // takes
                            double drained = (System.nanoTime() - began) / 1e9 - stage.pace();
                            boolean gone =
                                    stage.await(Math.max(DRAIN / 2, DRAIN - Math.max(0, drained)), owner::hasExited);
                            expect.isTrue(
                                    "the incumbent is still draining, or has ended by itself",
                                    !gone || owner.exitCode() != KILLED);
                            expect.isTrue(
                                    "the goodbye was waited for",
                                    !gone || !stage.can(Feature.FORMATS) || Leaving.patient(stage, owner));
                            owner.releaseWitness();
                            expect.endsAsPlanned(owner);
                            expect.takesOver(next);
                            expect.isTrue("it was not killed", owner.exitCode() != KILLED);
                        }),
                scenario("grace-as-asked", "#113355", "#17198")
                        .needs(Feature.SIGNALS)
                        .needs(Machine.PYTHON)
                        .cites(REPL_11)
                        .when(
                                "an incumbent needs twelve seconds to leave, and the grace asked for is thirty; another replacer, with a grace of eight, has first waited twelve for its turn")
                        .then("neither incumbent is killed before the grace is over, which begins with the signal")
                        .cause("the grace is a constant, or it is counted from when the replacer was started")
                        .plays(Grace::graceAsAsked),
                scenario("drain-time-published", "#113355", "#17198")
                        .needs(Feature.DRAIN_TIME, Feature.STATE_FILE, Feature.RECORD, Feature.SIGNALS)
                        .cites(REPL_12)
                        .when(
                                "an incumbent says in its state file that it needs thirty seconds to leave, and the grace is two; then one whose predecessor had said so, and was killed")
                        .then("the first is not killed before it has had its time; the second when the grace is over")
                        .cause(
                                "drain_seconds is not read; or it is believed whoever has written it, or kept in the state file by the next one")
                        .plays((stage, expect) -> {
                            grace(stage, NO_GRACE);
                            believed(stage, expect);
                            ofAnother(stage, expect);
                        }));
    }

    private static void graceAsAsked(Stage stage, Expect expect) {
        grace(stage, LONG_GRACE);
        Actor owner = stage.owner().holdWitness();
        Runnable turn = stage.can(Feature.FORMATS) && stage.can(Feature.FLOCK)
                ? queued(stage, expect, stage.newHome("with-a-queue").create())
                : () -> {};
        double asked = stage.history().end() / 1e9;
        Actor next = stage.launch(Role.REPLACE)
                .option("grace", LONG_GRACE)
                .option("wait", LONG_GRACE)
                .start();
        hangs(stage, expect, owner, HANGING, asked, LONG_GRACE);
        expect.takesOver(next);
        turn.run();
    }

    /** A replacer that has to wait for its turn; what comes when it has had it is played by whoever runs the answer. */
    private static Runnable queued(Stage stage, Expect expect, Home home) {
        Actor owner = stage.owner(home).holdWitness();
        Prop somebody = stage.props().holder(home.file(Home.TAKEOVER));
        Actor next = stage.launch(Role.REPLACE)
                .home(home)
                .option("grace", SHORT_GRACE)
                .option("wait", LONG_GRACE)
                .start();
        return () -> {
            expect.stillActive(owner);
            double asked = stage.history().end() / 1e9;
            somebody.finish();
            hangs(stage, expect, owner, SHORT_GRACE / 2.0, asked, SHORT_GRACE);
            expect.takesOver(next);
        };
    }

    /** It begins to leave, and then nothing happens for a while; it is killed early if that was so before the grace can be over. */
    private static void hangs(Stage stage, Expect expect, Actor owner, double seconds, double asked, long grace) {
        stopOnItsWay(stage, owner);
        stage.await(seconds, owner::hasExited);
        boolean killed = owner.hasExited() && owner.exitCode() == KILLED;
        boolean over = Leaving.moment(stage, Event.Kind.EXITED, owner) - asked >= grace;
        expect.isTrue(owner.name() + " is not killed before the " + grace + " seconds are over", !killed || over);
        stage.saw(owner.name() + " alive for so long", !killed);
        if (!owner.hasExited()) {
            stage.signal(owner, Signal.CONT);
        } else if (!stage.can(Feature.FORMATS)) {
            stage.note(owner.name() + " has not drained: the signal ends it, or it does not wait for the witness");
        }
        owner.releaseWitness();
        expect.endsAsPlanned(owner);
    }

    private static void stopOnItsWay(Stage stage, Actor owner) {
        stage.sawWithin(stage.bounds().replace(), owner.name() + " leaving", () -> !owner.isActive());
        if (!owner.hasExited()) {
            stage.signal(owner, Signal.STOP);
        }
    }

    private static void grace(Stage stage, long seconds) {
        if (stage.manifest().option("grace", seconds).isEmpty()) {
            stage.inapplicable("its manifest names no option for the grace");
        }
    }

    /** What it says of its need is there before it is asked to go, and after that, whenever it is that a replacer reads. */
    private static void believed(Stage stage, Expect expect) {
        Actor owner = running(stage);
        needs(stage, LONG_GRACE);
        double asked = stage.history().end() / 1e9;
        Actor next = leaving(stage, owner);
        needs(stage, LONG_GRACE);
        hangs(stage, expect, owner, BEYOND, asked, LONG_GRACE);
        expect.takesOver(next);
        stage.kill(next);
    }

    /** An incumbent that says nothing, and is stopped while it leaves; the one before it has died and left what it had said. */
    private static void ofAnother(Stage stage, Expect expect) {
        needs(stage, AN_HOUR);
        Actor owner = running(stage);
        Actor next = leaving(stage, owner);
        stage.saw(owner.name() + " stopped", !owner.hasExited());
        expect.takesOver(next);
    }

    /** An owner that has written its state file. */
    private static Actor running(Stage stage) {
        Actor owner = stage.owner().holdWitness();
        stage.sawWithin(stage.bounds().soon(), "a state file of " + owner.name(), () -> stage.home()
                .stateSays(owner, "running"));
        return owner;
    }

    /** A replacer, and its incumbent stopped in the middle of its way out. */
    private static Actor leaving(Stage stage, Actor owner) {
        Actor next = stage.launch(Role.REPLACE)
                .option("grace", NO_GRACE)
                .option("wait", LONG_GRACE)
                .start();
        stopOnItsWay(stage, owner);
        return next;
    }

    private static void needs(Stage stage, long seconds) {
        Map<Object, Object> state = new LinkedHashMap<>(state(stage));
        state.put("drain_seconds", seconds);
        stage.home().overwrite(Home.STATE, Json.write(state));
    }

    private static Map<?, ?> state(Stage stage) {
        return stage.home().object(Home.STATE);
    }
}
