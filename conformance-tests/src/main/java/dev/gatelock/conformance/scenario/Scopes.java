package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.SCOPE_01;
import static dev.gatelock.conformance.scenario.Req.SCOPE_02;
import static dev.gatelock.conformance.scenario.Req.SCOPE_03;
import static dev.gatelock.conformance.scenario.Req.SCOPE_04;
import static dev.gatelock.conformance.scenario.Req.SCOPE_07;
import static dev.gatelock.conformance.scenario.Req.SCOPE_08;
import static dev.gatelock.conformance.scenario.Req.SCOPE_09;
import static dev.gatelock.conformance.scenario.Req.SCOPE_10;
import static dev.gatelock.conformance.scenario.Req.START_08;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.SystemCall;
import dev.gatelock.conformance.drive.TokenLock;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lock file of a token: stale, empty, corrupt, half created, in the wrong place. */
final class Scopes {

    static final String SCOPE = "bot";
    /** As tokens are: a number, a colon, and base64 with its padding. */
    static final String TOKEN = "7219054:AAHq-a-secret-token==";

    /** How many characters of it are too many. */
    private static final int TELLING = 6;

    private static final String REMOVALS = "unlink,unlinkat,rename,renameat,renameat2,link,linkat";

    /** For as long as the harness may need to exchange a file; whoever is slower than that has shown nothing. */
    private static final String BETWEEN_OPEN_AND_LOCK = "4s";

    private Scopes() {}

    static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.SCOPES, slug, refs).needs(Feature.SCOPES);
    }

    /** A start for the token. */
    static Launch start(Stage stage) {
        return stage.launch(Role.RUN).scope(SCOPE, TOKEN);
    }

    static TokenLock lock(Stage stage) {
        return stage.token(SCOPE, TOKEN);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("scoped-replaces-stale", "c1809e85e")
                        .cites(SCOPE_02, SCOPE_03, SCOPE_07, SCOPE_08)
                        .when("the owner of the token was SIGKILLed; a start with the same token from another home")
                        .then(
                                "it has the token, under the name that everybody uses; the token itself is nowhere; the file of another token is left alone")
                        .cause("the existence of the file is taken for an owner, or all files of the dead are swept")
                        .plays(Scopes::replacesStale),
                scenario("scoped-empty", "c1809e85e")
                        .cites(SCOPE_03)
                        .when("a crash left an empty file")
                        .then("acquired")
                        .cause("what cannot be read is taken for an owner, for ever")
                        .plays((stage, expect) -> takesOver(stage, expect, "")),
                scenario("scoped-corrupt", "c1809e85e")
                        .cites(SCOPE_03)
                        .when("the file is cut off, binary, an array, null")
                        .then("acquired")
                        .cause("what cannot be read is taken for an owner, for ever, or crashes the start")
                        .plays((stage, expect) -> {
                            for (String content : List.of("{\"pid\": 12", "\0\u00ff\u00fe{}", "[]", "null")) {
                                takesOver(stage, expect, content);
                            }
                        }),
                scenario("scoped-create-window", "#62890")
                        .needs(Feature.FLOCK)
                        .needs(Machine.PYTHON)
                        .cites(SCOPE_02, SCOPE_04)
                        .when(
                                "somebody has locked the file and not written its record yet: it is empty, or it names a dead owner")
                        .then("refused; it starts once the lock is free")
                        .cause("an empty file, or one of a dead owner, is taken for a leftover although it is locked")
                        .plays((stage, expect) -> {
                            TokenLock lock = lock(stage).leftover("");
                            Prop creator = stage.props().holder(lock.path());
                            expect.refused(start(stage).option("wait", 1).start());
                            expect.unharmed(creator);
                            creator.finish();
                            stage.kill(expect.active(start(stage).start()));
                            Prop second = stage.props().holder(lock.path()); // the record is that of the dead one
                            expect.refused(start(stage).option("wait", 1).start());
                            expect.unharmed(second);
                            second.finish();
                            expect.active(start(stage).start());
                        }),
                scenario("scoped-stale-double-removal", "#68650")
                        .needs(Machine.STRACE)
                        .cites(SCOPE_02, SCOPE_07)
                        .when("four starts in homes of their own, one token, a stale lock file; removals are slow")
                        .then("one wins")
                        .cause("judged stale, removed, created anew: by two of them")
                        .plays(Scopes::doubleRemoval),
                scenario("scoped-xdg-empty", "[D]")
                        .needs(Feature.POSIX_FILES) // Windows asks no variable where the user's files are
                        .cites(SCOPE_01)
                        .when("the variable of the lock directory and XDG_STATE_HOME are set but empty")
                        .then("they count as unset: the lock is below ~/.local/state")
                        .cause("an empty value becomes a relative path, or the root")
                        .plays(Scopes::emptyVariables),
                scenario("scoped-record", "[D]")
                        .needs(Feature.FORMATS, Feature.SIGNALS, Feature.POSIX_FILES)
                        .cites(SCOPE_01, SCOPE_02, SCOPE_07, SCOPE_08, SCOPE_09)
                        .when(
                                "a token is held, another home asks for it beside a free one, and it is given back; the lock directory is that of XDG_STATE_HOME")
                        .then(
                                "the record has all keys; who is refused one token has given back the other and does not say the token; what is released stays, empty of an owner")
                        .cause("tokens are taken one by one and kept, or the file is removed at the end")
                        .plays(Scopes::record),
                scenario("scoped-inode-vs-path", "#96582", "#68650")
                        .needs(Feature.FORMATS, Feature.FLOCK)
                        .needs(Machine.STRACE, Machine.PYTHON)
                        .cites(SCOPE_02)
                        .when(
                                "a start has opened the file of its token and not locked it yet; the path is exchanged for another file that somebody holds")
                        .then("the lock on the file that lost its name is no token: refused")
                        .cause("the inode is compared with the path after locking for the home, and not for tokens")
                        .plays(Scopes::exchanged),
                scenario("scoped-odd-file", "[D]")
                        .needs(Feature.FORMATS, Feature.POSIX_FILES)
                        .cites(SCOPE_02, SCOPE_10, START_08)
                        .when("the name of the token's file is that of a link to a victim, of a FIFO, of a directory")
                        .then("refused in a bounded time, and the victim is untouched; without the token a start works")
                        .cause("the file is opened without a look at what it is, through links, or in a way that waits")
                        .plays(Scopes::oddFiles),
                scenario("scoped-dir-unwritable", "#56402")
                        .cites(SCOPE_10)
                        .when("the lock directory is a regular file")
                        .then("a refusal that names it; without the token a start works")
                        .cause("the trouble is swallowed, or crashes the start")
                        .plays(Scopes::unusableDirectory));
    }

    private static void replacesStale(Stage stage, Expect expect) {
        Actor dead = expect.active(start(stage).start());
        expect.equal("the owner in " + lock(stage).path().getFileName(), dead.reportedPid(), owner(lock(stage)));
        stage.kill(dead);
        TokenLock another =
                stage.token("another", TOKEN + "2").leftover(lock(stage).text());
        Actor next = expect.active(
                start(stage).home(stage.newHome("second")).named("next").start());
        expect.equal("the new owner in it", next.reportedPid(), owner(lock(stage)));
        expect.isTrue("the file of another token is there, its owner dead or not", Files.exists(another.path()));
        unsaid(
                stage,
                expect,
                expect.refused(start(stage)
                        .home(stage.newHome("third"))
                        .option("wait", 1)
                        .start()));
        expect.equal("files with the token in them", List.of(), leaks(stage));
        stage.kill(next);
        Prop stranger = stage.props().stranger("gateway", "run");
        lock(stage).leftover(lock(stage).recordOf(stranger.pid(), stranger.id().startTicks() - 1));
        Actor last = expect.active(start(stage).named("after-reuse").start());
        expect.unharmed(stranger);
        expect.equal("the last owner in it", last.reportedPid(), owner(lock(stage)));
    }

    private static void record(Stage stage, Expect expect) throws IOException {
        Actor owner = expect.active(start(stage).start());
        OwnerRecord record = lock(stage).record().orElseThrow(() -> new IllegalStateException("no token lock"));
        OwnerRecord block = stage.record(stage.home());
        for (String key : List.of("pid", "start_time", "nonce", "generation")) {
            expect.equal(key + " in the token lock", block.get(key), record.get(key));
        }
        expect.equal("scope", SCOPE, record.get("scope"));
        expect.isTrue(
                "identity_hash begins as the name of the file",
                String.valueOf(record.get("identity_hash"))
                        .startsWith(lock(stage).hash()));
        expect.isTrue("metadata", record.get("metadata") instanceof Map);
        expect.isTrue("updated_at", String.valueOf(record.get("updated_at")).startsWith("20"));
        if (stage.can(Feature.FLOCK)) {
            long inode = (Long) Files.getAttribute(lock(stage).path(), "unix:ino");
            expect.isTrue("the owner holds a lock on the file of its token", owner.flocks(inode));
        }
        TokenLock free = stage.token("a-free-one", TOKEN + "2");
        Actor refused = expect.refused(stage.launch(Role.RUN)
                .home(stage.newHome("other"))
                .scope("a-free-one", TOKEN + "2")
                .scope(SCOPE, TOKEN)
                .option("wait", 1)
                .start());
        unsaid(stage, expect, refused);
        Actor third = expect.active(stage.launch(Role.RUN)
                .home(stage.newHome("third"))
                .scope("a-free-one", TOKEN + "2")
                .start());
        expect.equal("the owner of the token that was given back", third.reportedPid(), owner(free));
        Object file = Files.readAttributes(lock(stage).path(), BasicFileAttributes.class)
                .fileKey();
        stage.signal(owner, Signal.TERM);
        expect.ends(owner);
        expect.equal(
                "the file of the token after the end",
                file,
                Files.exists(lock(stage).path())
                        ? Files.readAttributes(lock(stage).path(), BasicFileAttributes.class)
                                .fileKey()
                        : "gone");
        expect.equal("its owner", 0L, owner(lock(stage)));
        Path state = stage.newHome("state").create().path();
        Actor there = expect.active(withState(stage, state.toString()).start());
        TokenLock token = new TokenLock(state.resolve("hermes/gateway-locks"), SCOPE, TOKEN);
        expect.equal("the owner below XDG_STATE_HOME", there.reportedPid(), owner(token));
    }

    /** Neither the token nor, of those who follow the specification, one of its ends: "any form but its hash". */
    static void unsaid(Stage stage, Expect expect, Actor actor) {
        List<String> telling = stage.can(Feature.FORMATS)
                ? List.of(TOKEN.substring(0, TELLING), TOKEN.substring(TOKEN.length() - TELLING))
                : List.of(TOKEN);
        String said = actor.stdout() + actor.stderr();
        expect.isTrue(
                "the token is not said, in whole or in part", telling.stream().noneMatch(said::contains));
    }

    private static void takesOver(Stage stage, Expect expect, String content) {
        lock(stage).leftover(content);
        Actor owner = expect.active(start(stage).start());
        expect.equal("the owner in it", owner.reportedPid(), owner(lock(stage)));
        stage.kill(owner);
    }

    static long owner(TokenLock lock) {
        return lock.record().map(r -> r.pid()).orElse(0L);
    }

    /** Files of the stage which contain the token: everything that the subjects wrote is below its folder. */
    private static List<Path> leaks(Stage stage) {
        List<Path> leaks = new ArrayList<>();
        try {
            Files.walkFileTree(stage.folder(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && holdsToken(file)) {
                        leaks.add(stage.folder().relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // gone meanwhile
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return leaks;
    }

    private static boolean holdsToken(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(TOKEN);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void doubleRemoval(Stage stage, Expect expect) {
        Actor dead = expect.active(start(stage).start());
        stage.kill(dead);
        List<Actor> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            racers.add(start(stage)
                    .home(stage.newHome("home-" + i).create())
                    .named("racer-" + i)
                    .option("wait", 2)
                    .strace(
                            "racer-" + i + ".log",
                            "-P",
                            lock(stage).path().toString(),
                            "-e",
                            "trace=" + REMOVALS,
                            "-e",
                            "inject=" + REMOVALS + ":delay_enter=700000")
                    .start());
        }
        Actor winner = expect.oneWinner(racers);
        expect.stillActive(winner);
        expect.equal("the owner in the lock file", winner.reportedPid(), owner(lock(stage)));
    }

    /** A start without a lock directory of its own, so that it has to be where the user's state is. */
    private static Launch withState(Stage stage, String folder) {
        Launch launch = start(stage).env("XDG_STATE_HOME", folder);
        stage.manifest().lockDirectoryVariable().ifPresent(name -> launch.env(name, ""));
        return launch;
    }

    private static void emptyVariables(Stage stage, Expect expect) {
        Path user = stage.newHome("user").create().path();
        Actor owner =
                expect.active(withState(stage, "").env("HOME", user.toString()).start());
        TokenLock there = new TokenLock(user.resolve(".local/state/hermes/gateway-locks"), SCOPE, TOKEN);
        expect.equal("the owner in ~/" + user.relativize(there.path()), owner.reportedPid(), owner(there));
    }

    private static void exchanged(Stage stage, Expect expect) {
        TokenLock token = lock(stage).leftover("");
        Actor slow = start(stage)
                .option("wait", 2)
                .strace(
                        "strace.log",
                        "-P",
                        token.path().toString(),
                        "-e",
                        "trace=flock",
                        "-e",
                        "inject=flock:delay_enter=" + BETWEEN_OPEN_AND_LOCK + ":when=1")
                .start();
        stage.sawWithin(
                stage.bounds().start(), "a start about to lock the file", () -> stage.logged("strace.log", "flock"));
        Prop second = stage.props().holderInPlaceOf(token.path());
        stage.saw(
                "exchanged before it was locked",
                SystemCall.read(stage.folder().resolve("strace.log")).isEmpty());
        expect.refused(slow);
        expect.unharmed(second);
        second.finish();
        expect.active(start(stage).start());
    }

    private static void oddFiles(Stage stage, Expect expect) throws Exception {
        Path victim = stage.folder().resolve("victim");
        Files.writeString(victim, "precious");
        Files.createDirectories(stage.lockdir());
        Path file = lock(stage).path();
        Map<String, BrokenRecords.Planting> kinds = new LinkedHashMap<>();
        kinds.put("link", path -> Files.createSymbolicLink(path, victim));
        kinds.put("FIFO", BrokenRecords::fifo);
        kinds.put("directory", Files::createDirectory);
        for (Map.Entry<String, BrokenRecords.Planting> kind : kinds.entrySet()) {
            kind.getValue().at(file);
            stage.fault("the file of the token is a " + kind.getKey());
            unsaid(stage, expect, expect.refused(start(stage).option("wait", 1).start(), 69, 74, 77, 78));
            expect.isTrue("the " + kind.getKey() + " is left alone", Files.exists(file, LinkOption.NOFOLLOW_LINKS));
            expect.equal("the victim", "precious", Files.readString(victim));
            stage.kill(expect.active(stage.run()));
            Files.delete(file);
        }
        expect.active(start(stage).start());
    }

    private static void unusableDirectory(Stage stage, Expect expect) throws Exception {
        Files.writeString(stage.lockdir(), "not a directory");
        Home home = stage.home();
        Actor refused = expect.refused(start(stage).option("wait", 1).start(), 74, 77, 78);
        expect.isTrue(
                "standard error names " + stage.lockdir().getFileName(),
                refused.stderr().replace('\\', '/').contains(stage.lockdir().toString()));
        unsaid(stage, expect, refused);
        expect.statusNotRunning(home);
        expect.active(stage.run());
    }
}
