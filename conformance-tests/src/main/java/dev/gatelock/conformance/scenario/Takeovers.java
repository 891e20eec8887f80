package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.HOLD_02;
import static dev.gatelock.conformance.scenario.Req.HOLD_03;
import static dev.gatelock.conformance.scenario.Req.HOLD_04;
import static dev.gatelock.conformance.scenario.Req.MARK_01;
import static dev.gatelock.conformance.scenario.Req.MARK_05;
import static dev.gatelock.conformance.scenario.Req.REPL_02;
import static dev.gatelock.conformance.scenario.Req.REPL_10;
import static dev.gatelock.conformance.scenario.Req.START_19;
import static dev.gatelock.conformance.scenario.Req.START_24;
import static dev.gatelock.conformance.scenario.Req.STATE_02;
import static dev.gatelock.conformance.scenario.Req.STOP_12;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** What happens beside a takeover that is under way, and to an owner whose lock is taken away. */
final class Takeovers {

    /** Seconds after which a start that nothing holds up would be active. */
    private static final double LOOK = 2;

    private Takeovers() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.named(Section.REPLACE, "takeover-under-way", "#5646", "#11909")
                        .needs(Feature.FORMATS, Feature.FLOCK, Feature.REPLACE)
                        .needs(Machine.PYTHON)
                        .cites(START_24, REPL_02, STATE_02)
                        .when(
                                "somebody holds gateway.takeover while nobody holds the home, and while a stopped owner holds it")
                        .then(
                                "a start waits for the outcome and is active once it is over; a start and a replacer give up after --wait, and leave the state file alone")
                        .cause(
                                "the lock is free, so it is taken: the old unit slips in between the kill and the claim; or the wait has no end; or the state is written before the claim is made")
                        .plays(Takeovers::underWay),
                Scenario.named(Section.REPLACE, "marker-names-target", "#29092", "#34597")
                        .needs(Feature.FORMATS, Feature.MARKERS, Feature.REPLACE, Feature.STOP, Feature.RECORD)
                        .needs(Machine.STRACE)
                        .cites(MARK_01, MARK_05, REPL_10)
                        .when("a replacer, and stop, have written their markers for an incumbent that cannot answer")
                        .then("the markers say whom they mean: pid, start time, home, nonce, and who wrote them")
                        .cause("the marker is an empty flag, or names a pid only")
                        .plays(Takeovers::markers),
                Scenario.named(Section.RACES, "lock-swapped-under-owner", "#26643")
                        .needs(Feature.FORMATS, Feature.HOME_LOCK, Feature.RECORD, Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(START_19)
                        .when(
                                "the record of an implementation without a lock of the home names a live process, by pid, start time and boot; nobody holds a lock")
                        .then("it counts as the incumbent whose lock file was exchanged: refused, and left alone")
                        .cause("a free lock is all that is looked at")
                        .plays(Takeovers::swapped),
                Scenario.named(Section.RACES, "lock-lost", "#28561", "#26643")
                        .needs(Feature.FORMATS, Feature.FLOCK, Feature.HOME_LOCK, Feature.EXIT_CODES, Feature.RECORD)
                        .needs(Machine.PYTHON)
                        .cites(HOLD_02, HOLD_04, HOLD_03, STOP_12)
                        .when(
                                "an owner loses its record, its lock file, its whole home; another owner finds a file that somebody else holds in the place of its own")
                        .then(
                                "it makes and locks the files anew, the copy in the lock file too, and goes on working; without its home, or beside another holder, it stops with 76")
                        .cause("the lock is looked at once, when it is taken, or only the home is looked at")
                        .plays(Takeovers::lost));
    }

    private static void underWay(Stage stage, Expect expect) {
        stage.home().create().overwrite(Home.TAKEOVER, "");
        Prop somebody = stage.props().holder(stage.home().file(Home.TAKEOVER));
        Actor start = stage.launch(Role.RUN).option("wait", 40).start();
        stage.untilLooking(start);
        stage.await(LOOK, () -> start.hasBeenActive() || start.hasExited());
        expect.isTrue("the start waits for the takeover", !start.hasBeenActive() && !start.hasExited());
        stage.saw("the takeover still under way", somebody.lives());
        somebody.finish();
        expect.takesOver(start);
        stage.kill(start);
        Prop other = stage.props().holder(stage.home().file(Home.TAKEOVER));
        Actor replacer = impatient(stage, Role.REPLACE, stage.home());
        Actor plain = impatient(stage, Role.RUN, stage.home());
        Runnable kept = stage.can(Feature.STATE_FILE) && stage.can(Feature.SIGNALS)
                ? stateKept(stage, expect, stage.newHome("with-owner").create())
                : () -> {};
        expect.refusedReplacing(replacer, 69);
        expect.refused(plain);
        expect.unharmed(other);
        other.finish();
        expect.active(stage.replace());
        kept.run();
    }

    private static Actor impatient(Stage stage, Role role, Home home) {
        return stage.launch(role)
                .home(home)
                .option("wait", 1)
                .option("grace", 1)
                .start();
    }

    /** A stopped owner writes nothing: whatever changes in its state file was written by one that holds nothing. */
    private static Runnable stateKept(Stage stage, Expect expect, Home home) {
        Actor owner = stage.owner(home);
        stage.sawWithin(stage.bounds().soon(), "a state file", () -> home.has(Home.STATE));
        stage.signal(owner, Signal.STOP);
        stage.saw("the owner stopped", owner.self().stopped());
        String state = home.text(Home.STATE).orElse("gone");
        Prop somebody = stage.props().holder(home.file(Home.TAKEOVER));
        Actor replacer = impatient(stage, Role.REPLACE, home);
        return () -> {
            expect.refusedReplacing(replacer, 69);
            expect.equal(
                    "the state file after a refused replacement",
                    state,
                    home.text(Home.STATE).orElse("gone"));
            expect.stillActive(owner);
            somebody.finish();
        };
    }

    private static void markers(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        OwnerRecord record = StaleRecords.record(stage);
        stage.signal(owner, Signal.STOP); // else it would answer, and tidy up
        stage.saw("the incumbent stopped", owner.self().stopped());
        for (Role role : List.of(Role.REPLACE, Role.STOP)) {
            String name = role == Role.REPLACE ? Marker.TAKEOVER : Marker.PLANNED_STOP;
            Launch launch = role == Role.REPLACE ? stage.launch(role).option("grace", 40) : stage.launch(role);
            Actor asking = Replacing.powerless(launch, role.key() + ".log").start();
            stage.sawWithin(stage.bounds().replace(), name, () -> stage.home().has(name));
            Map<?, ?> marker = stage.home().object(name);
            expect.equal("target_pid of " + name, record.get("pid"), marker.get("target_pid"));
            expect.equal("target_start_time", record.get("start_time"), marker.get("target_start_time"));
            expect.equal("target_nonce", record.get("nonce"), marker.get("target_nonce"));
            if (role == Role.REPLACE) {
                expect.equal("target_hermes_home", record.get("hermes_home"), marker.get("target_hermes_home"));
                expect.equal("replacer_hermes_home", record.get("hermes_home"), marker.get("replacer_hermes_home"));
            }
            Object writer = marker.get(role == Role.REPLACE ? "replacer_pid" : "stopper_pid");
            expect.isTrue(
                    "the marker names who wrote it", asking.family().stream().anyMatch(p -> String.valueOf(p.pid())
                            .equals(String.valueOf(writer))));
            expect.isTrue(
                    "a moment in it", String.valueOf(marker.get("written_at")).startsWith("20"));
            asking.family().forEach(stage::kill); // its tracer too, else it would go on without one
            stage.await(stage.bounds().death(), asking::hasExited);
        }
        stage.signal(owner, Signal.CONT);
        expect.exits(owner, 0); // it finds the markers of the killed ones, which are good for a minute
        expect.active(stage.run());
    }

    private static void swapped(Stage stage, Expect expect) {
        stage.deadOwner();
        Prop other = stage.props().stranger("gateway", "run");
        OwnerRecord record = StaleRecords.record(stage)
                .with("pid", other.pid())
                .with("start_time", other.id().startTicks())
                .without("lock_class");
        stage.home().leftover(record);
        Actor refused = expect.refused(stage.launch(Role.RUN).option("wait", 1).start());
        expect.names(refused, other.pid());
        expect.unharmed(other);
        other.kill();
        expect.active(stage.run());
    }

    private static void lost(Stage stage, Expect expect) throws IOException {
        Home home = stage.home();
        Actor owner = stage.owner();
        home.delete(home.pidName());
        expect.eventually(stage.bounds().leave(), "the record is back", () -> home.recordNames(owner));
        home.delete(home.lockName());
        expect.eventually(stage.bounds().leave(), "a lock file that it holds", () -> owner.flocks(home.lockName()));
        expect.eventually(stage.bounds().leave(), "the record names it", () -> home.recordNames(owner));
        if (stage.can(Feature.PRIVATE_FILES)) {
            expect.eventually(
                    stage.bounds().leave(),
                    "the new lock file carries the copy of the record",
                    () -> LockFile.copyIsRecord(home));
        }
        expect.refused(stage.launch(Role.RUN).option("wait", 1).start());
        expect.stillActive(owner);
        Files.move(home.path(), stage.newHome("moved-away").path());
        expect.fails(owner, 76);
        toAnother(stage, expect);
        expect.active(stage.run());
    }

    /** The path of its lock file is that of a file which somebody else holds. */
    private static void toAnother(Stage stage, Expect expect) {
        Home home = stage.home();
        Actor owner = stage.owner();
        Prop somebody = stage.props().holderInPlaceOf(home.lock());
        expect.fails(owner, 76);
        expect.unharmed(somebody);
        somebody.finish();
    }
}
