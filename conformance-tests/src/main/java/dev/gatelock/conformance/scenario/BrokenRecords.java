package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.MARK_05;
import static dev.gatelock.conformance.scenario.Req.PROBE_07;
import static dev.gatelock.conformance.scenario.Req.REC_01;
import static dev.gatelock.conformance.scenario.Req.REC_02;
import static dev.gatelock.conformance.scenario.Req.REC_03;
import static dev.gatelock.conformance.scenario.Req.REC_04;
import static dev.gatelock.conformance.scenario.Req.REC_05;
import static dev.gatelock.conformance.scenario.Req.REC_07;
import static dev.gatelock.conformance.scenario.Req.REC_08;
import static dev.gatelock.conformance.scenario.Req.REC_11;
import static dev.gatelock.conformance.scenario.Req.REPL_06;
import static dev.gatelock.conformance.scenario.Req.START_08;
import static dev.gatelock.conformance.scenario.Req.START_09;
import static dev.gatelock.conformance.scenario.Req.START_20;
import static dev.gatelock.conformance.scenario.Req.STATE_03;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records that are no records: empty, cut off, binary, no file at all, or with a number that must never be signalled. */
final class BrokenRecords {

    private static final List<String> GARBAGE =
            List.of("", "{\"pid\": 12", "not a record\n", "[]", "null", "{}", "\"1234\"", "[".repeat(20_000));

    private BrokenRecords() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.RECORDS, slug, refs).needs(Feature.RECORD);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("record-empty-or-corrupt", "#13655")
                        .cites(REC_03, REC_04, REC_05, REC_11, START_20, REPL_06, PROBE_07)
                        .when("the record is empty, cut off, garbage, an array, null, nested without end")
                        .then("it never blocks a start, and is never proof of death while the lock is held")
                        .cause("a parse error ends the start, or is taken for a dead owner")
                        .plays((stage, expect) -> {
                            for (String garbage : GARBAGE) {
                                freeDespite(stage, expect, garbage.getBytes(StandardCharsets.UTF_8));
                            }
                            heldDespite(stage, expect, GARBAGE.get(0).getBytes(StandardCharsets.UTF_8));
                            heldDespite(stage, expect, GARBAGE.get(1).getBytes(StandardCharsets.UTF_8));
                        }),
                scenario("record-non-utf8", "899ee8c23", "3af3c4eb8")
                        .cites(REC_03, REC_05)
                        .when("the record is binary")
                        .then("unreadable, no crash; not proof of death while the lock is held")
                        .cause("a decoding error escapes")
                        .plays((stage, expect) -> {
                            byte[] binary = {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3, 0x28, 0};
                            freeDespite(stage, expect, binary);
                            heldDespite(stage, expect, binary);
                        }),
                scenario("record-unreadable", "899ee8c23", "3af3c4eb8")
                        .needs(Feature.POSIX_FILES)
                        .cites(REC_01, REC_02, REC_03)
                        .when("the record is a directory, a FIFO, a symlink loop, mode 000, or 8 GiB of nothing")
                        .then("a start or a clear refusal within the bound; never a hang or a crash")
                        .cause("the file is opened without O_NONBLOCK or read without a limit")
                        .plays((stage, expect) -> {
                            String pid = stage.home().create().pidName();
                            oddFile(stage, expect, "a directory", file -> Files.createDirectory(file));
                            oddFile(stage, expect, "a FIFO", BrokenRecords::fifo);
                            oddFile(
                                    stage,
                                    expect,
                                    "a symlink loop",
                                    file -> Files.createSymbolicLink(file, file.getFileName()));
                            oddFile(stage, expect, "8 GiB sparse", BrokenRecords::sparse);
                            oddFile(stage, expect, "mode 000", file -> {
                                stage.home().overwrite(pid, "{\"pid\": 999999}");
                                stage.home().mode(pid, "---------");
                            });
                        }),
                scenario("lock-unreadable", "[D]")
                        .needs(Feature.POSIX_FILES, Feature.PRIVATE_FILES)
                        .needs(Feature.LOCK_FILE)
                        .cites(REC_01, START_08, START_09)
                        .when("the lock file is a directory, a FIFO, mode 000, or 8 GiB of nothing")
                        .then("a start or a clear refusal within the bound; never a hang or a crash")
                        .cause("the lock file is opened without O_NONBLOCK, or its content read without a limit")
                        .plays((stage, expect) -> {
                            Home home = stage.home().create();
                            String lock = home.lockName();
                            oddFile(stage, expect, lock, "a directory", file -> Files.createDirectory(file));
                            oddFile(stage, expect, lock, "a FIFO", BrokenRecords::fifo);
                            oddFile(stage, expect, lock, "8 GiB sparse", BrokenRecords::sparse);
                            oddFile(stage, expect, lock, "mode 000", file -> {
                                home.overwrite(lock, "");
                                home.mode(lock, "---------");
                            });
                        }),
                scenario("state-or-marker-odd", "[D]")
                        .needs(Feature.FORMATS, Feature.STATE_FILE, Feature.MARKERS)
                        .needs(Feature.SIGNALS, Feature.POSIX_FILES)
                        .cites(REC_01, STATE_03, MARK_05)
                        .when(
                                "the state file is no JSON, an array, a FIFO, a link to a victim; both markers are FIFOs beside an owner")
                        .then(
                                "a start works, the victim is untouched, the owner answers SIGTERM, and stop ends it as planned")
                        .cause("only the record is read with care: what else lies in the home is opened as it comes")
                        .plays(BrokenRecords::besideTheRecord),
                odd("pid-zero-or-negative", "0", "-1", "true", "1e3"),
                odd("pid-huge", "100000000000", "NaN", "99999999999999999999999999"));
    }

    private static Scenario odd(String slug, String... pids) {
        return scenario(slug, "[D]")
                .needs(Machine.PID_NAMESPACE)
                .cites(REC_07, REC_08, START_20)
                .when("the recorded pid is one of " + String.join(", ", pids))
                .then("malformed: the start works, and nobody is signalled (0 and -1 mean everybody)")
                .cause("the number goes into kill() unchecked")
                .plays((stage, expect) -> {
                    OwnerRecord real = new OwnerRecord(4242);
                    for (String pid : pids) {
                        String record = real.with("pid", 4242).text().replace("4242", pid);
                        String block = "{\"pid\": " + pid
                                + ", \"kind\": \"gateway\", \"argv\": [\"gateway\", \"run\"], \"start_time\": null}";
                        for (Role role :
                                stage.can(Feature.REPLACE) ? List.of(Role.RUN, Role.REPLACE) : List.of(Role.RUN)) {
                            // in a PID namespace of its own: what kill(-1) would reach is one bystander there
                            stage.home()
                                    .create()
                                    .leftover((role == Role.RUN ? record : block).getBytes(StandardCharsets.UTF_8));
                            Actor actor = expect.active(stage.launch(role)
                                    .inPidNamespaceWithBystander()
                                    .start());
                            // it may still be on its way to what it is; one that is hit never gets there
                            stage.await(stage.bounds().soon(), actor::bystanderLives);
                            expect.isTrue("the bystander lives after a record with pid " + pid, actor.bystanderLives());
                            stage.kill(actor);
                        }
                    }
                });
    }

    private static void besideTheRecord(Stage stage, Expect expect) throws Exception {
        Home home = stage.home().create();
        Path victim = stage.folder().resolve("victim");
        Files.writeString(victim, "precious");
        Map<String, Planting> kinds = new LinkedHashMap<>();
        kinds.put("no JSON", file -> Files.writeString(file, "{\"gateway_state\": \"run"));
        kinds.put("an array", file -> Files.writeString(file, "[1, 2]"));
        kinds.put("a FIFO", BrokenRecords::fifo);
        kinds.put("a link", file -> Files.createSymbolicLink(file, victim));
        for (Map.Entry<String, Planting> kind : kinds.entrySet()) {
            home.delete(Home.STATE);
            kind.getValue().at(home.file(Home.STATE));
            stage.fault(Home.STATE + " is " + kind.getKey());
            expect.statusNotRunning(home);
            Actor owner = stage.owner();
            expect.refused(stage.launch(Role.RUN).option("wait", 1).start());
            expect.stillActive(owner);
            stage.kill(owner);
            expect.equal("the victim", "precious", Files.readString(victim));
        }
        home.delete(Home.STATE);
        Actor owner = besideOddMarkers(stage, expect);
        stage.signal(owner, Signal.TERM);
        expect.fails(owner, 1);
        if (stage.can(Feature.STOP)) {
            Actor stopped = besideOddMarkers(stage, expect);
            expect.exits(stage.launch(Role.STOP).start(), 0);
            expect.exits(stopped, 0);
        }
    }

    /** An owner that lives on beside markers which are none. */
    private static Actor besideOddMarkers(Stage stage, Expect expect) throws Exception {
        Home home = stage.home();
        Actor owner = stage.owner();
        for (String marker : List.of(Marker.TAKEOVER, Marker.PLANNED_STOP)) {
            home.delete(marker);
            fifo(home.file(marker));
        }
        stage.fault("both markers are FIFOs");
        expect.refused(stage.launch(Role.RUN).option("wait", 1).start());
        expect.stillActive(owner);
        return owner;
    }

    /** With that leftover of nobody both kinds of start work. */
    private static void freeDespite(Stage stage, Expect expect, byte[] bytes) {
        stage.home().create().leftover(bytes);
        stage.kill(expect.active(stage.run()));
        if (stage.can(Feature.REPLACE)) {
            stage.home().leftover(bytes);
            stage.kill(expect.active(stage.replace()));
        }
    }

    /** An owner whose record has become this is still the owner, and whoever reads it does not fall over it. */
    private static void heldDespite(Stage stage, Expect expect, byte[] bytes) {
        Actor owner = stage.owner();
        stage.home().leftover(bytes);
        expect.statusRunning(stage.home());
        expect.refused(expect.resolved(stage.launch(Role.RUN).option("wait", 1).start()));
        expect.stillActive(owner);
        stage.kill(owner);
    }

    /** Makes something odd at a path. */
    @FunctionalInterface
    interface Planting {
        void at(Path file) throws IOException, InterruptedException;
    }

    private static void oddFile(Stage stage, Expect expect, String what, Planting planting) throws Exception {
        oddFile(stage, expect, stage.home().pidName(), what, planting);
    }

    static void oddFile(Stage stage, Expect expect, String name, String what, Planting planting) throws Exception {
        Home home = stage.home();
        home.delete(name);
        planting.at(home.file(name));
        stage.fault(name + " is " + what);
        if (stage.can(Feature.STATUS)) {
            expect.ends(stage.launch(Role.STATUS)
                    .named("status-beside-" + what.replace(' ', '-'))
                    .start());
        }
        if (stage.can(Feature.REPLACE)) {
            Actor replacer = expect.resolvedReplacing(stage.launch(Role.REPLACE)
                    .named("replace-" + what.replace(' ', '-'))
                    .option("wait", 1)
                    .start());
            if (!replacer.hasExited()) {
                stage.kill(replacer);
            }
            home.delete(name);
            planting.at(home.file(name));
        }
        Actor actor = expect.resolved(stage.launch(Role.RUN)
                .named(what.replace(' ', '-'))
                .option("wait", 2)
                .start());
        if (actor.hasBeenActive()) {
            expect.refused(stage.launch(Role.RUN).option("wait", 1).start());
            expect.stillActive(actor);
            stage.kill(actor);
        }
        home.delete(name);
        stage.kill(expect.active(stage.run()));
    }

    static void fifo(Path file) throws IOException, InterruptedException {
        if (new ProcessBuilder("mkfifo", file.toString()).start().waitFor() != 0) {
            throw new IOException("mkfifo failed");
        }
    }

    private static void sparse(Path file) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(8L << 30);
        }
    }
}
