package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ENV_04;
import static dev.gatelock.conformance.scenario.Req.ID_02;
import static dev.gatelock.conformance.scenario.Req.MARK_02;
import static dev.gatelock.conformance.scenario.Req.MARK_03;
import static dev.gatelock.conformance.scenario.Req.MARK_04;
import static dev.gatelock.conformance.scenario.Req.MARK_05;
import static dev.gatelock.conformance.scenario.Req.MARK_06;
import static dev.gatelock.conformance.scenario.Req.MARK_08;
import static dev.gatelock.conformance.scenario.Req.PROBE_01;
import static dev.gatelock.conformance.scenario.Req.REPL_20;
import static dev.gatelock.conformance.scenario.Req.START_14;
import static dev.gatelock.conformance.scenario.Req.START_15;
import static dev.gatelock.conformance.scenario.Req.STOP_05;
import static dev.gatelock.conformance.scenario.Req.STOP_06;
import static dev.gatelock.conformance.scenario.Req.STOP_16;

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
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files which tell a victim that its end is planned. */
final class Markers {

    /** Seconds: more than the sixty for which a marker is good, and not by much. */
    private static final int OVERDUE = 75;

    /** Seconds: twice the time in which an owner has to notice a marker that names it. */
    private static final double NOTICED = 1;

    private static final int PATIENCE = 40;

    private static final String READING = "read,pread64";

    /** The first of them takes as long as an owner may need to leave meanwhile. */
    private static final String SLOWLY = ":delay_enter=2s:when=1";

    private Markers() {}

    private static Builder scenario(Section section, String slug, String... refs) {
        return Scenario.named(section, slug, refs).needs(Feature.MARKERS);
    }

    static List<Scenario> all() {
        return List.of(
                scenario(Section.REPLACE, "marker-shared-home", "#29092", "#53930")
                        .needs(Feature.SIGNALS)
                        .cites(MARK_04)
                        .when("a takeover marker that names our pid was written for another home")
                        .then("it neither matches nor is deleted: SIGTERM is unplanned")
                        .cause("the marker is matched by pid alone")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Marker.takeover(owner).home("/somewhere/else").plant();
                            unplanned(stage, expect, owner);
                            expect.isTrue(
                                    "the marker for another home stays",
                                    stage.home().has(Marker.TAKEOVER));
                        }),
                scenario(Section.REPLACE, "marker-null-start", "#34597", "07db20c72")
                        .needs(Feature.SIGNALS)
                        .cites(ID_02, MARK_02, MARK_05)
                        .when("a takeover marker that names our pid has no start time")
                        .then("unknown is not different: it matches, we exit 0")
                        .cause("null is compared with a number")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Marker.takeover(owner).start(null).plant();
                            stage.signal(owner, Signal.TERM);
                            expect.exits(owner, 0);
                            expect.isTrue(
                                    "the marker is consumed", !stage.home().has(Marker.TAKEOVER));
                        }),
                scenario(Section.REPLACE, "marker-stale", "#34597")
                        .needs(Feature.SIGNALS)
                        .cites(MARK_03, MARK_05)
                        .when("a takeover marker that names us is ten minutes old, and one of 75 seconds")
                        .then("not valid any more: SIGTERM is unplanned")
                        .cause("the age of the marker is not looked at, or it is believed for minutes")
                        .plays((stage, expect) -> {
                            for (int age : stage.can(Feature.FORMATS) ? List.of(600, OVERDUE) : List.of(600)) {
                                Actor owner = stage.owner();
                                Marker.takeover(owner).age(age).plant();
                                unplanned(stage, expect, owner);
                            }
                        }),
                scenario(Section.REPLACE, "marker-future", "[D]")
                        .needs(Feature.SIGNALS)
                        .cites(MARK_03, ENV_04)
                        .when("a takeover marker that names us was written in the future")
                        .then("not valid for ever: SIGTERM is unplanned")
                        .cause("only too old is checked, so that a clock jump makes the marker immortal")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Marker.takeover(owner).age(-3600).plant();
                            unplanned(stage, expect, owner);
                        }),
                scenario(Section.REPLACE, "marker-write-fails", "[D]")
                        .needs(Feature.REPLACE)
                        .cites(REPL_20, MARK_08)
                        .when("the takeover marker cannot be written: its name is taken by a directory")
                        .then("the replacement goes on")
                        .cause("a courtesy to the victim is treated as a condition")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Files.createDirectories(
                                    stage.home().file(Marker.TAKEOVER).resolve("occupied"));
                            Actor next = expect.takesOver(stage.replace());
                            expect.ends(owner);
                            expect.recordNames(next);
                        }),
                scenario(Section.REPLACE, "marker-of-another-life", "#34597")
                        .needs(Feature.FORMATS, Feature.SIGNALS, Feature.RECORD)
                        .cites(STOP_06, MARK_02, MARK_03, MARK_04, MARK_05)
                        .when(
                                "markers with our pid and another start time, with our pid, start time and another nonce, for another pid; markers without a date, or that are none; one that is too old")
                        .then(
                                "none of them is for us; the valid ones are left alone, the old one is tidied away; ours by nonce alone is")
                        .cause("the pid decides, or everything that is found is deleted, or whatever is found counts")
                        .plays(Markers::ofAnotherLife),
                scenario(Section.STOP, "marker-beside-starts", "#34597", "#11909")
                        .needs(Feature.FORMATS, Feature.SIGNALS)
                        .cites(MARK_04, MARK_05, PROBE_01, START_14, START_15)
                        .when(
                                "a valid planned-stop marker waits for an owner that is stopped; a start is refused meanwhile, another one may wait for longer, and status asks; another owner obeys its marker, and its state file is slow to say so; the same marker when its target is dead, and status asks")
                        .then(
                                "the marker stays: the owner finds it when it goes on, and exits 0; who waited takes over")
                        .cause(
                                "every start, or status, sweeps the markers that it finds; or the one that is about to leave counts as healthy")
                        .plays(Markers::besideStarts),
                scenario(Section.STOP, "root-stops-service-user", "#24344", "#41631")
                        .needs(Feature.STOP, Feature.EXIT_CODES)
                        .needs(Machine.OTHER_USERS)
                        .cites(MARK_06, STOP_05, STOP_16)
                        .when("the instance runs as another user, and root stops it, and replaces it")
                        .then("it learns that its end is planned, and exits 0")
                        .cause("root's marker has mode 0600, so that its target cannot read it")
                        .plays((stage, expect) -> {
                            LockFile.runsAsAnother(stage);
                            Home home = stage.home().create();
                            home.owner("", LockFile.USER);
                            Actor owner = expect.active(stage.launch(Role.RUN)
                                    .as(LockFile.USER)
                                    .named("owner")
                                    .start());
                            expect.exits(stage.launch(Role.STOP).start(), 0);
                            expect.exits(owner, 0);
                            Actor second = expect.active(
                                    stage.launch(Role.RUN).as(LockFile.USER).start());
                            if (stage.can(Feature.REPLACE)) {
                                expect.takesOver(stage.replace());
                                expect.exits(second, 0);
                            }
                        }),
                scenario(Section.STOP, "foreign-planned-stop-marker", "#34597")
                        .needs(Feature.SIGNALS)
                        .cites(STOP_06, MARK_02, MARK_04, MARK_08)
                        .when("a planned-stop marker was left for an earlier process with another pid")
                        .then("ignored: SIGTERM is unplanned")
                        .cause("the existence of the marker is enough")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Marker.plannedStop(owner).pid(another(owner)).plant();
                            unplanned(stage, expect, owner);
                        }));
    }

    private static long another(Actor owner) {
        return owner.reportedPid() == 2 ? 3 : owner.reportedPid() - 1;
    }

    private static void ofAnotherLife(Stage stage, Expect expect) {
        Home home = stage.home();
        for (String kind : List.of("start", "nonce", "pid")) {
            Actor owner = stage.owner();
            OwnerRecord record = stage.record(home);
            Marker marker = Marker.plannedStop(owner);
            switch (kind) {
                case "start" -> marker.start(((Number) record.get("start_time")).longValue() - 1);
                case "nonce" -> marker.nonce("0".repeat(32));
                default -> marker.pid(another(owner));
            }
            marker.plant();
            unplanned(stage, expect, owner);
            expect.isTrue("the marker with another " + kind + " is left alone", home.has(Marker.PLANNED_STOP));
            home.delete(Marker.PLANNED_STOP);
        }
        notForAnybody(stage, expect);
        Actor owner = stage.owner();
        Marker.plannedStop(owner).age(600).plant();
        expect.eventually(
                stage.bounds().soon(), "a marker that is too old is deleted", () -> !home.has(Marker.PLANNED_STOP));
        expect.stillActive(owner);
        String nonce = String.valueOf(stage.record(home).get("nonce"));
        Marker.plannedStop(owner).nonce(nonce).start(1L).plant();
        expect.exits(owner, 0);
        expect.isTrue("the marker is consumed", !home.has(Marker.PLANNED_STOP));
    }

    /** What has no date is as old as can be, and what is no marker names nobody. */
    private static void notForAnybody(Stage stage, Expect expect) {
        List<Actor> owners = new ArrayList<>();
        for (String text : List.of("", "nonsense", "[]", "{}")) {
            Actor owner = stage.owner(stage.newHome("broken-" + owners.size()));
            Marker.plannedStop(owner).plant(text);
            owners.add(owner);
        }
        Actor owner = stage.owner(stage.newHome("undated"));
        Marker.plannedStop(owner).undated().plant();
        owners.add(owner);
        stage.await(NOTICED, () -> owners.stream().anyMatch(one -> !one.isActive()));
        owners.forEach(expect::stillActive);
        for (Actor one : owners) {
            stage.signal(one, Signal.TERM);
            expect.fails(one, 1);
        }
    }

    private static void besideStarts(Stage stage, Expect expect) {
        Home home = stage.home();
        Actor owner = stage.owner();
        stage.signal(owner, Signal.STOP);
        stage.saw("the owner stopped", owner.self().stopped());
        Marker.plannedStop(owner).plant();
        expect.refused(stage.launch(Role.RUN).option("wait", 1).start());
        expect.statusNotDead();
        expect.isTrue("the marker is still there", home.has(Marker.PLANNED_STOP));
        Optional<Actor> patient = waiting(stage);
        stage.signal(owner, Signal.CONT);
        expect.exits(owner, 0);
        patient.ifPresent(start -> stage.kill(expect.takesOver(start)));
        beforeTheStateTells(stage, expect);
        Actor dead = stage.owner();
        stage.kill(dead);
        Marker.plannedStop(dead).plant();
        expect.statusNotRunning(home);
        expect.isTrue("status has left the marker of a dead one", home.has(Marker.PLANNED_STOP));
    }

    /** It takes a while until the state file says that the owner leaves: for as long the marker has to. */
    private static void beforeTheStateTells(Stage stage, Expect expect) {
        if (!stage.can(Feature.STATE_FILE) || !Machine.STRACE.available()) {
            return;
        }
        Home home = stage.home();
        Actor owner = stage.owner();
        Prop disk = stage.props().holdsUp(owner.self(), "rename,renameat,renameat2"); // -P knows their first path only
        Marker.plannedStop(owner).plant();
        stage.await(NOTICED, () -> !home.has(Marker.PLANNED_STOP));
        Optional<Actor> patient = lookingAt(stage, Home.STATE);
        disk.kill();
        expect.exits(owner, 0);
        expect.isTrue("the marker is consumed", !home.has(Marker.PLANNED_STOP));
        patient.ifPresent(start -> stage.kill(expect.takesOver(start)));
    }

    /** A start that may wait, in the middle of its first look at that file if it takes one; what it reads is what was there. */
    private static Optional<Actor> lookingAt(Stage stage, String file) {
        String path = stage.home().file(file).toString();
        Optional<Actor> start = patient(stage)
                .map(launch -> launch.strace(
                        "looks.log", "-P", path, "-e", "trace=" + READING, "-e", "inject=" + READING + SLOWLY))
                .map(Launch::start);
        start.ifPresent(one ->
                stage.await(NOTICED + stage.pace(), () -> one.hasExited() || stage.logged("looks.log", "p?read(64)?")));
        return start;
    }

    /** A start that may wait: whoever is named by a valid marker is about to leave, and is waited for. */
    private static Optional<Actor> waiting(Stage stage) {
        Optional<Actor> start = patient(stage).map(Launch::start);
        start.ifPresent(one -> {
            stage.untilLooking(one);
            stage.await(StartRaces.SECOND_LOOK, one::hasExited);
        });
        return start;
    }

    private static Optional<Launch> patient(Stage stage) {
        return stage.manifest().option("wait", PATIENCE).isEmpty()
                ? Optional.empty()
                : Optional.of(stage.launch(Role.RUN).option("wait", PATIENCE));
    }

    /** SIGTERM counts as what it is: an unplanned end. */
    private static void unplanned(Stage stage, Expect expect, Actor owner) {
        Home home = stage.home();
        stage.saw("an owner that does not leave for the marker", owner.isActive() && home.view() != null);
        stage.signal(owner, Signal.TERM);
        expect.fails(owner, 1);
    }
}
