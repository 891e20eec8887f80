package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.PROBE_01;
import static dev.gatelock.conformance.scenario.Req.PROBE_02;
import static dev.gatelock.conformance.scenario.Req.PROBE_06;
import static dev.gatelock.conformance.scenario.Req.REPL_14;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_02;
import static dev.gatelock.conformance.scenario.Req.START_03;
import static dev.gatelock.conformance.scenario.Req.START_10;
import static dev.gatelock.conformance.scenario.Req.START_13;
import static dev.gatelock.conformance.scenario.Req.START_14;
import static dev.gatelock.conformance.scenario.Req.START_15;
import static dev.gatelock.conformance.scenario.Req.START_27;
import static dev.gatelock.conformance.scenario.Req.STOP_02;
import static dev.gatelock.conformance.scenario.Req.STOP_08;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several starts at once, probes beside them, and exit hooks that run late. */
final class StartRaces {

    /** Seconds that one which has begun to look needs to make up its mind. */
    static final double SECOND_LOOK = 0.7;

    static final String AT_ONCE =
            "it refuses at once, or after a moment, with an exit status after which a supervisor tries again, and says"
                    + " nothing of a wait";

    /** Seconds from the last look at a lock to the exit. */
    private static final double GIVING_UP = 1;

    private StartRaces() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.RACES, slug, refs);
    }

    static List<Actor> starters(Stage stage, Role role, int count) {
        List<Actor> starters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starters.add(stage.launch(role).start());
        }
        return starters;
    }

    /** Who removes its record under the lock need not look whose it is: only a removal after that hits the next owner's. */
    private static void besideANewOne(Stage stage, Expect expect, Actor old) {
        old.holdWitness();
        stage.signal(old, Signal.TERM);
        stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !old.isActive());
        Actor next = stage.run();
        stage.untilLooking(next);
        stage.await(SECOND_LOOK, next::hasExited);
        old.releaseWitness();
        expect.ends(old);
        expect.resolved(next); // it may lose its patience at this very moment
        if (next.hasExited()) {
            next = stage.run();
        }
        expect.takesOver(next);
        expect.recordNames(next);
        expect.stillActive(next);
    }

    /** A start that waits for long, if it has a setting for that. */
    static Actor patient(Stage stage) {
        return stage.launch(Role.RUN).option("wait", 20).start();
    }

    /** Refused such that a service manager starts it again, by one that never promised more. */
    static boolean leavesItToTheSupervisor(Stage stage, Actor next) {
        boolean free = next.hasExited()
                && !stage.can(Feature.EXIT_CODES)
                && stage.manifest().option("wait", 1).isEmpty();
        boolean revived = free && stage.manifest().supervisorRestarts(next.exitCode());
        if (free && !revived) {
            stage.note("it has refused at once, with exit status " + next.exitCode() + "; after that one no supervisor"
                    + " tries again, says restartPreventExitStatus, so that this start would have been the last");
        }
        return revived;
    }

    /** The same by one that has tried for a moment longer than was looked at: it had given up when the lock came free. */
    static boolean hadGivenUp(Stage stage, Actor next, double free) {
        stage.await(stage.bounds().refuse(), () -> next.hasBeenActive() || next.hasExited());
        return !next.hasBeenActive()
                && Leaving.moment(stage, Event.Kind.EXITED, next) < free + GIVING_UP + stage.pace()
                && leavesItToTheSupervisor(stage, next);
    }

    /** Somebody has left it to a supervisor, which tries again. */
    static void byTheNextStart(Stage stage, Expect expect, Actor refused) {
        expect.refused(refused);
        expect.active(stage.run());
        stage.inapplicable(AT_ONCE);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("dual-start", "#11718", "#11734")
                        .cites(START_01, START_02, START_03, START_10, STOP_08)
                        .when("five cold starts at once, three times")
                        .then("one becomes active, the others are refused")
                        .cause("the check and the claim are two steps")
                        .plays((stage, expect) -> {
                            for (int round = 0; round < 3; round++) {
                                Actor winner = expect.oneWinner(starters(stage, Role.RUN, 5));
                                expect.stillActive(winner);
                                expect.recordNames(winner);
                                stage.kill(winner);
                            }
                        }),
                scenario("claim-after-side-effects", "#13388", "#6193")
                        .cites(START_03, START_27)
                        .when("three starts while an instance is active")
                        .then("the losers never reach the outside")
                        .cause(
                                "adapters are started before the claim is made; or the claim does not last: an fcntl lock goes with the first close of any descriptor of its file, a lock object may be collected")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            List<Actor> losers = starters(stage, Role.RUN, 3);
                            for (Actor loser : losers) {
                                expect.names(expect.refused(loser), owner.reportedPid());
                            }
                            expect.stillActive(owner);
                        }),
                scenario("late-second-starter", "#11720", "#10465")
                        .needs(Feature.RECORD)
                        .cites(START_01, START_02, START_15)
                        .when("an instance is active and its record is gone, or empty as between creation and writing")
                        .then("a second start is refused: the lock counts, not the record")
                        .cause("a missing record is taken for a free place")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            StaleRecords.removable(stage);
                            stage.home().delete(stage.home().pidName());
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            stage.home().overwrite(stage.home().pidName(), "");
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            expect.stillActive(owner);
                        }),
                scenario("replace-unlinks-third-party-pid", "[D]")
                        .needs(Feature.RECORD, Feature.REPLACE)
                        .cites(REPL_14, STOP_02)
                        .when("three replacers, one after the other's heels; each finds the record of another one")
                        .then("when all is quiet the record names the one that is active")
                        .cause("a replacer removes the path whatever it names by then")
                        .plays((stage, expect) -> {
                            Actor incumbent = stage.owner();
                            for (int round = 0; round < 3; round++) {
                                incumbent.holdWitness();
                                List<Actor> replacers = starters(stage, Role.REPLACE, 3);
                                stage.await(
                                        3, () -> replacers.stream().allMatch(a -> a.hasHomeOpen() || a.hasExited()));
                                incumbent.releaseWitness();
                                for (Actor replacer : replacers) {
                                    expect.resolved(replacer);
                                }
                                stage.await(
                                        stage.bounds().soon(),
                                        () -> replacers.stream()
                                                        .filter(Actor::isActive)
                                                        .count()
                                                == 1);
                                Actor replaced = incumbent;
                                incumbent = replacers.stream()
                                        .filter(Actor::isActive)
                                        .findFirst()
                                        .orElse(incumbent);
                                if (incumbent != replaced) {
                                    expect.ends(replaced); // what it does last belongs to it
                                }
                                expect.stillActive(incumbent);
                                expect.recordNames(incumbent);
                            }
                        }),
                scenario("old-exit-hook-deletes-new-record", "#5646", "#9875")
                        .needs(Feature.SIGNALS)
                        .needs(Feature.RECORD)
                        .needs(Machine.PYTHON)
                        .cites(STOP_02)
                        .when("the record names somebody else by the time that an old instance leaves")
                        .then("the old one removes only its own")
                        .cause("the exit hook unlinks the path without looking")
                        .plays((stage, expect) -> {
                            Actor old = stage.owner();
                            if (!stage.home().recordIsNoLock()) {
                                stage.inapplicable("its record is its lock file, which nobody else writes");
                            }
                            if (!stage.can(Feature.PRIVATE_FILES) && !stage.can(Feature.EXIT_CODES)) {
                                besideANewOne(stage, expect, old);
                                return;
                            }
                            Prop other = stage.props().stranger();
                            OwnerRecord foreign = StaleRecords.record(stage)
                                    .with("pid", other.pid())
                                    .with("start_time", other.id().startTicks())
                                    .with("nonce", "00000000000000000000000000000000");
                            old.holdWitness();
                            stage.home().overwrite(stage.home().pidName(), foreign.text());
                            stage.signal(old, Signal.TERM);
                            stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !old.isActive());
                            String meanwhile =
                                    stage.home().text(stage.home().pidName()).orElse("gone");
                            // an owner may put its own back for as long as it is one; from its goodbye on it is none
                            if (!old.hasExited() && !meanwhile.equals("gone")) {
                                stage.home().overwrite(stage.home().pidName(), foreign.text());
                            }
                            old.releaseWitness();
                            expect.ends(old);
                            expect.equal(
                                    "the record of the other one",
                                    foreign.text(),
                                    stage.home().text(stage.home().pidName()).orElse("gone"));
                        }),
                scenario("probe-makes-start-fail", "[D]")
                        .needs(Feature.STATUS)
                        .cites(PROBE_01, PROBE_02, PROBE_06)
                        .when("status is asked in a loop beside starts")
                        .then("every start succeeds")
                        .cause("the probe takes the lock for a moment")
                        .plays((stage, expect) -> {
                            Actor dead = stage.deadOwner();
                            for (int round = 0; round < 4; round++) {
                                List<Actor> probes = starters(stage, Role.STATUS, 3);
                                Actor next = expect.active(stage.run());
                                for (Actor probe : probes) {
                                    expect.ends(probe);
                                }
                                expect.stillActive(next);
                                stage.kill(next);
                            }
                            stage.saw("an earlier owner", dead.hasExited());
                        }),
                scenario("cleanup-toctou", "#96582", "#101724")
                        .needs(Feature.STATUS)
                        .cites(START_13, PROBE_01)
                        .when("status looks at what a dead owner left, at an empty home, at a live owner")
                        .then("it changes nothing: no file appears, disappears or is written")
                        .cause("the probe tidies what it holds for stale; somebody may have claimed it since")
                        .plays((stage, expect) -> {
                            stage.home().create();
                            Map<String, String> empty = stage.home().snapshot();
                            stage.status(stage.home());
                            expect.unchanged("an empty home after status", empty, stage.home());
                            stage.deadOwner();
                            Map<String, String> left = stage.home().snapshot();
                            stage.saw(
                                    "what the dead owner left",
                                    !left.isEmpty() || !stage.can(Feature.RECORD) && !stage.can(Feature.LOCK_FILE));
                            stage.status(stage.home());
                            stage.status(stage.home());
                            expect.unchanged("the home of a dead owner after status", left, stage.home());
                            Actor owner = stage.owner();
                            long lock = stage.home().inode(stage.home().lockName());
                            stage.status(stage.home());
                            stage.status(stage.home());
                            expect.equal(
                                    "inode of a live owner's lock file after status",
                                    lock,
                                    stage.home().inode(stage.home().lockName()));
                            expect.recordNames(owner);
                            expect.stillActive(owner);
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                        }),
                scenario("query-deletes-other-home", "#106406")
                        .needs(Feature.STATUS, Feature.RECORD)
                        .cites(PROBE_01)
                        .when("status of one home, whose record names another home with a dead owner")
                        .then("neither home is changed")
                        .cause("the clean-up works on the path in the record")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Home other = stage.newHome("other").create();
                            Actor dead = stage.owner(other);
                            stage.kill(dead);
                            OwnerRecord foreign = stage.record(other);
                            stage.home().overwrite(stage.home().pidName(), foreign.text());
                            Map<String, String> here = stage.home().snapshot();
                            Map<String, String> there = other.snapshot();
                            stage.saw("records in both homes", !here.isEmpty() && !there.isEmpty());
                            stage.status(stage.home());
                            stage.status(other);
                            expect.unchanged("the home that was asked about", here, stage.home());
                            expect.unchanged("the other home", there, other);
                        }),
                scenario("supervisor-gives-up", "#98625")
                        .needs(Feature.SIGNALS)
                        .cites(START_14, START_15)
                        .when("the old instance drains; the supervisor starts the new one once")
                        .then(
                                "a bounded wait makes that one start enough; who promises none may leave it to the supervisor")
                        .cause("the new one refuses at once although the old one is already leaving")
                        .plays((stage, expect) -> {
                            Actor old = stage.owner();
                            old.holdWitness();
                            stage.signal(old, Signal.TERM);
                            stage.sawWithin(stage.bounds().leave(), "the old one draining", () -> !old.isActive());
                            Actor next = patient(stage);
                            stage.untilLooking(next);
                            stage.await(SECOND_LOOK, next::hasExited);
                            boolean left = !old.hasExited() && leavesItToTheSupervisor(stage, next);
                            old.releaseWitness();
                            expect.ends(old);
                            if (left || hadGivenUp(stage, next, Leaving.moment(stage, Event.Kind.EXITED, old))) {
                                byTheNextStart(stage, expect, next);
                            }
                            expect.takesOver(next);
                            expect.recordNames(next);
                        }));
    }
}
