package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_18;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.List;

/** Instances that are made of several processes. */
final class Families {

    /** Seconds in which one process of an instance notices that another one has died, if it cares at all. */
    private static final double NOTICED = 1;

    /** Seconds between two starts. */
    private static final double PAUSE = 0.3;

    /** More processes than that are not killed one by one. */
    private static final int MOST = 5;

    private Families() {}

    static List<Scenario> all() {
        return List.of(Scenario.named(Section.RACES, "half-killed", "#51325", "#13655")
                .needs(Feature.SIGNALS, Feature.LOCAL_PIDS)
                .cites(START_01, START_18)
                .when(
                        "an instance is made of several processes, a workload included; each of them is SIGKILLed alone, as the"
                                + " OOM killer does")
                .then(
                        "either the instance goes on, and the next start is refused; or all of it ends, and the next start works")
                .cause(
                        "one process has the lock and another one does the work; or a launcher lives on without its worker,"
                                + " so that no supervisor notices")
                .plays(Families::oneByOne));
    }

    private static void oneByOne(Stage stage, Expect expect) {
        int most = killed(stage, expect, List.of());
        if (stage.can(Feature.WORKLOAD)) {
            most = Math.max(most, killed(stage, expect, List.of("--", "sleep", "984")));
        }
        if (most < 2) {
            stage.inapplicable("it is one process");
        }
    }

    /** Kills each of its processes, every time of a fresh instance; how many it has. */
    private static int killed(Stage stage, Expect expect, List<String> workload) {
        int size = 2;
        for (int i = 0; i < size; i++) {
            Actor owner = expect.active(
                    stage.launch(Role.RUN).named("owner").args(workload).start());
            stage.await(NOTICED * stage.bounds().factor(), () -> owner.members().size() > 1);
            List<ProcId> members = owner.members();
            size = Math.min(members.size(), MOST);
            if (size > 1 && i < size) {
                without(stage, expect, owner, members, members.get(i));
            } else {
                stage.kill(owner);
            }
        }
        return size;
    }

    /** What is left of the old one may drain for a while: until then starts are refused. */
    private static Actor comesBack(Stage stage, Expect expect, Actor owner, Actor first) {
        Actor next = first;
        long end = System.nanoTime() + (long) (stage.bounds().leave() * 1e9);
        while (next.hasExited() && !owner.isConnected() && System.nanoTime() < end) {
            stage.await(PAUSE, owner::hasExited);
            next = expect.resolved(stage.launch(Role.RUN).named("next").start());
        }
        expect.isTrue("a start works again", next.hasBeenActive() || owner.isConnected());
        return next;
    }

    private static void without(Stage stage, Expect expect, Actor owner, List<ProcId> members, ProcId victim) {
        stage.killAlone(owner, victim);
        stage.await(NOTICED * stage.bounds().factor(), () -> !owner.isConnected());
        if (!owner.isConnected() && !owner.startsAgain()) {
            expect.eventually(
                    stage.bounds().leave(),
                    "the process that was launched ends too, so that its supervisor notices; or there is a new worker",
                    () -> owner.hasExited() || owner.startsAgain());
        }
        if (owner.startsAgain()) {
            stage.killRest(owner, members);
            stage.inapplicable("a launcher of its own starts it again, as a supervisor would");
        }
        Actor next = expect.resolved(
                stage.launch(Role.RUN).named("next").option("wait", 1).start());
        if (next.hasBeenActive()) { // its connection ends before its lock is free, but for the moment in which the
            // kernel ends both
            stage.await(NOTICED / 2 * stage.bounds().factor(), () -> !owner.isConnected());
            expect.isTrue("what is left of the old one does not work beside the next one", !owner.isConnected());
        }
        boolean goesOn = next.hasExited() && owner.isConnected();
        boolean workload = next.hasExited()
                && stage.can(Feature.WORKLOAD)
                && members.stream().anyMatch(ProcId::lives);
        if (!goesOn && !workload) {
            next = comesBack(stage, expect, owner, next);
        }
        stage.killRest(owner, members);
        if (!next.hasExited()) {
            stage.kill(next);
        }
    }
}
