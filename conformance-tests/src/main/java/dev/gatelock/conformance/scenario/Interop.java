package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ENV_10;
import static dev.gatelock.conformance.scenario.Req.PROBE_07;
import static dev.gatelock.conformance.scenario.Req.REPL_02;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_18;
import static dev.gatelock.conformance.scenario.Req.START_23;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Two implementations on one home, each in each role; what one of them does not offer is not played. */
public final class Interop {

    /** Who has the home, and who comes to it. */
    private record Pair(Manifest owner, Manifest comer, String suffix) {

        Actor owner(Stage stage) {
            return stage.owner(ownersHome(stage));
        }

        Home ownersHome(Stage stage) {
            return stage.home().as(owner);
        }

        Home comersHome(Stage stage) {
            return stage.home().as(comer);
        }

        Actor comes(Stage stage, Role role) {
            return stage.launch(role).home(comersHome(stage)).named("comer").start();
        }

        Builder scenario(String slug) {
            return Scenario.named(Section.INTEROP, slug + suffix, "#11718");
        }
    }

    private Interop() {}

    /** What both of them can play, in both directions. */
    public static List<Scenario> between(Manifest one, Manifest other) {
        return Stream.of(new Pair(one, other, ""), new Pair(other, one, "-reverse"))
                .flatMap(pair -> scenarios(pair).stream())
                .toList();
    }

    private static List<Scenario> scenarios(Pair pair) {
        String owner = pair.owner().name();
        String comer = pair.comer().name();
        List<Scenario> all = new ArrayList<>(List.of(beside(pair, owner, comer), crash(pair, owner, comer)));
        all.add(race(pair, owner, comer));
        if (pair.comer().has(Feature.STATUS)) {
            all.add(status(pair, owner, comer));
        }
        if (pair.comer().has(Feature.REPLACE)) {
            all.add(replace(pair, owner, comer));
        }
        if (pair.comer().has(Feature.STOP)) {
            all.add(stop(pair, owner, comer));
        }
        return all;
    }

    private static Scenario beside(Pair pair, String owner, String comer) {
        return pair.scenario("interop-beside")
                .cites(ENV_10, START_01, START_23)
                .when(owner + " is active, " + comer + " is started on the same home")
                .then("it is refused, and the owner stays")
                .cause("the two take different locks: another file, fcntl instead of flock, or none")
                .plays((stage, expect) -> {
                    Actor active = pair.owner(stage);
                    expect.refused(pair.comes(stage, Role.RUN));
                    expect.stillActive(active);
                });
    }

    private static Scenario crash(Pair pair, String owner, String comer) {
        return pair.scenario("interop-crash")
                .cites(ENV_10, START_18)
                .when(owner + " is SIGKILLed, then " + comer + " is started, then " + owner + " again")
                .then("each first start after a death works")
                .cause("what the other one left is taken for a running instance")
                .plays((stage, expect) -> {
                    stage.kill(pair.owner(stage));
                    Actor next = expect.active(pair.comes(stage, Role.RUN));
                    expect.recordNames(next);
                    stage.kill(next);
                    expect.recordNames(expect.active(pair.owner(stage)));
                });
    }

    private static Scenario race(Pair pair, String owner, String comer) {
        return pair.scenario("interop-race")
                .cites(ENV_10, START_01)
                .when("three of " + owner + " and three of " + comer + " are started at once")
                .then("one becomes active, the others are refused")
                .cause("the two exclude each other only once a record is written")
                .plays((stage, expect) -> {
                    List<Actor> all = IntStream.range(0, 6)
                            .mapToObj(i -> stage.launch(Role.RUN)
                                    .home(i % 2 == 0 ? pair.ownersHome(stage) : pair.comersHome(stage))
                                    .named("starter-" + (i + 1))
                                    .start())
                            .toList();
                    expect.stillActive(expect.oneWinner(all));
                });
    }

    private static Scenario status(Pair pair, String owner, String comer) {
        return pair.scenario("interop-status")
                .cites(ENV_10, PROBE_07)
                .when("the status command of " + comer + " looks while " + owner + " is active, and after its death")
                .then("running, then not running")
                .cause("the record of the other one is not understood, or is believed without the lock")
                .plays((stage, expect) -> {
                    Actor active = pair.owner(stage);
                    expect.statusRunning(pair.comersHome(stage));
                    expect.stillActive(active);
                    stage.kill(active);
                    expect.statusNotRunning(pair.comersHome(stage));
                });
    }

    private static Scenario replace(Pair pair, String owner, String comer) {
        return pair.scenario("interop-replace")
                .cites(ENV_10, REPL_02)
                .when(comer + " is asked to replace the active " + owner)
                .then("it ends it and becomes active")
                .cause("the record of the other one lacks what is needed to aim a signal")
                .plays((stage, expect) -> {
                    Actor active = pair.owner(stage);
                    Actor next = expect.takesOver(pair.comes(stage, Role.REPLACE));
                    expect.ends(active);
                    expect.recordNames(next);
                    expect.stillActive(next);
                });
    }

    private static Scenario stop(Pair pair, String owner, String comer) {
        return pair.scenario("interop-stop")
                .cites(ENV_10)
                .when("the stop command of " + comer + " is given while " + owner + " is active")
                .then("the owner ends, and the home is free")
                .cause("the record of the other one lacks what is needed to aim a signal")
                .plays((stage, expect) -> {
                    Actor active = pair.owner(stage);
                    expect.exits(pair.comes(stage, Role.STOP), 0);
                    expect.ends(active);
                    expect.active(pair.comes(stage, Role.RUN));
                });
    }
}
