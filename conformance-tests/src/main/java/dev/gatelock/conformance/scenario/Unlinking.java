package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.START_12;
import static dev.gatelock.conformance.scenario.Req.START_13;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.List;

/** The lock file that somebody has open while its owner leaves. */
final class Unlinking {

    /** Long enough for one to leave and for another one to start; whoever is slower than that proves nothing and is not red. */
    private static final String BETWEEN_OPEN_AND_LOCK = "4s";

    private Unlinking() {}

    static List<Scenario> all() {
        return List.of(Scenario.named(Section.RACES, "lock-unlinked-by-leaver", "#96582", "#101724")
                .needs(Feature.LOCK_FILE, Feature.SIGNALS)
                .needs(Machine.STRACE)
                .cites(START_12, START_13)
                .when(
                        "a start has opened the lock file and not locked it yet; the owner leaves meanwhile, and another start comes")
                .then("one of the two becomes active, the other is refused")
                .cause(
                        "the owner removes the lock file on its way out, so that one start locks the removed file and the other one a new file")
                .plays(Unlinking::leaves));
    }

    private static void leaves(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        Actor slow = stage.launch(Role.RUN)
                .named("slow")
                .strace(
                        "strace.log",
                        "-P",
                        stage.home().lock().toString(),
                        "-e",
                        "trace=flock,fcntl",
                        "-e",
                        "inject=flock,fcntl:delay_enter=" + BETWEEN_OPEN_AND_LOCK + ":when=1")
                .start();
        stage.untilLooking(slow);
        if (slow.hasExited()) {
            stage.inapplicable("it is refused before it tries the lock");
        }
        stage.signal(owner, Signal.TERM);
        expect.ends(owner);
        Actor quick = stage.launch(Role.RUN).named("quick").start();
        expect.oneWinner(List.of(slow, quick));
    }
}
