package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ENV_01;
import static dev.gatelock.conformance.scenario.Req.HOLD_09;
import static dev.gatelock.conformance.scenario.Req.PROBE_01;
import static dev.gatelock.conformance.scenario.Req.PROBE_04;
import static dev.gatelock.conformance.scenario.Req.REC_04;
import static dev.gatelock.conformance.scenario.Req.REC_11;
import static dev.gatelock.conformance.scenario.Req.REC_12;
import static dev.gatelock.conformance.scenario.Req.REPL_15;
import static dev.gatelock.conformance.scenario.Req.START_04;
import static dev.gatelock.conformance.scenario.Req.START_05;
import static dev.gatelock.conformance.scenario.Req.START_06;
import static dev.gatelock.conformance.scenario.Req.START_08;
import static dev.gatelock.conformance.scenario.Req.START_09;
import static dev.gatelock.conformance.scenario.Req.START_11;
import static dev.gatelock.conformance.scenario.Req.START_12;
import static dev.gatelock.conformance.scenario.Req.START_13;
import static dev.gatelock.conformance.scenario.Req.START_23;
import static dev.gatelock.conformance.scenario.Req.START_25;
import static dev.gatelock.conformance.scenario.Req.STOP_02;
import static dev.gatelock.conformance.scenario.Req.STOP_13;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Promise;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lock file as a file: deleted, exchanged, linked, of another user, inherited. */
final class LockFile {

    static final int USER = 65533;

    /** Characters by which what an earlier owner left in the lock file is longer than the next record. */
    private static final int LONGER = 2000;

    private LockFile() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.RACES, slug, refs).needs(Feature.LOCK_FILE);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("held-lock-unlinked", "#101532", "#102942")
                        .cites(REC_04, REC_12, START_13, PROBE_01)
                        .when(
                                "the lock is held, the records are unreadable: status, a start; where the lock file says who has it: a start beside another owner in another home, and one after an owner whose copy of the record was longer")
                        .then(
                                "the path stays the same file, and what its owner wrote there stays; the starts beside the owner are refused; the next owner's copy ends where its record ends")
                        .cause(
                                "what cannot be read is taken for stale and removed; or the lock file is opened for writing anew before it is locked; or what was longer is not cut")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Home home = stage.home();
                            boolean says = carriesCopy(stage) || lockNames(owner);
                            home.leftover(new byte[] {'{', 0, (byte) 0xff});
                            long inode = home.inode(home.lockName());
                            if (stage.can(Feature.STATUS)) {
                                stage.status(home);
                            }
                            expect.equal("the lock file after status", inode, home.inode(home.lockName()));
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            expect.equal("the lock file after a refused start", inode, home.inode(home.lockName()));
                            expect.stillActive(owner);
                            if (says) {
                                copyKept(stage, expect);
                            }
                            if (carriesCopy(stage)) {
                                stage.kill(owner);
                                longerCopy(stage, expect);
                            }
                        }),
                scenario("lock-inode-vs-path", "#96582")
                        .needs(Feature.FLOCK)
                        .needs(Machine.PYTHON)
                        .cites(REC_12, START_12)
                        .when(
                                "a start waits for a held lock file, and the path is exchanged for another held file meanwhile")
                        .then("the lock on the file that lost its name is no claim")
                        .cause("the inode is not compared with the path after locking")
                        .plays((stage, expect) -> {
                            if (stage.manifest().about().promise() == Promise.LISTED) {
                                declared(stage, "nothing of its own ever takes the lock file away");
                            }
                            Home home = stage.home().create();
                            stage.deadOwner();
                            Prop first = stage.props().holder(home.lock());
                            Actor starter =
                                    stage.launch(Role.RUN).option("wait", 4).start();
                            stage.untilLooking(starter);
                            stage.await(StartRaces.SECOND_LOOK, starter::hasExited);
                            if (starter.hasExited() && !stage.can(Feature.EXIT_CODES)) {
                                expect.refused(starter);
                                first.finish();
                                expect.active(stage.run());
                                stage.inapplicable("it refuses at once, and waits for no lock");
                            }
                            stage.saw("the starter waiting", !starter.hasExited() && !starter.hasBeenActive());
                            Prop second = stage.props().holderInPlaceOf(home.lock());
                            first.finish();
                            expect.refused(starter);
                            expect.unharmed(second);
                            if (stage.can(Feature.PRIVATE_FILES)) {
                                expect.equal("the exchanged lock file", "", Files.readString(home.lock()));
                            }
                            second.finish();
                            expect.active(stage.run());
                        }),
                scenario("files-removed-under-owner", "#28561", "#26643")
                        .needs(Feature.HOME_LOCK, Feature.RECORD)
                        .cites(START_05, START_06, START_12)
                        .when("the lock file, then the lock file and the record, are removed under a live owner")
                        .then("three starts never make two instances")
                        .cause("a new file of the same name is a new lock")
                        .plays((stage, expect) -> {
                            for (boolean both : new boolean[] {false, true}) {
                                Actor owner = stage.owner();
                                stage.home().delete(stage.home().lockName());
                                if (both) {
                                    stage.home().delete(stage.home().pidName());
                                }
                                stage.fault("files deleted");
                                List<Actor> starters = StartRaces.starters(stage, Role.RUN, 3);
                                for (Actor starter : starters) {
                                    expect.resolved(starter);
                                }
                                stage.saw("three starts that did not all end at once", starters.size() == 3);
                                for (Actor actor : starters) {
                                    if (actor.isActive()) {
                                        stage.kill(actor);
                                    }
                                }
                                if (!owner.hasExited()) {
                                    stage.kill(owner);
                                }
                            }
                        }),
                scenario("root-owned-lock", "#42685", "#18935", "#68650")
                        .needs(Machine.OTHER_USERS)
                        .cites(START_08, START_11, START_25, STOP_13)
                        .when("the lock file belongs to root, 0600, and we are not root")
                        .then("a clear refusal, no crash, the file stays")
                        .cause("a file that cannot be opened is taken for unheld, or removed")
                        .plays((stage, expect) -> {
                            runsAsAnother(stage);
                            Home home = stage.home().create();
                            home.owner("", USER);
                            home.overwrite(home.lockName(), "");
                            long inode = home.inode(home.lockName());
                            Actor refused = expect.refused(
                                    stage.launch(Role.RUN)
                                            .as(USER)
                                            .option("wait", 1)
                                            .start(),
                                    77);
                            expect.sentence(refused);
                            expect.equal("the lock file", inode, home.inode(home.lockName()));
                            home.owner(home.lockName(), USER);
                            expect.active(stage.launch(Role.RUN).as(USER).start());
                        }),
                scenario("root-held-lock-unlinked", "[D]")
                        .needs(Machine.OTHER_USERS)
                        .cites(START_13, START_25)
                        .when("root holds the lock in a home that we may write")
                        .then("refused; the file is not exchanged; root's instance goes on")
                        .cause("a file that cannot be opened is removed and made anew")
                        .plays((stage, expect) -> {
                            runsAsAnother(stage);
                            Home home = stage.home().create();
                            Actor owner = stage.owner();
                            home.owner("", USER);
                            long inode = home.inode(home.lockName());
                            expect.refused(
                                    stage.launch(Role.RUN)
                                            .as(USER)
                                            .option("wait", 1)
                                            .start(),
                                    69,
                                    77);
                            if (stage.can(Feature.REPLACE)) {
                                expect.refused(
                                        stage.launch(Role.REPLACE)
                                                .as(USER)
                                                .option("wait", 1)
                                                .option("grace", 1)
                                                .start(),
                                        69,
                                        77);
                            }
                            expect.equal("the lock file", inode, home.inode(home.lockName()));
                            expect.stillActive(owner);
                        }),
                scenario("symlinked-lock", "[D]")
                        .needs(Feature.POSIX_FILES, Feature.PRIVATE_FILES)
                        .cites(REC_11, START_08, START_09, START_13)
                        .when("the lock file, the record or the lock of takeovers is a symlink to a victim")
                        .then("the victim is untouched; a lock file that is a link is no lock, and is left where it is")
                        .cause("the file is opened through the link, or the link is tidied away")
                        .plays((stage, expect) -> linked(stage, expect, true)),
                scenario("hardlinked-lock", "[D]")
                        .needs(Feature.POSIX_FILES, Feature.PRIVATE_FILES)
                        .cites(REC_11, START_09, START_13)
                        .when("the lock file, the record or the lock of takeovers is a hard link of a victim")
                        .then("the victim is untouched; a lock file that is a link is no lock, and is left where it is")
                        .cause("the number of links is not looked at before writing, or the link is tidied away")
                        .plays((stage, expect) -> linked(stage, expect, false)),
                scenario("lock-mode", "[D]")
                        .needs(Feature.POSIX_FILES, Feature.PRIVATE_FILES)
                        .needs(Feature.RECORD)
                        .cites(REC_11, START_04, START_08)
                        .when("a start with umask 0, and a replacement with umask 0")
                        .then("the lock files and the record are 0600")
                        .cause("the mode is left to the umask")
                        .plays((stage, expect) -> {
                            expect.active(
                                    stage.launch(Role.RUN).prelude("umask 0").start());
                            expect.equal(
                                    "mode of the lock file",
                                    "rw-------",
                                    stage.home().modeOf(stage.home().lockName()));
                            stage.await(stage.bounds().soon(), () -> stage.home()
                                    .has(stage.home().pidName()));
                            expect.equal(
                                    "mode of the record",
                                    "rw-------",
                                    stage.home().modeOf(stage.home().pidName()));
                            if (stage.can(Feature.FORMATS)) {
                                expect.equal(
                                        "mode of the home",
                                        "rwx------",
                                        stage.home().modeOf(""));
                            }
                            if (locksTakeovers(stage)) {
                                expect.takesOver(stage.launch(Role.REPLACE)
                                        .prelude("umask 0")
                                        .start());
                                expect.equal(
                                        "mode of the lock of takeovers",
                                        "rw-------",
                                        stage.home().modeOf(Home.TAKEOVER));
                            }
                        }),
                scenario("lock-fd-inherited", "[D]", "#51325")
                        .needs(Feature.FLOCK, Feature.RECORD)
                        .needs(Machine.PYTHON)
                        .cites(START_23, STOP_02, REPL_15, PROBE_04)
                        .when("the owner is dead, and a child of it keeps the lock by an inherited descriptor")
                        .then("a start is refused and names the child; --replace, where there is one, ends it")
                        .cause(
                                "the lock is broken because the recorded pid is dead, the holder is looked up in the record only, or a refused start has removed the record that tells whose child it is")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            OwnerRecord record = StaleRecords.record(stage);
                            Prop holder =
                                    stage.props().holderWithChild(stage.home().lock());
                            ProcId child = stage.props().childOf(holder);
                            stage.home()
                                    .leftover(record.with("pid", holder.pid())
                                            .with("start_time", holder.id().startTicks()));
                            holder.kill();
                            stage.saw("the child alive after its parent", child.lives());
                            String left =
                                    stage.home().text(stage.home().pidName()).orElse("gone");
                            Actor refused = expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            expect.names(refused, child.pid());
                            expect.isTrue("the child lives on after a plain start", child.lives());
                            Leaving.recordKept(stage, expect, left, "a refused start");
                            if (!stage.can(Feature.REPLACE)) {
                                return;
                            }
                            Actor replacer = stage.replace();
                            if (stage.manifest().declares(Feature.FLOCK)) {
                                expect.takesOver(replacer);
                            } else {
                                expect.resolved(replacer); // who does not know the child as its own may leave it alone
                            }
                            expect.isTrue(
                                    "the child is gone after the replacement",
                                    !replacer.hasBeenActive() || !child.lives());
                        }),
                scenario("context-home-leak", "#56986")
                        .needs(Feature.SIGNALS)
                        .needs(Feature.RECORD, Feature.HOME_LOCK)
                        .cites(START_04, HOLD_09, ENV_01)
                        .when("the home was given as a link, and the link points elsewhere when the instance leaves")
                        .then("the files stay with the home of the launch")
                        .cause("the home is looked up again at exit")
                        .plays((stage, expect) -> {
                            Home first = stage.newHome("first").create();
                            Home second = stage.newHome("second").create();
                            second.overwrite("marker", "untouched");
                            Path link = stage.folder().resolve("link");
                            Files.createSymbolicLink(link, first.path());
                            Home linked = stage.newHome("link");
                            Actor owner = stage.owner(linked);
                            OwnerRecord record = stage.record(first);
                            second.overwrite(second.pidName(), record.text());
                            var before = second.snapshot();
                            Files.delete(link);
                            Files.createSymbolicLink(link, second.path());
                            stage.signal(owner, Signal.TERM);
                            expect.ends(owner);
                            if (stage.can(Feature.EXIT_CODES) || owner.exitCode() != Expect.TERMINATED) {
                                expect.isTrue("the record is gone from the first home", !first.hasRecord());
                            }
                            expect.unchanged("the second home", before, second);
                        }));
    }

    /** Whoever cannot even start in a home of its own shows nothing by being refused in another one. */
    static void runsAsAnother(Stage stage) {
        Home own = stage.newHome("own").create();
        own.owner("", USER);
        Actor actor = stage.launch(Role.RUN)
                .home(own)
                .as(USER)
                .named("in-a-home-of-its-own")
                .start();
        stage.await(stage.bounds().start(), () -> actor.hasBeenActive() || actor.hasExited());
        if (!actor.hasBeenActive()) {
            stage.inapplicable("another user cannot run it at all, not even in a home of its own");
        }
        stage.kill(actor);
    }

    /** For what a flock is asked that was only seen: more than anybody promised. */
    static void declared(Stage stage, String otherwise) {
        if (!stage.manifest().declares(Feature.FLOCK)) {
            stage.inapplicable("its manifest does not name flock: " + otherwise);
        }
    }

    /** Whether its lock file carries a copy of the record which the harness can read and write. */
    private static boolean carriesCopy(Stage stage) {
        return stage.can(Feature.FORMATS)
                && stage.can(Feature.PRIVATE_FILES)
                && stage.can(Feature.POSIX_FILES)
                && stage.can(Feature.RECORD)
                && stage.home().recordIsNoLock();
    }

    private static boolean locksTakeovers(Stage stage) {
        return stage.can(Feature.FORMATS) && stage.can(Feature.REPLACE);
    }

    /** Whether the lock file holds a record of the same claim, and nothing after it. */
    static boolean copyIsRecord(Home home) {
        try {
            Object nonce = home.object(home.pidName()).get("nonce");
            return nonce != null && nonce.equals(home.object(home.lockName()).get("nonce"));
        } catch (RuntimeException e) {
            return false; // empty, cut off, or with something behind it
        }
    }

    private static boolean lockNames(Actor owner) {
        return Pattern.compile("\\b" + owner.reportedPid() + "\\b")
                .matcher(owner.home().text(owner.home().lockName()).orElse(""))
                .find();
    }

    /** What the owner says of itself in its lock file is its own, whoever is refused; it may write it anew itself. */
    private static void copyKept(Stage stage, Expect expect) {
        Home other = stage.newHome("other").create();
        Actor owner = stage.owner(other);
        if (!stage.await(stage.bounds().soon(), () -> lockNames(owner))) {
            return; // a lock file need not say anything
        }
        expect.refused(stage.launch(Role.RUN).home(other).option("wait", 1).start());
        expect.eventually(
                stage.bounds().soon(),
                "its lock file still names the owner after a refused start",
                () -> lockNames(owner));
        expect.stillActive(owner);
        stage.kill(owner);
    }

    private static void longerCopy(Stage stage, Expect expect) {
        Home home = stage.home();
        stage.deadOwner();
        if (home.record().isEmpty()) {
            return; // removed by a process of it that was not killed
        }
        home.leftover(StaleRecords.record(stage).with("argv", List.of("x".repeat(LONGER))));
        expect.active(stage.run());
        expect.eventually(
                stage.bounds().soon(), "the lock file holds the record and nothing after it", () -> copyIsRecord(home));
    }

    private static void linked(Stage stage, Expect expect, boolean symbolic) throws Exception {
        Home home = stage.home().create();
        String text = "precious\n";
        List<String> locks = locksTakeovers(stage) ? List.of(home.lockName(), Home.TAKEOVER) : List.of(home.lockName());
        List<String> names = new ArrayList<>(locks);
        names.add(home.pidName());
        for (String name : names) {
            Path victim = stage.folder().resolve("victim-of-" + name.replace('/', '-'));
            Files.writeString(victim, text);
            String mode = "rw-r--r--";
            Files.setPosixFilePermissions(victim, java.nio.file.attribute.PosixFilePermissions.fromString(mode));
            home.delete(name);
            if (symbolic) {
                Files.createSymbolicLink(home.file(name), victim);
            } else {
                Files.createLink(home.file(name), victim);
            }
            long inode = home.inode(name);
            Role role = name.equals(Home.TAKEOVER) ? Role.REPLACE : Role.RUN;
            Actor actor = expect.resolved(stage.launch(role).option("wait", 1).start());
            expect.equal("the victim behind " + name, text, Files.readString(victim));
            expect.equal(
                    "its mode",
                    mode,
                    java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)));
            if (locks.contains(name)) {
                expect.isTrue("a lock file that is a link is no lock", !actor.hasBeenActive());
                expect.equal("the link in the place of " + name, inode, home.inode(name));
            }
            if (!actor.hasExited()) {
                stage.kill(actor);
            }
            expect.equal("the victim behind " + name + " after the end", text, Files.readString(victim));
            home.delete(name);
            stage.kill(expect.active(stage.run()));
        }
    }
}
