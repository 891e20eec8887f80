package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.STOP_03;
import static dev.gatelock.conformance.scenario.Req.STOP_04;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.List;

/** An end in which something does not end: a disk, the process itself, the workload. */
final class Hanging {

    /** Seconds after which a start that finds the lock free would be active. */
    private static final double LOOK = 3;

    private Hanging() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.named(Section.STOP, "cleanup-hangs-at-exit", "#71214")
                        .needs(Machine.STRACE)
                        .needs(Feature.RECORD, Feature.EXIT_CODES)
                        .cites(STOP_03)
                        .when("the removal of the record blocks, as on a disk that hangs, when it leaves for SIGTERM")
                        .then("it leaves all the same, within a bound; the next start works")
                        .cause("the clean-up is done on the thread that ends the process, without a limit")
                        .plays(Hanging::removalHangs),
                Scenario.named(Section.STOP, "exit-hangs-after-teardown", "#53107")
                        .needs(Machine.STRACE)
                        .cites(STOP_04)
                        .when("after teardown the process itself does not get out: its exit is held up")
                        .then("the lock is free by then, and the next start works beside it")
                        .cause("the lock is given up by the end of the process only")
                        .plays(Hanging::exitHangs),
                Scenario.named(Section.STOP, "workload-ignores-term", "[D]")
                        .needs(Feature.WORKLOAD, Feature.SIGNALS)
                        .cites(STOP_03, STOP_04)
                        .when("run -- COMMAND, and the command ignores SIGTERM; the runner gets SIGTERM")
                        .then("the command is killed once the grace is over; the runner ends; the next start works")
                        .cause("the end of the command is waited for without a limit, or the command is left behind")
                        .plays(Hanging::workloadIgnoresTerm));
    }

    private static void removalHangs(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        Home home = stage.home();
        stage.sawWithin(stage.bounds().soon(), "its record", home::hasRecord);
        ProcId process = owner.self();
        Prop disk = stage.props().holdsUp(process, "unlink,unlinkat", home.pid().toString(), home.pidName());
        stage.signal(owner, Signal.TERM);
        stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !owner.isActive());
        boolean gone = stage.await(stage.bounds().leave(), () -> !process.lives());
        disk.kill();
        // the tracer keeps a main thread that ends in the middle of the call: gone is who goes now and never removed it
        stage.await(stage.bounds().soon(), () -> !process.lives());
        expect.isTrue("its process has ended", gone || !process.lives() && home.has(home.pidName()));
        expect.fails(owner, 1);
        stage.saw("the record that could not be removed", home.has(home.pidName()));
        expect.recordNames(expect.active(stage.run()));
    }

    private static void exitHangs(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        ProcId process = owner.self();
        Prop exit = stage.props().holdsUp(process, "exit_group");
        stage.signal(owner, Signal.TERM);
        boolean goodbye = stage.await(stage.bounds().leave(), () -> !owner.isActive());
        if (!goodbye && owner.family().size() > 1) {
            stage.inapplicable("it says goodbye by the help of other processes, whose exits are held up too");
        }
        stage.saw("the goodbye", goodbye);
        if (!process.lives()) {
            stage.inapplicable("it ends by the signal itself, or in another way that cannot be held up");
        }
        Actor next = stage.run();
        if (!stage.can(Feature.EXIT_CODES)) {
            stage.await(stage.pace() + LOOK * stage.bounds().factor(), () -> next.hasBeenActive() || next.hasExited());
            if (!next.hasBeenActive()) {
                exit.kill();
                expect.resolved(next);
                expect.ends(owner);
                stage.inapplicable("its lock goes with its process, and nothing but this harness holds up an exit");
            }
        }
        expect.takesOver(next);
        stage.saw("the old one still in its exit", process.lives());
        expect.recordNames(next);
    }

    private static void workloadIgnoresTerm(Stage stage, Expect expect) {
        Actor owner = expect.active(stage.launch(Role.RUN)
                .option("grace", 1)
                .args("--", "sh", "-c", "trap '' TERM; while :; do sleep 986; done")
                .start());
        stage.sawWithin(
                stage.bounds().soon(), "the workload", () -> owner.family().size() >= 3);
        List<ProcId> family = owner.family();
        stage.signal(owner, Signal.TERM);
        expect.ends(owner);
        expect.eventually(stage.bounds().leave(), "nothing of the workload is left", () -> family.stream()
                .noneMatch(ProcId::lives));
        expect.active(stage.run());
    }
}
