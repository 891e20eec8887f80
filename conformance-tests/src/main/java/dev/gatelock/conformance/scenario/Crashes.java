package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.HOLD_06;
import static dev.gatelock.conformance.scenario.Req.REPL_02;
import static dev.gatelock.conformance.scenario.Req.REPL_03;
import static dev.gatelock.conformance.scenario.Req.REPL_05;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_18;
import static dev.gatelock.conformance.scenario.Req.STOP_16;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Path;
import java.util.List;

/** Death at any moment, and a life of deaths. */
final class Crashes {

    private static final int SOME = 1;
    private static final int KILLED = 137;
    /** Seconds in which the effect of a dead replacer's signal shows. */
    private static final double AFTERMATH = 0.5;

    /** A tracer and what it traces. */
    private static final int TRACED = 2;

    private Crashes() {}

    static List<Scenario> all() {
        return List.of(
                crash("crash-anywhen", "#13655", "#14203")
                        .cites(START_18)
                        .when("a start is SIGKILLed at any of its system calls on the home")
                        .plays(Crashes::whileStarting),
                crash("crash-while-replacing", "#11718", "#14203")
                        .needs(Feature.REPLACE)
                        .cites(START_18, REPL_02, REPL_05)
                        .when("a replacer is SIGKILLed at any of its system calls on the home")
                        .plays(Crashes::whileReplacing),
                crash("crash-while-replaced", "#13655", "#5646")
                        .needs(Feature.REPLACE)
                        .cites(START_18, REPL_03)
                        .when("the incumbent is SIGKILLed at any system call of its leaving, while it is replaced")
                        .plays((stage, expect) -> whileLeaving(stage, expect, Role.REPLACE)),
                crash("crash-while-stopping", "[D]")
                        .needs(Feature.STOP)
                        .cites(START_18, STOP_16)
                        .when("a stop command is SIGKILLed at any of its system calls on the home")
                        .plays(Crashes::whileStopping),
                crash("crash-while-stopped", "#13655")
                        .needs(Feature.STOP)
                        .cites(START_18)
                        .when("an instance is SIGKILLed at any system call of its leaving, while it is stopped")
                        .plays((stage, expect) -> whileLeaving(stage, expect, Role.STOP)),
                Scenario.named(Section.STORMS, "churn", "#13655", "#11718", "#14203")
                        .needs(Feature.WORKLOAD, Feature.REPLACE, Feature.SIGNALS)
                        .cites(START_01, START_18, REPL_05, HOLD_06)
                        .when(
                                "a workload under the gateway is SIGKILLed at random moments, with replacement storms in between; "
                                        + "-Dconformance.churn=200 makes it long")
                        .then("never a hand is needed, never two run")
                        .cause("any of the others")
                        .plays(Crashes::churn));
    }

    private static Builder crash(String slug, String... refs) {
        return Scenario.named(Section.ENVIRONMENT, slug, refs)
                .needs(Machine.STRACE, Machine.PYTHON)
                .needs(Feature.RECORD)
                .then("the next start works, without a human; never two, no record is lost, nobody else is signalled")
                .cause("a half-written or half-claimed state is not recognised as one");
    }

    private static void whileStarting(Stage stage, Expect expect) throws Exception {
        stage.home().create();
        CrashPoints points = new CrashPoints(stage);
        stage.kill(expect.activeWithin(
                stage.bounds().refuse(), points.counted(stage.launch(Role.RUN)).start()));
        int deaths = 0;
        for (CrashPoints.Moment n : points.moments(CrashPoints.Counts.NONE, points.counts())) {
            Actor victim = points.dying(stage.launch(Role.RUN), n).start();
            expect.resolvedOrDead(victim);
            if (victim.isActive()) {
                stage.kill(victim);
            } else {
                deaths++;
            }
            Actor next =
                    expect.active(stage.launch(Role.RUN).named("after-" + n).start());
            expect.recordNames(next);
            stage.kill(next);
        }
        died(stage, deaths);
    }

    private static void whileReplacing(Stage stage, Expect expect) throws Exception {
        Prop bystander = stage.props().stranger("gateway", "run");
        CrashPoints points = new CrashPoints(stage);
        Actor first = stage.owner();
        Actor incumbent =
                expect.takesOver(points.counted(stage.launch(Role.REPLACE)).start());
        expect.ends(first);
        int deaths = 0;
        for (CrashPoints.Moment n : points.moments(CrashPoints.Counts.NONE, points.counts())) {
            Actor victim = points.dying(stage.launch(Role.REPLACE), n).start();
            expect.resolvedOrDead(victim);
            Actor old = victim.isActive() ? victim : incumbent;
            deaths += victim.isActive() ? 0 : 1;
            // a dead replacer may have asked the incumbent to go, or not have come so far
            stage.await(AFTERMATH, () -> !old.isActive());
            Actor next = stage.launch(old.isActive() ? Role.REPLACE : Role.RUN)
                    .named("after-" + n)
                    .start();
            incumbent = expect.takesOver(next);
            expect.recordNames(next);
            expect.ends(old);
            expect.unharmed(bystander);
        }
        died(stage, deaths);
    }

    private static void whileLeaving(Stage stage, Expect expect, Role how) throws Exception {
        Prop bystander = stage.props().stranger("gateway", "run");
        CrashPoints points = new CrashPoints(stage);
        Actor counted = expect.activeWithin(
                stage.bounds().refuse(), points.counted(stage.launch(Role.RUN)).start());
        stage.await(AFTERMATH, stage.home()::hasRecord);
        CrashPoints.Counts started = points.counts();
        Actor last = ended(stage, expect, counted, how);
        int deaths = 0;
        for (CrashPoints.Moment n : points.moments(started, points.counts())) {
            stage.kill(last);
            Actor victim = points.dying(stage.launch(Role.RUN), n).start();
            expect.resolvedOrDead(victim);
            last = ended(stage, expect, victim, how);
            deaths += victim.exitCode() == KILLED ? 1 : 0;
            expect.unharmed(bystander);
        }
        died(stage, deaths);
    }

    /** It is replaced, or stopped and followed: whatever it dies of meanwhile, there is a next one. */
    private static Actor ended(Stage stage, Expect expect, Actor leaving, Role how) {
        if (how == Role.STOP) {
            expect.ends(stage.launch(Role.STOP).start());
        }
        Actor next =
                stage.launch(how == Role.STOP ? Role.RUN : how).named("after").start();
        expect.takesOver(next);
        expect.ends(leaving);
        expect.recordNames(next);
        return next;
    }

    private static void whileStopping(Stage stage, Expect expect) throws Exception {
        Prop bystander = stage.props().stranger("gateway", "run");
        CrashPoints points = new CrashPoints(stage);
        Actor owner = stage.owner();
        expect.exits(points.counted(stage.launch(Role.STOP)).start(), 0);
        expect.ends(owner);
        int deaths = 0;
        for (CrashPoints.Moment n : points.moments(CrashPoints.Counts.NONE, points.counts())) {
            owner = stage.owner();
            Actor victim = points.dying(stage.launch(Role.STOP), n).start();
            stage.await(stage.bounds().leave(), victim::hasExited);
            if (victim.family().size() > TRACED) {
                stage.kill(
                        victim); // it works by children, each of which is struck, and so never hears what it asks them
                // for
            }
            expect.ends(victim);
            deaths += victim.exitCode() == 0 ? 0 : 1;
            expect.exits(stage.launch(Role.STOP).named("again-" + n).start(), 0);
            expect.ends(owner);
            expect.unharmed(bystander);
            Actor next =
                    expect.active(stage.launch(Role.RUN).named("after-" + n).start());
            expect.recordNames(next);
            stage.kill(next);
        }
        died(stage, deaths);
    }

    private static void died(Stage stage, int deaths) {
        stage.note("killed at " + deaths + " system calls");
        if (deaths < SOME) {
            stage.inapplicable(
                    "it makes no system call on the files that its manifest names at which it could be killed"
                            + " here, or not the same ones twice");
        }
    }

    private static void churn(Stage stage, Expect expect) {
        int rounds = Integer.getInteger("conformance.churn", 8);
        Path home = stage.home().path();
        stage.note("churn of " + rounds + " rounds in " + home.getFileName() + ", seed " + stage.seed());
        int kills = 0;
        for (int round = 0; round < rounds; round++) {
            Actor owner = expect.takesOver(stage.launch(Role.REPLACE)
                    .args("--", "sh", "-c", "sleep 987 & sleep 986; wait")
                    .start());
            List<ProcId> family = owner.family();
            if (round % 4 == 3) {
                Storms.replaceStorm(stage, expect, owner, 3);
            } else {
                long micros = stage.random().nextInt(round % 2 == 0 ? 50_000 : 400_000);
                stage.await(micros / 1e6, owner::hasExited);
                family = owner.family();
                stage.kill(owner);
                kills++;
            }
            Actor next = expect.takesOver(stage.launch(Role.REPLACE)
                    .named("after")
                    .args("--", "sleep", "985")
                    .start());
            List<ProcId> old = family;
            expect.eventually(stage.bounds().leave(), "nothing of the old workload is left", () -> old.stream()
                    .noneMatch(ProcId::lives));
            stage.signal(next, round % 2 == 0 ? Signal.TERM : Signal.KILL);
            if (round % 2 == 0) {
                expect.ends(next);
            }
        }
        stage.saw("kills while holding", kills > 0);
        expect.recordNames(expect.takesOver(stage.replace()));
    }
}
