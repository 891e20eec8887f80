package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ID_07;
import static dev.gatelock.conformance.scenario.Req.ID_08;
import static dev.gatelock.conformance.scenario.Req.ID_13;
import static dev.gatelock.conformance.scenario.Req.ID_14;
import static dev.gatelock.conformance.scenario.Req.MARK_05;
import static dev.gatelock.conformance.scenario.Req.PROBE_07;
import static dev.gatelock.conformance.scenario.Req.REC_16;
import static dev.gatelock.conformance.scenario.Req.REPL_01;
import static dev.gatelock.conformance.scenario.Req.REPL_02;
import static dev.gatelock.conformance.scenario.Req.REPL_03;
import static dev.gatelock.conformance.scenario.Req.REPL_04;
import static dev.gatelock.conformance.scenario.Req.REPL_05;
import static dev.gatelock.conformance.scenario.Req.REPL_06;
import static dev.gatelock.conformance.scenario.Req.REPL_07;
import static dev.gatelock.conformance.scenario.Req.REPL_10;
import static dev.gatelock.conformance.scenario.Req.REPL_11;
import static dev.gatelock.conformance.scenario.Req.REPL_13;
import static dev.gatelock.conformance.scenario.Req.REPL_14;
import static dev.gatelock.conformance.scenario.Req.REPL_15;
import static dev.gatelock.conformance.scenario.Req.REPL_16;
import static dev.gatelock.conformance.scenario.Req.REPL_17;
import static dev.gatelock.conformance.scenario.Req.REPL_19;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_14;
import static dev.gatelock.conformance.scenario.Req.START_20;
import static dev.gatelock.conformance.scenario.Req.START_23;
import static dev.gatelock.conformance.scenario.Req.STOP_05;
import static dev.gatelock.conformance.scenario.Req.STOP_08;
import static dev.gatelock.conformance.scenario.Req.STOP_13;
import static dev.gatelock.conformance.scenario.Req.STOP_16;
import static dev.gatelock.conformance.scenario.Req.STOP_19;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One instance takes over from another, whatever state the other is in. */
final class Replacing {

    /** Seconds in which a replacer notices that the lock is free; far below any grace. */
    private static final double PROMPT = 6;

    /** Seconds after which whoever is asked by a file has surely seen it. */
    private static final int HEEDED = 4;

    static final String SIGNALLING = "kill,tkill,tgkill,rt_sigqueueinfo,rt_tgsigqueueinfo,pidfd_send_signal";

    /** Each of them, as a log shows it. */
    static final String A_SIGNAL = "(kill|send_signal|sigqueueinfo)";

    private static final String PINNING = "pidfd_open";

    private static final Pattern NULL_SIGNAL = Pattern.compile("\\bkill\\((\\d+), 0\\)");

    private Replacing() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.REPLACE, slug, refs).needs(Feature.REPLACE);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("restart-deadlock", "#576", "#582")
                        .needs(Feature.SIGNALS)
                        .cites(REPL_10)
                        .when("the old one is still exiting when --replace comes")
                        .then("--replace waits for the lock and takes over")
                        .cause("the check for a running instance refuses before the replacement begins")
                        .plays((stage, expect) -> {
                            Actor old = stage.owner().holdWitness();
                            stage.signal(old, Signal.TERM);
                            stage.sawWithin(stage.bounds().leave(), "the old one leaving", () -> !old.isActive());
                            Actor next = stage.replace();
                            stage.untilLooking(next);
                            stage.await(StartRaces.SECOND_LOOK, next::hasExited);
                            old.releaseWitness();
                            expect.takesOver(next);
                            expect.ends(old);
                            expect.recordNames(next);
                        }),
                scenario("replace-on-dead-target", "#14203")
                        .cites(REPL_03)
                        .when("--replace when the old one is already dead, and when there never was one")
                        .then("a plain start")
                        .cause("the clean-up belongs to the branch for a live incumbent")
                        .plays((stage, expect) -> {
                            Actor first = expect.active(stage.replace());
                            stage.kill(first);
                            Actor next = expect.active(stage.replace());
                            expect.recordNames(next);
                            stage.kill(next);
                            expect.recordNames(expect.active(stage.run()));
                        }),
                scenario("concurrent-replace", "#11718")
                        .cites(START_01, START_23, REPL_01, REPL_02, REPL_04, REPL_05, STOP_08, STOP_19)
                        .when("five replacers, all asked while one incumbent lives")
                        .then("one winner; the others are refused before they touch anything outside")
                        .cause("nothing serialises replacers, or a late one ends the winner instead of the incumbent")
                        .plays((stage, expect) -> Storms.replaceStorm(stage, expect, 5)),
                scenario("replace-looks-like-crash", "#5646", "#11909")
                        .cites(REPL_10, REPL_14, REPL_19, STOP_05, MARK_05)
                        .when("two units with Restart=on-failure; one replaces the other")
                        .then("the replaced one exits 0 and stays down; no fight")
                        .cause("the signal of a takeover is treated like any other one")
                        .plays((stage, expect) -> {
                            Actor first = stage.owner();
                            Actor second = expect.takesOver(stage.replace());
                            expect.endsAsPlanned(first);
                            expect.staysDown(first);
                            if (stage.can(Feature.MARKERS)) {
                                expect.eventually(
                                        stage.bounds().soon(), "no takeover marker is left", () -> !stage.home()
                                                .has(Marker.TAKEOVER));
                            }
                            expect.stillActive(second);
                        }),
                Scenario.named(Section.REPLACE, "zombie-target", "#42126", "#54162")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(REPL_10, ID_08)
                        .when(
                                "the incumbent dies below a parent that never reaps it: before, and during, the replacement")
                        .then("prompt success")
                        .cause("a zombie still answers kill(pid, 0): it is waited for, or taken for alive")
                        .plays((stage, expect) -> {
                            long began = System.nanoTime();
                            Actor first = expect.active(stage.launch(Role.RUN)
                                    .named("unreaped")
                                    .unreaped()
                                    .start());
                            double start = (System.nanoTime() - began) / 1e9;
                            stage.signal(first, Signal.KILL);
                            zombie(stage, stage.bounds().soon(), first);
                            expect.statusNotRunning(stage.home());
                            Actor plain = expect.active(stage.run());
                            if (!stage.can(Feature.REPLACE)) {
                                return;
                            }
                            stage.kill(plain);
                            Actor second = expect.active(stage.launch(Role.RUN)
                                    .named("unreaped")
                                    .unreaped()
                                    .start());
                            Actor next = stage.replace();
                            // it may drain for as long as it likes; the time counts from its death
                            zombie(stage, stage.bounds().replace(), second);
                            expect.activeWithin(
                                    3 * start + PROMPT * stage.bounds().factor(), next);
                            expect.recordNames(next);
                        }),
                Scenario.named(Section.REPLACE, "stopped-target", "#2178", "#2406")
                        .needs(Feature.SIGNALS)
                        .cites(START_14, STOP_16, REPL_10, REPL_11, ID_08, ID_14)
                        .when("the incumbent is stopped (SIGSTOP)")
                        .then(
                                "alive: a start is refused; --replace, where there is one, ends it; stop says 0 only when it is gone, with and without a record")
                        .cause(
                                "state T is taken for stale, SIGTERM is sent without SIGCONT, stop reports what it has asked for, or takes a missing record for a missing instance")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            stage.signal(owner, Signal.STOP);
                            stage.saw("the incumbent stopped", owner.self().stopped());
                            expect.statusNotDead();
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            expect.stillActive(owner);
                            if (stage.can(Feature.STOP)) {
                                owner = Stopping.asked(stage, expect, owner);
                            }
                            if (stage.can(Feature.STOP) && stage.can(Feature.FORMATS)) {
                                stage.home().delete(stage.home().pidName());
                                owner = Stopping.asked(stage, expect, owner);
                            }
                            if (stage.can(Feature.REPLACE)) {
                                expect.takesOver(stage.replace());
                                stage.resumeParents(owner);
                                if (stage.can(Feature.FORMATS)) {
                                    expect.endsAsPlanned(
                                            owner); // woken up, it hears of the takeover and goes by itself
                                } else {
                                    expect.ends(owner);
                                }
                            }
                        }),
                Scenario.named(Section.REPLACE, "eperm-on-target", "ee5daba06", "the v0.10.0 patch")
                        .needs(Feature.RECORD)
                        .needs(Machine.OTHER_USERS)
                        .cites(REPL_16, STOP_13, ID_07)
                        .when("the incumbent belongs to another user; its files can be read and written by us")
                        .then("alive: refused, nothing removed; it goes on, also a while later")
                        .cause(
                                "EPERM from kill(pid, 0) is taken for dead; or the request to go is written before it is clear that one may not ask, and is left there")
                        .plays((stage, expect) -> {
                            LockFile.runsAsAnother(stage);
                            Actor owner = stage.owner();
                            Home home = stage.home();
                            stage.sawWithin(stage.bounds().soon(), "a record", home::hasRecord);
                            home.mode("", "rwxrwxrwx");
                            home.mode(home.pidName(), "rw-rw-rw-");
                            if (home.has(home.lockName())) {
                                home.mode(home.lockName(), "rw-rw-rw-");
                            }
                            long inode = home.inode(home.lockName());
                            String record = home.text(home.pidName()).orElse("");
                            expect.refused(
                                    stage.launch(Role.RUN)
                                            .as(LockFile.USER)
                                            .option("wait", 1)
                                            .start(),
                                    69,
                                    77);
                            if (stage.can(Feature.REPLACE)) {
                                Actor replacer = hesitant(stage, Role.REPLACE)
                                        .option("wait", 1)
                                        .option("grace", 1)
                                        .start();
                                expect.decidedReplacing(replacer);
                                if (owner.hasExited() && replacer.hasBeenActive()) {
                                    expect.endsAsPlanned(owner);
                                    stage.inapplicable(
                                            "it asks the incumbent to go through a file that everybody could write"
                                                    + " here, and needs no signal");
                                }
                                expect.refused(replacer, 77);
                                expect.stillActive(owner);
                            }
                            if (stage.can(Feature.STOP)) {
                                Actor stop = hesitant(stage, Role.STOP).start();
                                stage.await(stage.bounds().leave(), stop::hasExited);
                                boolean done = stop.hasExited() && stop.exitCode() == 0;
                                if (done && stage.await(stage.bounds().leave(), owner::hasExited)) {
                                    stage.inapplicable("its stop works through a file that everybody could write here,"
                                            + " and needs no signal");
                                }
                                expect.isTrue("stop does not say that it has ended somebody else's instance", !done);
                            }
                            stage.await(HEEDED, () -> !owner.isActive()); // what was asked for beside the signal
                            expect.stillActive(owner);
                            expect.equal(
                                    "the record",
                                    record,
                                    home.text(home.pidName()).orElse("gone"));
                            expect.equal("the lock file", inode, home.inode(home.lockName()));
                        }),
                scenario("target-survives-kill", "#19471")
                        .needs(Machine.STRACE)
                        .cites(REPL_13, STOP_13, MARK_05)
                        .when("the incumbent is stopped, and the signals of the replacer have no effect")
                        .then(
                                "it gives up, bounded; the incumbent's files are kept, the marker is gone, nothing was started")
                        .cause("the replacement goes on after a failed kill")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            stage.signal(owner, Signal.STOP); // else it would follow the marker without any signal
                            stage.saw("the incumbent stopped", owner.self().stopped());
                            Launch launch = stage.launch(Role.REPLACE)
                                    .option("grace", 1)
                                    .option("wait", 2);
                            Actor replacer = powerless(launch, "strace.log").start();
                            expect.decidedReplacing(replacer);
                            if (!replacer.hasExited()
                                    && asksForEver(stage.folder().resolve("strace.log"))) {
                                stage.inapplicable(
                                        "it waits by null signals to a process of its own, which seem to have"
                                                + " an effect here");
                            }
                            expect.refused(replacer, 77);
                            if (!stage.struck("strace.log")) {
                                stage.inapplicable("it gives up without having sent a signal");
                            }
                            expect.stillActive(owner);
                            expect.recordNames(owner);
                            expect.isTrue(
                                    "no takeover marker is left", !stage.home().has(".gateway-takeover.json"));
                        }),
                scenario("orphan-children", "#51325")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Feature.WORKLOAD)
                        .needs(Machine.PYTHON)
                        .cites(REPL_15, REPL_17)
                        .when(
                                "the incumbent's workload has children; it is replaced, and another one is killed and replaced")
                        .then(
                                "nothing of the old workload is left; a stranger with the same command line is not touched")
                        .cause("only the main process is ended, or children are looked for by name")
                        .plays((stage, expect) -> {
                            Prop stranger = stage.props().stranger("sleep 987");
                            for (boolean killed : new boolean[] {false, true}) {
                                Actor owner = expect.active(stage.launch(Role.RUN)
                                        .named("owner")
                                        .args("--", "sh", "-c", "sleep 987 & sleep 986; wait")
                                        .start());
                                stage.sawWithin(
                                        stage.bounds().soon(),
                                        "the workload and its child",
                                        () -> owner.family().size() >= 3);
                                List<ProcId> family = owner.family();
                                if (killed) {
                                    stage.kill(owner);
                                }
                                Actor next = expect.takesOver(stage.replace());
                                expect.eventually(
                                        stage.bounds().leave(), "the old workload is gone", () -> family.stream()
                                                .noneMatch(ProcId::lives));
                                expect.unharmed(stranger);
                                stage.kill(next);
                            }
                        }),
                scenario("replace-kills-other-home", "#29948", "#93768", "#74872")
                        .needs(Feature.RECORD)
                        .cites(REC_16, REPL_06, STOP_16, PROBE_07)
                        .when(
                                "the record of this home is a copy of the live owner's of another home; status, stop, --replace")
                        .then("no signal to the other one; status and stop find nothing that runs here")
                        .cause("the recorded pid is signalled without asking whose home it serves")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Home other = stage.newHome("other").create();
                            Actor neighbour = stage.owner(other);
                            stage.home().leftover(stage.record(other));
                            if (saysWhoseHome(stage, other)) {
                                expect.statusNotRunning(stage.home());
                                if (stage.can(Feature.STOP)) {
                                    expect.ends(stage.launch(Role.STOP).start());
                                    expect.stillActive(neighbour);
                                }
                            }
                            Actor next = expect.resolved(stage.replace());
                            expect.stillActive(neighbour);
                            expect.isTrue("a free lock starts", next.hasBeenActive());
                        }),
                scenario("guard-deadlock", "#119467")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Feature.RECORD)
                        .needs(Machine.PYTHON)
                        .cites(START_20, REPL_06, ID_13)
                        .when(
                                "the record of a dead owner names a process that looks like a gateway and is none; the lock is free")
                        .then("a free lock always starts, and nobody is signalled")
                        .cause(
                                "the running check accepts what the kill guard refuses, so that neither start nor replacement is possible")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Prop stranger = stage.props().stranger("gateway", "run", "--replace", "hermes", "gateway");
                            OwnerRecord record = StaleRecords.record(stage);
                            for (Object start :
                                    new Object[] {null, stranger.id().startTicks() + 1}) {
                                StaleRecords.startsDespite(
                                        stage,
                                        expect,
                                        record.with("pid", stranger.pid()).with("start_time", start),
                                        stranger);
                            }
                        }),
                scenario("pid-recycled-before-kill", "#89614")
                        .needs(Machine.STRACE, Machine.PYTHON, Machine.PID_REUSE, Machine.ROOT)
                        .cites(REPL_07, STOP_16)
                        .when(
                                "the incumbent dies and its pid is given to another process between the check and the signal, of --replace and of stop; and between the check and the pin")
                        .then("the stranger is not hit")
                        .cause("kill(pid) after the check instead of a pinned handle")
                        .plays(Replacing::recycledBeforeKill));
    }

    /** Whether who reads the record can know that it is not of this home. */
    private static boolean saysWhoseHome(Stage stage, Home other) {
        String path = other.path().toString();
        return stage.can(Feature.FORMATS)
                || other.text(other.pidName()).orElse("").contains('"' + path + '"');
    }

    /** Waits until it is dead and not reaped. */
    private static void zombie(Stage stage, double seconds, Actor actor) {
        stage.await(seconds, () -> actor.self().zombie() || !actor.self().exists());
        if (!actor.self().exists()) {
            stage.inapplicable("a launcher of its own reaps the process that holds, so that it is no zombie for long");
        }
        stage.saw("a zombie", actor.self().zombie());
    }

    private static void recycledBeforeKill(Stage stage, Expect expect) throws Exception {
        boolean promised = stage.can(Feature.EXIT_CODES) || stage.can(Feature.PRIVATE_FILES);
        stage.kill(recycledBefore(Role.REPLACE, SIGNALLING, promised, stage, expect));
        if (promised && stage.can(Feature.STOP)) {
            recycledBefore(Role.STOP, SIGNALLING, true, stage, expect);
        }
        if (stage.can(Feature.FORMATS) && stage.logged("replace.log", "pidfd_send_signal")) {
            stage.kill(expect.active(stage.run()));
            recycledBefore(Role.REPLACE, PINNING, true, stage, expect);
        }
    }

    /** Ends with the one that signals. */
    private static Actor recycledBefore(Role role, String calls, boolean promised, Stage stage, Expect expect)
            throws Exception {
        Actor owner = stage.owner();
        boolean pins = calls.equals(PINNING);
        String log = role.key() + (pins ? "-pins" : "") + ".log";
        Actor asks = stage.launch(role).inject(log, calls, "delay_enter=2s").start();
        BooleanSupplier about = () -> stage.logged(log, pins ? PINNING : A_SIGNAL);
        stage.await(stage.bounds().replace(), () -> about.getAsBoolean() || asks.hasBeenActive() || asks.hasExited());
        if (asks.hasBeenActive() && !about.getAsBoolean()) {
            stage.inapplicable("it replaces without a signal");
        }
        if (asks.hasExited() && !about.getAsBoolean()) {
            stage.inapplicable("it gives up without having sent a signal");
        }
        stage.saw(asks.name() + " about to " + (pins ? "pin it" : "signal"), about.getAsBoolean());
        stage.kill(owner);
        Prop recycler = stage.props().strangerReusing(owner.pid());
        ProcId stranger = stage.props().processWith(owner.pid());
        if (role == Role.REPLACE) {
            expect.takesOver(asks);
        } else {
            expect.ends(asks);
        }
        if (!stranger.lives() && !promised && !stage.logged(log, "pidfd_send_signal")) {
            stage.inapplicable("it looks again right before each signal, as one without process descriptors has to;"
                    + " the window that remains was made 2 s wide here");
        }
        expect.unharmed(recycler.name(), stranger);
        return asks;
    }

    /** The last thing that it does is to ask again and again whether a process is alive that is gone. */
    private static boolean asksForEver(Path log) throws IOException {
        List<String> calls = Files.exists(log) ? Files.readAllLines(log) : List.of();
        String last = calls.isEmpty() ? "" : calls.get(calls.size() - 1);
        Matcher asked = NULL_SIGNAL.matcher(last);
        return asked.find() && !ProcId.alive(Long.parseLong(asked.group(1)));
    }

    /** By another user, who learns late that its first signals were denied: what it has asked for in a file lies there meanwhile. */
    private static Launch hesitant(Stage stage, Role role) throws IOException {
        Launch launch = stage.launch(role).as(LockFile.USER);
        if (!Machine.STRACE.available()) {
            return launch;
        }
        String log = "hesitant-" + role.key() + ".log";
        Files.setPosixFilePermissions(
                Files.createFile(stage.folder().resolve(log)), PosixFilePermissions.fromString("rw-rw-rw-"));
        return launch.inject(log, SIGNALLING, "delay_exit=" + HEEDED + "s:when=1..2");
    }

    /** Its signals have no effect, and seem to have had one. */
    static Launch powerless(Launch launch, String log) {
        return launch.inject(log, SIGNALLING, "retval=0");
    }
}
