package dev.gatelock.conformance.scenario;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Role;

/** Stop, asked for an instance that cannot answer. */
final class Stopping {

    private Stopping() {}

    /**
     * Stop is asked while the owner is stopped: it may end it, or give up, or wait; it must not say that nothing runs any more
     * while something does. Returns a stopped owner for what comes next.
     */
    static Actor asked(Stage stage, Expect expect, Actor owner) {
        Actor stop = stage.launch(Role.STOP).option("timeout", 5).start();
        stage.await(stage.bounds().leave(), () -> stop.hasExited() || owner.hasExited());
        stage.resumeParents(owner);
        stage.await(
                stage.bounds().soon(), () -> owner.hasExited() || owner.self().stopped());
        if (stop.hasExited() && stop.exitCode() == 0) {
            expect.eventually(stage.bounds().soon(), "stop says 0 only when the instance is gone", owner::hasExited);
        }
        if (!stop.hasExited()) {
            stage.kill(stop);
        }
        if (!owner.hasExited()) {
            expect.isTrue("the stopped instance is there", owner.self().lives());
            stage.kill(owner);
        }
        Actor next = stage.owner();
        stage.signal(next, Signal.STOP);
        stage.saw("the incumbent stopped", next.self().stopped());
        return next;
    }
}
