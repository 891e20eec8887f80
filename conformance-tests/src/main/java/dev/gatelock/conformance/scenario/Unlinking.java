package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_12;
import static dev.gatelock.conformance.scenario.Req.START_13;
import static dev.gatelock.conformance.scenario.Req.START_18;
import static dev.gatelock.conformance.scenario.Req.START_21;
import static dev.gatelock.conformance.scenario.Req.STOP_02;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.List;

/** The lock file that somebody has open while its owner leaves. */
final class Unlinking {

    /** Long enough for one to leave and for another one to start; whoever is slower than that proves nothing and is not red. */
    private static final String BETWEEN_OPEN_AND_LOCK = "4s";

    /** Seconds for which a removal takes long: more than the five after which an owner may leave without it. */
    private static final double REMOVAL = 7;

    private static final int STARTERS = 4;

    private static final String REMOVALS = "?unlink,unlinkat,?rename,?renameat,renameat2";

    /** Seconds: longer than it takes the others to look as well. */
    private static final double SHORTEST_REMOVAL = 0.6;

    private static final double SLOWEST_LOOK = 4;

    /** By how much of the first one's time each next one is later, so that the others have made something new meanwhile. */
    private static final double LATER = 0.25;

    private Unlinking() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.named(Section.RACES, "lock-unlinked-by-leaver", "#96582", "#101724")
                        .needs(Feature.LOCK_FILE, Feature.SIGNALS)
                        .needs(Machine.STRACE)
                        .cites(START_12, START_13)
                        .when(
                                "a start has opened the lock file and not locked it yet; the owner leaves meanwhile, and another start comes")
                        .then("one of the two becomes active, the other is refused")
                        .cause(
                                "the owner removes the lock file on its way out, so that one start locks the removed file and the other one a new file")
                        .plays(Unlinking::leaves),
                Scenario.named(Section.RACES, "record-removed-late", "#5646", "#9875")
                        .needs(Feature.RECORD, Feature.SIGNALS)
                        .needs(Machine.STRACE)
                        .cites(STOP_02)
                        .when(
                                "the removal of its record takes an owner seconds when it leaves, and a start comes meanwhile")
                        .then("when all is quiet the record names the one that is active")
                        .cause("the record is removed after the lock was given up, without a look whose it is by then")
                        .plays(Unlinking::recordRemovedLate),
                Scenario.named(Section.RACES, "leftover-removed-late", "#13655", "#11718", "[D]")
                        .needs(Machine.STRACE)
                        .cites(START_01, START_18, START_21)
                        .when(
                                "four starts at once on what a killed owner left; removing and renaming takes each of them about a second, and each another time")
                        .then("one becomes active; the others are refused")
                        .cause(
                                "what is judged dead is removed a moment later, by its name and without a lock: by then it may be what another start has just made")
                        .plays(Unlinking::leftoverRemovedLate));
    }

    /** All look, and find the owner dead; then one after the other removes what it believes to be the dead one's. */
    private static void leftoverRemovedLate(Stage stage, Expect expect) {
        stage.deadOwner();
        double looks = Math.min(SLOWEST_LOOK, SHORTEST_REMOVAL + stage.pace())
                * stage.bounds().factor();
        List<Actor> starters = new ArrayList<>();
        for (int i = 0; i < STARTERS; i++) {
            long micros = (long) (looks * (1 + i * LATER) * 1e6);
            starters.add(stage.launch(Role.RUN)
                    .inject("removals-" + i + ".log", REMOVALS, "delay_enter=" + micros)
                    .start());
        }
        Actor winner = expect.oneWinner(starters);
        expect.stillActive(winner);
        expect.recordNames(winner);
    }

    private static void leaves(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        Actor slow = slow(stage);
        stage.untilLooking(slow);
        if (slow.hasExited()) {
            afterTheRecord(stage, expect, owner);
            return;
        }
        stage.signal(owner, Signal.TERM);
        expect.ends(owner);
        Actor quick = stage.launch(Role.RUN).named("quick").start();
        expect.oneWinner(List.of(slow, quick));
    }

    /** It looks at the record first: so the owner is kept from removing its lock file when its record has gone already. */
    private static void afterTheRecord(Stage stage, Expect expect, Actor owner) {
        Home home = stage.home();
        Prop disk = stage.props()
                .holdsUp(owner.self(), "unlink,unlinkat,rename", home.lock().toString(), home.lockName());
        stage.signal(owner, Signal.TERM);
        boolean between = stage.await(stage.bounds().leave(), () -> !home.hasRecord());
        if (!between) {
            disk.kill();
            stage.inapplicable("it is refused before it tries the lock, for as long as the lock file is there");
        }
        Actor slow = slow(stage);
        stage.untilLooking(slow);
        disk.kill();
        expect.ends(owner);
        if (slow.hasExited()) {
            stage.inapplicable("it is refused before it tries the lock");
        }
        Actor quick = stage.launch(Role.RUN).named("quick").start();
        expect.oneWinner(List.of(slow, quick));
    }

    private static Actor slow(Stage stage) {
        return stage.launch(Role.RUN)
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
    }

    /** The removal of the record takes long: whoever holds by then finds its own record in its place. */
    private static void recordRemovedLate(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        Home home = stage.home();
        if (!home.recordIsNoLock()) {
            stage.inapplicable("its record is its lock file, which nobody else writes");
        }
        Prop disk = stage.props()
                .holdsUp(owner.self(), "unlink,unlinkat", home.pid().toString(), home.pidName());
        stage.signal(owner, Signal.TERM);
        stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !owner.isActive());
        Actor next = StartRaces.patient(stage);
        stage.await(stage.pace() + REMOVAL * stage.bounds().factor(), () -> next.hasBeenActive() || next.hasExited());
        if (next.hasBeenActive()) {
            stage.await(stage.bounds().soon(), () -> home.recordNames(next));
        }
        disk.kill();
        expect.ends(owner);
        expect.resolved(next); // it may have lost its patience at this very moment
        Actor active = next.hasExited() ? stage.run() : next;
        expect.takesOver(active);
        expect.recordNames(active);
        expect.stillActive(active);
    }
}
