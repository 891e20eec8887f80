package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ENV_01;
import static dev.gatelock.conformance.scenario.Req.ENV_02;
import static dev.gatelock.conformance.scenario.Req.ENV_03;
import static dev.gatelock.conformance.scenario.Req.ENV_04;
import static dev.gatelock.conformance.scenario.Req.ENV_05;
import static dev.gatelock.conformance.scenario.Req.ID_08;
import static dev.gatelock.conformance.scenario.Req.ID_14;
import static dev.gatelock.conformance.scenario.Req.REC_13;
import static dev.gatelock.conformance.scenario.Req.REPL_09;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_04;
import static dev.gatelock.conformance.scenario.Req.START_11;
import static dev.gatelock.conformance.scenario.Req.STOP_10;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Enclave;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Full disks, read-only homes, failing system calls, odd names, odd clocks. */
final class Environment {

    private Environment() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.ENVIRONMENT, slug, refs);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("disk-full", "[D]")
                        .needs(Feature.RECORD)
                        .needs(Machine.MOUNT_NAMESPACE)
                        .cites(REC_13, STOP_10, ENV_03, REPL_09)
                        .when(
                                "the file system of the home is full, and holds what a dead owner left; then a live owner, and --replace")
                        .then(
                                "a sentence and the I/O code; the previous record intact; it works once there is room; the live owner goes on")
                        .cause(
                                "the record is truncated before the new one is written, a file that is not needed to exclude others is a condition, or the incumbent is ended before it is clear that its place can be taken")
                        .plays((stage, expect) -> {
                            Enclave full = stage.enclave("size=256k,mode=700");
                            Actor dead = expect.active(stage.launch(Role.RUN)
                                    .in(full)
                                    .home(full.home())
                                    .start());
                            stage.sawWithin(stage.bounds().soon(), "a record", () -> full.home()
                                    .hasRecord());
                            stage.kill(dead);
                            String record =
                                    full.home().text(full.home().pidName()).orElse("");
                            if (record.isEmpty()) {
                                stage.inapplicable("what a killed instance leaves is removed by whoever launched it");
                            }
                            fill(stage, full);
                            Actor start = stage.launch(Role.RUN)
                                    .in(full)
                                    .home(full.home())
                                    .start();
                            stage.await(stage.bounds().refuse(), () -> start.hasExited() || start.hasConnected());
                            if (start.hasConnected()
                                    && !stage.can(Feature.EXIT_CODES)
                                    && !stage.can(Feature.PRIVATE_FILES)) {
                                // a few bytes may still fit where the old ones were, or it goes on without a record
                                expect.active(start);
                                if (full.home().has(full.home().pidName())) {
                                    expect.recordNames(start);
                                }
                                stage.kill(start);
                            } else {
                                expect.equal(
                                        "a start whose record does not fit on the disk",
                                        "is refused",
                                        start.hasConnected()
                                                ? "reached the witness, though nobody else is there to blame: it made room by what it removed or cut, or goes on without a record"
                                                : "is refused");
                                expect.sentence(expect.refused(start, 74));
                                expect.equal(
                                        "the previous record",
                                        record,
                                        full.home().text(full.home().pidName()).orElse("gone"));
                            }
                            full.shell("rm \"$HOME_DIR/ballast\"");
                            Actor owner = expect.active(stage.launch(Role.RUN)
                                    .in(full)
                                    .home(full.home())
                                    .start());
                            if (stage.can(Feature.REPLACE)) {
                                replacesOnFullDisk(stage, expect, full, owner);
                            }
                        }),
                scenario("read-only-home", "[D]")
                        .needs(Feature.REPLACE, Feature.RECORD)
                        .needs(Machine.MOUNT_NAMESPACE)
                        .cites(REC_13, REPL_09, STOP_10)
                        .when("the home is mounted read-only: beside a live owner, and after its death")
                        .then("refused with a sentence; no signal is sent")
                        .cause("the incumbent is ended before it is clear that its place can be taken")
                        .plays((stage, expect) -> {
                            Enclave frozen = stage.enclave("size=1m,mode=700");
                            Home home = frozen.home();
                            Actor owner = expect.active(stage.launch(Role.RUN)
                                    .in(frozen)
                                    .home(home)
                                    .named("owner")
                                    .start());
                            // a bind mount of its own: the owner has the file system open for writing
                            stage.sawWithin(
                                    stage.bounds().soon(),
                                    "a read-only home",
                                    () -> frozen.shell(
                                                    "mount --bind \"$HOME_DIR\" \"$HOME_DIR\" && mount -o remount,bind,ro \"$HOME_DIR\"")
                                            == 0);
                            Actor start = expect.refused(
                                    stage.launch(Role.RUN)
                                            .in(frozen)
                                            .home(home)
                                            .option("wait", 1)
                                            .start(),
                                    69,
                                    74);
                            expect.sentence(start);
                            Actor replacer = stage.launch(Role.REPLACE)
                                    .in(frozen)
                                    .home(home)
                                    .option("wait", 1)
                                    .option("grace", 1)
                                    .start();
                            expect.decidedReplacing(replacer);
                            if (replacer.hasBeenActive() && !promisesFiles(stage)) {
                                expect.endsAsPlanned(owner);
                                stage.inapplicable(
                                        "its claim writes nothing, so that it can be made in a read-only home");
                            }
                            expect.refused(replacer, 74);
                            expect.stillActive(owner);
                            stage.kill(owner);
                            expect.refused(
                                    stage.launch(Role.RUN)
                                            .in(frozen)
                                            .home(home)
                                            .option("wait", 1)
                                            .start(),
                                    74);
                            stage.saw("writable again", frozen.shell("umount \"$HOME_DIR\"") == 0);
                            expect.active(
                                    stage.launch(Role.RUN).in(frozen).home(home).start());
                        }),
                scenario("flock-unsupported", "[D]")
                        .needs(Feature.LOCK_FILE)
                        .needs(Machine.STRACE)
                        .cites(START_11, STOP_10, ENV_05)
                        .when("the lock fails with an error that is not \"would block\"")
                        .then("fails closed with its own message")
                        .cause("every failure is taken for contention, or for success")
                        .plays((stage, expect) -> {
                            stage.home().create();
                            Actor refused = withoutLocks(stage);
                            stage.await(stage.bounds().refuse(), () -> refused.hasExited() || refused.hasConnected());
                            boolean struck = stage.struck("strace.log");
                            if (!struck && !stage.can(Feature.FLOCK)) {
                                stage.inapplicable("it makes no call of flock or fcntl on its lock file");
                            }
                            expect.sentence(expect.refused(refused, 74));
                            stage.saw("an injected error", struck);
                            expect.active(stage.run());
                        }),
                scenario("flock-interrupted", "[D]")
                        .needs(Feature.FLOCK)
                        .needs(Machine.STRACE)
                        .cites(START_11)
                        .when("flock is interrupted (EINTR) once")
                        .then("tried again: the start works")
                        .cause("EINTR is taken for contention or for a fatal error")
                        .plays((stage, expect) -> {
                            LockFile.declared(stage, "an attempt that does not block is not interrupted");
                            Home home = stage.home().create();
                            home.overwrite(home.lockName(), "");
                            expect.activeWithin(
                                    stage.bounds().refuse(),
                                    stage.launch(Role.RUN)
                                            .strace(
                                                    "strace.log",
                                                    "--seccomp-bpf",
                                                    "-P",
                                                    home.path().toString(),
                                                    "-P",
                                                    home.lock().toString(),
                                                    "-e",
                                                    "trace=flock",
                                                    "-e",
                                                    "inject=flock:error=EINTR:when=1")
                                            .start());
                            stage.saw("an injected error", stage.struck("strace.log"));
                        }),
                scenario("fd-exhaustion", "#14209")
                        .needs(Feature.RECORD)
                        .needs(Machine.STRACE)
                        .cites(START_11)
                        .when("a start runs out of descriptors (EMFILE) when it opens the files of a live owner")
                        .then("not evidence of death: refused, nothing removed, the owner goes on")
                        .cause("unopenable is taken for unheld")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Home home = stage.home();
                            stage.await(stage.bounds().soon(), home::hasRecord);
                            String record = home.text(home.pidName()).orElse("");
                            long inode = home.inode(home.lockName());
                            // one that locks the directory first never gets as far as the files
                            List<Path> opened = starved(stage, expect, List.of(home.lock(), home.pid()))
                                    ? List.of(home.lock(), home.pid())
                                    : List.of(home.path());
                            if (opened.size() == 1 && !starved(stage, expect, opened)) {
                                stage.inapplicable(
                                        "it is refused without having opened its files or its home under a name that strace can be told");
                            }
                            expect.stillActive(owner);
                            if (stage.can(Feature.REPLACE)) {
                                replacesStarved(stage, expect, opened);
                                expect.stillActive(owner);
                            }
                            expect.equal(
                                    "the record",
                                    record,
                                    home.text(home.pidName()).orElse("gone"));
                            expect.equal("the lock file", inode, home.inode(home.lockName()));
                        }),
                scenario("clock-jump", "[D]")
                        .cites(ID_14, ENV_04)
                        .when(
                                "every file of the home is from next year, or from 1980, and says so; the owner is stopped meanwhile")
                        .then("exclusion and recovery are unaffected")
                        .cause("age decides who is alive")
                        .plays((stage, expect) -> {
                            for (Instant when : List.of(
                                    Instant.now().plus(Duration.ofDays(400)), Instant.parse("1980-02-03T04:05:06Z"))) {
                                Actor owner = stage.owner();
                                // as with a suspended laptop: a heartbeat does not beat meanwhile
                                stage.signal(owner, Signal.STOP);
                                stage.fault("the owner is stopped, and every file of the home is dated " + when);
                                stage.home().date(when);
                                stage.home().backdateText(Duration.between(when, Instant.now()));
                                expect.refused(
                                        stage.launch(Role.RUN).option("wait", 1).start());
                                expect.statusNotDead();
                                expect.stillActive(owner);
                                stage.kill(owner);
                                stage.kill(expect.active(stage.run()));
                            }
                        }),
                scenario("long-silence", "[D]", "#28561")
                        .needs(Feature.SIGNALS)
                        .cites(START_01, ID_08, ID_14)
                        .when(
                                "one owner is stopped for forty seconds, another one of another home is left alone for as long; then a start beside each; -Dconformance.silence is another number of seconds")
                        .then("both still hold, and nobody works beside the stopped one when it goes on")
                        .cause(
                                "a heartbeat that is too old is taken for death; or the lock goes with a look at the own file, as an fcntl lock does")
                        .plays(Environment::silence),
                scenario("home-by-another-name", "[D]")
                        .needs(Feature.POSIX_FILES)
                        .cites(START_01, START_04)
                        .when(
                                "an owner lives; starts whose home is the same directory by another path: HOME/, HOME/., a link to it")
                        .then("refused: one directory is one home")
                        .cause(
                                "the lock, or what it is called, or what the record says, is made of the path as it was spelled")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Path link = stage.folder().resolve("link");
                            Files.createSymbolicLink(link, stage.home().path());
                            String path = stage.home().path().toString();
                            for (String spelled : List.of(
                                    path + "/",
                                    path + "/.",
                                    stage.folder() + "/./" + stage.home().path().getFileName(),
                                    path + "/../" + stage.home().path().getFileName(),
                                    link.toString())) {
                                stage.fault("the home is called " + spelled);
                                expect.refused(stage.launch(Role.RUN)
                                        .home(stage.home().spelled(spelled))
                                        .option("wait", 1)
                                        .start());
                                expect.stillActive(owner);
                            }
                            stage.kill(owner);
                            expect.active(stage.launch(Role.RUN)
                                    .home(stage.home().spelled(link.toString()))
                                    .start());
                            if (stage.can(Feature.FORMATS) && stage.can(Feature.RECORD)) {
                                expect.equal(
                                        "the home in the record",
                                        path,
                                        StaleRecords.record(stage).get("hermes_home"));
                            }
                        }),
                scenario("home-unset", "[D]")
                        .needs(Feature.FORMATS, Feature.RECORD, Feature.POSIX_FILES)
                        .cites(ENV_01)
                        .when(
                                "the variable of the home is blank: with XDG_STATE_HOME, and with a blank one of these too")
                        .then(
                                "the home is gateway below XDG_STATE_HOME, or below ~/.local/state; a second start is refused")
                        .cause("a blank value is a directory of that name, or the working directory")
                        .plays(Environment::unset),
                scenario("odd-home", "[D]")
                        .needs(Feature.POSIX_FILES)
                        .cites(START_04, ENV_02)
                        .when("the home has blanks, quotes, non-ASCII letters, a leading dash, or a very long name")
                        .then("it works: start, refusal, record, end")
                        .cause("the path goes through a shell, or is cut off")
                        .plays((stage, expect) -> {
                            for (String name : List.of(
                                    "with blanks  and\ttabs",
                                    "quote'd \"home\" $x `y`",
                                    "-rf",
                                    "L\u00fcbeck \u4e1c\u4eac",
                                    "long".repeat(60))) {
                                Home home = stage.newHome(name);
                                Actor owner = stage.owner(home);
                                expect.recordNames(owner);
                                expect.refused(stage.launch(Role.RUN).home(home).start());
                                expect.stillActive(owner);
                                stage.kill(owner);
                                stage.kill(expect.active(
                                        stage.launch(Role.RUN).home(home).start()));
                            }
                        }));
    }

    /** A start for which no lock works: flock, or for those that do not name it whatever fcntl does on the lock file. */
    private static Actor withoutLocks(Stage stage) {
        List<String> arguments = new ArrayList<>(List.of("--seccomp-bpf"));
        String calls = stage.can(Feature.FLOCK) ? "flock" : "flock,fcntl";
        if (!stage.can(Feature.FLOCK)) {
            String lock = stage.home().lock().toString();
            arguments.addAll(List.of("-P", lock, "-P", stage.home().lockName()));
        }
        arguments.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":error=ENOLCK"));
        return stage.launch(Role.RUN)
                .option("wait", 1)
                .strace("strace.log", arguments.toArray(String[]::new))
                .start();
    }

    private static boolean promisesFiles(Stage stage) {
        return stage.can(Feature.EXIT_CODES) || stage.can(Feature.PRIVATE_FILES);
    }

    private static void replacesOnFullDisk(Stage stage, Expect expect, Enclave full, Actor owner) {
        if (stage.can(Feature.STATE_FILE)) {
            stage.sawWithin(
                    stage.bounds().soon(), "its state", () -> full.home().stateSays(owner, "running"));
        }
        fill(stage, full);
        Actor replacer = stage.launch(Role.REPLACE)
                .in(full)
                .home(full.home())
                .option("wait", 1)
                .option("grace", 1)
                .start();
        expect.decidedReplacing(replacer);
        if (replacer.hasBeenActive() && !promisesFiles(stage)) {
            expect.ends(owner);
            return;
        }
        expect.refused(replacer, 74);
        expect.stillActive(owner);
    }

    /** Nothing fits any more, also once an owner is done that was just writing: a file that takes the place of another gives room back. */
    private static void fill(Stage stage, Enclave full) {
        int[] nothing = {0};
        stage.sawWithin(stage.bounds().soon(), "a disk that stays full", () -> {
            nothing[0] = full.shell(FITS_NOTHING) == 0 ? nothing[0] + 1 : 0;
            return nothing[0] >= 20;
        });
    }

    private static final String FITS_NOTHING =
            """
            cd "$HOME_DIR" && touch ballast && before=$(stat -c %b ballast)
            cat /dev/zero >> ballast
            test "$before" = "$(stat -c %b ballast)"
            """;

    private static void unset(Stage stage, Expect expect) throws IOException {
        List<String> variables = stage.manifest().env().entrySet().stream()
                .filter(variable -> variable.getValue().equals("{home}"))
                .map(Map.Entry::getKey)
                .toList();
        if (variables.size() != 1) {
            stage.inapplicable("its manifest names no variable that is the home");
        }
        Path user = stage.newHome("user").create().path().toRealPath();
        List<Map.Entry<String, String>> places = List.of(
                Map.entry("", ".local/state/gateway"),
                Map.entry(user.resolve("state").toString(), "state/gateway"));
        for (Map.Entry<String, String> place : places) {
            stage.fault(variables + " is blank, XDG_STATE_HOME is '" + place.getKey() + "'");
            Supplier<Actor> start = () -> stage.launch(Role.RUN)
                    .env(variables.get(0), " ")
                    .env("XDG_STATE_HOME", place.getKey())
                    .env("HOME", user.toString())
                    .start();
            Actor owner = expect.active(start.get());
            expect.refused(start.get());
            Home there = stage.newHome("user/" + place.getValue());
            expect.eventually(
                    stage.bounds().soon(),
                    "the record in " + place.getValue() + " names it",
                    () -> there.recordNames(owner));
            stage.kill(owner);
        }
    }

    private static void silence(Stage stage, Expect expect) {
        int seconds = Integer.getInteger("conformance.silence", 40);
        Home quiet = stage.newHome("quiet").create();
        Actor alone = stage.owner(quiet);
        Actor stopped = stage.owner();
        stage.signal(stopped, Signal.STOP);
        stage.saw("the owner stopped", stopped.self().stopped());
        stage.await(seconds, () -> alone.hasExited() || stopped.hasExited());
        expect.stillActive(alone);
        expect.refused(stage.launch(Role.RUN).home(quiet).option("wait", 1).start());
        expect.refused(stage.launch(Role.RUN).option("wait", 1).start());
        stage.signal(stopped, Signal.CONT);
        Actor late = expect.resolved(
                stage.launch(Role.RUN).named("late").option("wait", 1).start());
        // one that was away for so long may leave of its own accord, but nobody works beside it
        expect.isTrue("nobody works beside the one that goes on", !late.hasBeenActive() || !stopped.isConnected());
        expect.stillActive(alone);
    }

    /** A start that cannot open these; whether it tried to. */
    private static boolean starved(Stage stage, Expect expect, List<Path> paths) throws IOException {
        expect.refused(launchStarved(stage, Role.RUN, paths), 69, 70, 74, 77, 1);
        return struck(stage, Role.RUN, paths);
    }

    private static void replacesStarved(Stage stage, Expect expect, List<Path> paths) throws IOException {
        Actor replacer = launchStarved(stage, Role.REPLACE, paths);
        expect.decidedReplacing(replacer);
        if (!struck(stage, Role.REPLACE, paths)) {
            stage.inapplicable("a replacement does not open what a start opens");
        }
        expect.refused(replacer, 69, 70, 74, 77, 1);
    }

    private static Actor launchStarved(Stage stage, Role role, List<Path> paths) {
        List<String> arguments = new ArrayList<>();
        for (Path path : paths) {
            arguments.addAll(
                    List.of("-P", path.toString(), "-P", path.getFileName().toString()));
            if (path.equals(stage.home().path())) {
                arguments.addAll(List.of("-P", ".")); // of one that works inside of its home
            }
        }
        arguments.addAll(List.of("-e", "trace=open,openat", "-e", "inject=open,openat:error=EMFILE"));
        return stage.launch(role)
                .option("wait", 1)
                .option("grace", 1)
                .strace(log(role, paths), arguments.toArray(String[]::new))
                .start();
    }

    private static boolean struck(Stage stage, Role role, List<Path> paths) throws IOException {
        return stage.struck(log(role, paths));
    }

    private static String log(Role role, List<Path> paths) {
        return role + "-" + paths.size() + ".log";
    }
}
