package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.REPL_02;
import static dev.gatelock.conformance.scenario.Req.REPL_04;
import static dev.gatelock.conformance.scenario.Req.REPL_05;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_02;
import static dev.gatelock.conformance.scenario.Req.START_18;
import static dev.gatelock.conformance.scenario.Req.START_21;
import static dev.gatelock.conformance.scenario.Req.START_23;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Thirty at once, or what {@code -Dconformance.storm} says; eight of a subject whose start costs much memory or time. */
final class Storms {

    private static final int MANY = Integer.getInteger("conformance.storm", 30);
    /** Of a subject of which thirty are more than a small machine can bear. */
    private static final int FEW = 8;
    /** An owner may stop waiting for the witness after five seconds: the answer has to come before that. */
    private static final double LATEST_ANSWER = 3.8;
    /** Seconds by which a replacer's first signal is late at least. */
    private static final double SLOW = 3;

    private Storms() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.named(Section.STORMS, "cold-start-storm", "#11718", "#11734")
                        .cites(START_01, START_02, START_23)
                        .when("thirty cold starts at once")
                        .then("one becomes active; the others are refused, and name it")
                        .cause("the check and the claim are two steps")
                        .plays((stage, expect) -> startStorm(stage, expect)),
                Scenario.named(Section.STORMS, "leftover-storm", "#13655", "#11718")
                        .cites(START_02, START_18, START_21)
                        .when("thirty starts at once on what a killed owner left")
                        .then("one becomes active; the others are refused, and name it")
                        .cause(
                                "judging a record dead and removing it are two steps; the name may mean another file by then")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            startStorm(stage, expect);
                        }),
                Scenario.named(Section.STORMS, "replace-storm", "#11718", "#11734")
                        .needs(Feature.REPLACE)
                        .cites(REPL_02, REPL_04, REPL_05)
                        .when("thirty replacers, all asked while one incumbent lives")
                        .then("one winner; the others are refused, and name it")
                        .cause("nothing serialises replacers, or a late one ends the winner instead of the incumbent")
                        .plays((stage, expect) -> replaceStorm(stage, expect, affordable(stage))));
    }

    private static void startStorm(Stage stage, Expect expect) {
        List<Actor> starters = StartRaces.starters(stage, Role.RUN, affordable(stage));
        settle(stage, expect, starters);
    }

    /** Thirty, or fewer of those that would fill the memory or the processors of a small machine. */
    private static int affordable(Stage stage) {
        Actor sample = stage.owner(stage.newHome("sample"));
        boolean heavy = sample.cost().heavy();
        stage.note("one start costs " + sample.cost());
        stage.kill(sample);
        return heavy ? Math.min(MANY, FEW) : MANY;
    }

    static void replaceStorm(Stage stage, Expect expect, int count) {
        replaceStorm(stage, expect, stage.owner(), count);
    }

    static void replaceStorm(Stage stage, Expect expect, Actor incumbent, int count) {
        incumbent.holdWitness();
        long asked = System.nanoTime();
        List<Actor> replacers = StartRaces.starters(stage, Role.REPLACE, count);
        // it may leave five seconds after it has said goodbye, however slow the replacers are to get ready
        stage.await(stage.bounds().replace(), () -> !incumbent.isActive());
        double first = since(asked);
        Set<Actor> looked = new HashSet<>();
        boolean met = stage.await(LATEST_ANSWER, () -> {
                    replacers.stream()
                            .filter(a -> a.hasHomeOpen() || a.hasExited())
                            .forEach(looked::add);
                    return looked.size() == count;
                })
                // one that polls has its files open for moments only; it had several times what the first one needed
                || since(asked) > count * first + StartRaces.SECOND_LOOK;
        boolean all = met && !incumbent.hasExited(); // one that SIGTERM ends at once waits for nobody
        stage.note(
                all
                        ? "all replacers had looked before the incumbent left"
                        : "the incumbent left before all replacers had looked");
        // one that has just opened its home has not yet looked whom it finds there
        stage.await(all ? StartRaces.SECOND_LOOK : 0.01, incumbent::hasExited);
        incumbent.releaseWitness();
        if (!all) {
            replacers.forEach(replacer -> expect.decidedWithin(stage.bounds().crowd(count), replacer));
            long winners = replacers.stream().filter(Actor::hasConnected).count();
            if (winners > 1) {
                replacers.stream().filter(a -> !a.hasExited()).forEach(stage::kill);
                if (count <= FEW && Machine.STRACE.available()) {
                    slowSignals(stage, expect, count);
                    return;
                }
                stage.inapplicable("the incumbent was gone before all replacers were seen to look: it does not wait for"
                        + " the witness, or they take more than " + LATEST_ANSWER + " s, or do not open the home;"
                        + " and who asks after another one has won may end that one");
            }
        }
        settle(stage, expect, replacers);
        expect.ends(incumbent);
    }

    /**
     * The incumbent goes before all have looked: so each of them waits with its first signal, and all have looked before the
     * first one arrives.
     */
    private static void slowSignals(Stage stage, Expect expect, int count) {
        Home home = stage.newHome("slow-signals").create();
        Actor incumbent = stage.owner(home);
        long micros =
                (long) ((SLOW + count * stage.pace()) * 1e6 * stage.bounds().factor());
        List<Actor> replacers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replacers.add(stage.launch(Role.REPLACE)
                    .home(home)
                    .inject("signals-" + i + ".log", Replacing.SIGNALLING, "delay_enter=" + micros + ":when=1")
                    .start());
        }
        Set<Actor> looked = new HashSet<>();
        stage.await(stage.bounds().replace(), () -> {
            for (int i = 0; i < count; i++) {
                Actor replacer = replacers.get(i);
                if (replacer.hasHomeOpen()
                        || replacer.hasExited()
                        || stage.logged("signals-" + i + ".log", Replacing.A_SIGNAL)) {
                    looked.add(replacer);
                }
            }
            return looked.size() == count || !incumbent.isActive();
        });
        if (!incumbent.isActive()) {
            stage.inapplicable(
                    "the incumbent was gone before all replacers were seen to look, although their signals were"
                            + " late; and who asks after another one has won may end that one");
        }
        stage.note("all replacers had looked before the first signal arrived");
        settle(stage, expect, home, replacers);
        expect.ends(incumbent);
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static void settle(Stage stage, Expect expect, List<Actor> contenders) {
        settle(stage, expect, stage.home(), contenders);
    }

    private static void settle(Stage stage, Expect expect, Home home, List<Actor> contenders) {
        stage.note(contenders.size() + " at once");
        Actor winner = expect.oneWinner(contenders);
        for (Actor actor : contenders) {
            if (actor != winner) {
                expect.names(actor, winner.reportedPid());
            }
        }
        expect.stillActive(winner);
        expect.recordNames(winner);
        expect.statusRunning(home);
    }
}
