package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.REPL_19;
import static dev.gatelock.conformance.scenario.Req.START_18;
import static dev.gatelock.conformance.scenario.Req.STOP_05;
import static dev.gatelock.conformance.scenario.Req.STOP_06;
import static dev.gatelock.conformance.scenario.Req.STOP_08;
import static dev.gatelock.conformance.scenario.Req.STOP_11;
import static dev.gatelock.conformance.scenario.Req.STOP_16;
import static dev.gatelock.conformance.scenario.Req.STOP_17;

import dev.gatelock.conformance.check.RestartPolicy.Rule;
import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.Supervisor;
import dev.gatelock.conformance.drive.Supervisor.Unit;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Exit codes as a service manager understands them: who is up in the end, after how many restarts. */
final class Supervised {

    private Supervised() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.STOP, slug, refs);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("supervised-stray-signal", "#5646")
                        .cites(STOP_06)
                        .when("a unit gets a stray SIGTERM, under Restart=no, on-failure and always")
                        .then("down; up after one restart; up after one restart")
                        .cause("every signal is treated as a planned stop, so that the unit stays down for no reason")
                        .plays((stage, expect) -> {
                            List<Integer> codes = new ArrayList<>();
                            Outcomes found = each(stage, expect, unit -> {
                                stage.signal(unit.actor(), Signal.TERM);
                                codes.add(expect.ends(unit.actor()).exitCode());
                            });
                            boolean planned = Leaving.maybePlanned(stage, codes.get(Rule.ON_FAILURE.ordinal()));
                            found.leads("down 0", planned ? "down 0" : "up 1", "up 1");
                        }),
                scenario("supervised-crash", "#13655", "#14203")
                        .cites(START_18, STOP_17)
                        .when("a unit is SIGKILLed, under Restart=no, on-failure and always")
                        .then("down; up after one restart; up after one restart")
                        .cause("what the dead one left makes every restart fail: the unit flaps until its limit")
                        .plays((stage, expect) -> each(stage, expect, unit -> stage.signal(unit.actor(), Signal.KILL))
                                .leads("down 0", "up 1", "up 1")),
                scenario("supervised-planned-stop", "b63229016")
                        .needs(Feature.STOP)
                        .cites(STOP_05, STOP_16)
                        .when("a unit is stopped by the stop command, under Restart=no, on-failure and always")
                        .then("down; down; up after one restart, as always means")
                        .cause("a planned end looks like a crash")
                        .plays((stage, expect) -> each(
                                        stage,
                                        expect,
                                        Supervisor::ofPlannedEnds,
                                        unit -> expect.exits(
                                                stage.launch(Role.STOP).start(), 0))
                                .leads("down 0", "down 0", "up 1")),
                scenario("supervised-restart", "#28135")
                        .needs(Feature.RESTART)
                        .cites(STOP_11)
                        .when("a unit is asked to restart, under Restart=no, on-failure and always")
                        .then("up after one restart: its exit code forces it")
                        .cause("a restart ends like a stop, or like a crash that Restart=no leaves alone")
                        .plays((stage, expect) -> each(stage, expect, unit -> stage.launch(Role.RESTART)
                                        .start())
                                .leads("up 1", "up 1", "up 1")),
                scenario("supervised-refused", "#11718", "#13655")
                        .needs(Feature.EXIT_CODES)
                        .cites(STOP_08)
                        .when("a unit starts while an instance lives that was started by hand")
                        .then("refused, and left down by every policy: no restart at all")
                        .cause("a refusal looks like a crash, and the unit tries for ever")
                        .plays(Supervised::refused),
                scenario("supervised-two-units", "#5646", "#11909")
                        .needs(Feature.REPLACE)
                        .cites(REPL_19, STOP_05)
                        .when(
                                "two units with one home, the second one replaces the first; then the second is SIGKILLed")
                        .then("the second is up, the first down, at most one restart of each: no fight")
                        .cause("the replaced one looks like a crash, is started again, and so on in turns")
                        .plays(Supervised::twoUnits));
    }

    /** What three units with three policies came to. */
    private record Outcomes(Expect expect, List<String> found) {
        void leads(String... wanted) {
            for (int i = 0; i < wanted.length; i++) {
                expect.equal(Rule.values()[i] + ": state and restarts", wanted[i], found.get(i));
            }
        }
    }

    private static Outcomes each(Stage stage, Expect expect, Consumer<Unit> event) {
        return each(stage, expect, Supervisor::of, event);
    }

    private static Outcomes each(
            Stage stage, Expect expect, BiFunction<Stage, Rule, Supervisor> of, Consumer<Unit> event) {
        return new Outcomes(
                expect,
                List.of(Rule.values()).stream()
                        .map(rule -> one(stage, expect, rule, of, event))
                        .toList());
    }

    private static String one(
            Stage stage, Expect expect, Rule rule, BiFunction<Stage, Rule, Supervisor> of, Consumer<Unit> event) {
        Supervisor supervisor = of.apply(stage, rule);
        Unit unit = supervisor.start("unit-" + rule.ordinal(), Role.RUN);
        Actor first = expect.active(unit.actor());
        event.accept(unit);
        expect.ends(first);
        supervisor.settle();
        String outcome = unit.state() + " " + unit.restarts();
        if (unit.state().equals("up")) {
            stage.kill(unit.actor());
        }
        return outcome;
    }

    private static void refused(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        for (Rule rule : Rule.values()) {
            Supervisor supervisor = Supervisor.of(stage, rule);
            Unit unit = supervisor.start("unit-" + rule.ordinal(), Role.RUN);
            supervisor.settle();
            expect.equal(rule + ": state and restarts", "down 0", unit.state() + " " + unit.restarts());
        }
        expect.stillActive(owner);
    }

    private static void twoUnits(Stage stage, Expect expect) {
        Supervisor supervisor = Supervisor.ofPlannedEnds(stage, Rule.ON_FAILURE);
        Unit first = supervisor.start("first", Role.REPLACE);
        expect.active(first.actor());
        supervisor.settle(); // who has just become active may not be through with its own replacement
        Unit second = supervisor.start("second", Role.REPLACE);
        supervisor.settle();
        expect.equal("the first unit: state and restarts", "down 0", first.state() + " " + first.restarts());
        expect.equal("the second unit: state and restarts", "up 0", second.state() + " " + second.restarts());
        stage.kill(second.actor());
        supervisor.settle();
        expect.equal("the first unit after the crash", "down 0", first.state() + " " + first.restarts());
        expect.equal("the second unit after the crash", "up 1", second.state() + " " + second.restarts());
        stage.kill(second.actor());
        if (stage.can(Feature.EXIT_CODES)) {
            always(stage, expect);
        }
    }

    /** Restart=always brings back the replaced one as well; a plain start is refused then, and that is the end of it. */
    private static void always(Stage stage, Expect expect) {
        Supervisor supervisor = Supervisor.of(stage, Rule.ALWAYS);
        Unit plain = supervisor.start("plain", Role.RUN);
        expect.active(plain.actor());
        Unit replacing = supervisor.start("replacing", Role.REPLACE);
        supervisor.settle();
        expect.equal("the plain unit under always", "down 1", plain.state() + " " + plain.restarts());
        expect.equal("the replacing unit under always", "up 0", replacing.state() + " " + replacing.restarts());
    }
}
