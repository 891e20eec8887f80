package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ID_06;
import static dev.gatelock.conformance.scenario.Req.MARK_07;
import static dev.gatelock.conformance.scenario.Req.PROBE_03;
import static dev.gatelock.conformance.scenario.Req.REPL_18;
import static dev.gatelock.conformance.scenario.Req.REPL_19;
import static dev.gatelock.conformance.scenario.Req.STOP_05;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.List;

/** Where a signal cannot reach, or would reach somebody else: the marker is the only channel. */
final class Namespaces {

    private Namespaces() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.IDENTITY, slug, refs)
                .needs(Feature.MARKERS, Feature.STOP, Feature.REPLACE)
                .needs(Machine.PID_NAMESPACE);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("marker-without-signal", "#21706")
                        .cites(MARK_07, REPL_18, REPL_19, STOP_05)
                        .when("stop, and a replacement, come from a PID namespace in which the owner has no pid")
                        .then("the owner finds the marker by itself and exits 0; the replacement takes over")
                        .cause("the marker is only looked at when a signal arrives")
                        .plays(Namespaces::fromInside),
                scenario("namespace-pid-collision", "#21706", "#72029")
                        .needs(Machine.PID_REUSE)
                        .cites(ID_06, PROBE_03, REPL_18, MARK_07, STOP_05)
                        .when(
                                "the owner lives in a PID namespace below ours, under a number that is an innocent process's out here; "
                                        + "status, run, stop, --replace from outside")
                        .then("running, refused, ended by marker, taken over; the innocent one is never touched")
                        .cause("the recorded pid is looked up, or signalled, in the wrong namespace")
                        .plays(Namespaces::fromOutside));
    }

    /** Markers that were seen to be read at a signal need not be looked for without one. */
    private static void ifPromised(Stage stage) {
        if (!stage.manifest().declares(Feature.MARKERS)) {
            stage.inapplicable("its manifest does not promise that markers do without a signal");
        }
    }

    private static void fromInside(Stage stage, Expect expect) {
        ifPromised(stage);
        Actor stopped = stage.owner();
        expect.recordNames(stopped);
        expect.exits(stage.launch(Role.STOP).inPidNamespace().start(), 0);
        expect.exits(stopped, 0);
        Actor replaced = stage.owner();
        expect.recordNames(replaced);
        Actor next = expect.takesOver(
                stage.launch(Role.REPLACE).inPidNamespaceBelowInit().start());
        expect.exits(replaced, 0);
        expect.recordNames(next);
    }

    private static void fromOutside(Stage stage, Expect expect) {
        ifPromised(stage);
        Prop innocent = stage.props().stranger("gateway", "run");
        Actor stopped = inside(stage, expect, innocent);
        expect.statusRunning(stage.home());
        expect.refused(stage.launch(Role.RUN).option("wait", 1).start(), 69, 77);
        expect.stillActive(stopped);
        expect.exits(stage.launch(Role.STOP).start(), 0);
        expect.exits(stopped, 0);
        expect.unharmed(innocent);
        Actor replaced = inside(stage, expect, innocent);
        Actor next = expect.takesOver(stage.replace());
        expect.exits(replaced, 0);
        expect.recordNames(next);
        expect.unharmed(innocent);
    }

    private static Actor inside(Stage stage, Expect expect, Prop innocent) {
        Actor owner = expect.active(stage.launch(Role.RUN)
                .named("inside")
                .inPidNamespaceAs(innocent.pid())
                .start());
        stage.saw("an owner with the innocent one's number", owner.reportedPid() == innocent.pid());
        expect.recordNames(owner);
        return owner;
    }
}
