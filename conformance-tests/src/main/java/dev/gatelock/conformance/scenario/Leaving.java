package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ENV_10;
import static dev.gatelock.conformance.scenario.Req.HOLD_06;
import static dev.gatelock.conformance.scenario.Req.HOLD_07;
import static dev.gatelock.conformance.scenario.Req.PROBE_04;
import static dev.gatelock.conformance.scenario.Req.REC_14;
import static dev.gatelock.conformance.scenario.Req.REPL_15;
import static dev.gatelock.conformance.scenario.Req.SCOPE_09;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_03;
import static dev.gatelock.conformance.scenario.Req.START_10;
import static dev.gatelock.conformance.scenario.Req.START_15;
import static dev.gatelock.conformance.scenario.Req.START_18;
import static dev.gatelock.conformance.scenario.Req.START_23;
import static dev.gatelock.conformance.scenario.Req.START_27;
import static dev.gatelock.conformance.scenario.Req.STOP_01;
import static dev.gatelock.conformance.scenario.Req.STOP_02;
import static dev.gatelock.conformance.scenario.Req.STOP_03;
import static dev.gatelock.conformance.scenario.Req.STOP_04;
import static dev.gatelock.conformance.scenario.Req.STOP_05;
import static dev.gatelock.conformance.scenario.Req.STOP_06;
import static dev.gatelock.conformance.scenario.Req.STOP_08;
import static dev.gatelock.conformance.scenario.Req.STOP_11;
import static dev.gatelock.conformance.scenario.Req.STOP_14;
import static dev.gatelock.conformance.scenario.Req.STOP_15;
import static dev.gatelock.conformance.scenario.Req.STOP_16;
import static dev.gatelock.conformance.scenario.Req.STOP_17;
import static dev.gatelock.conformance.scenario.Req.STOP_19;
import static dev.gatelock.conformance.scenario.Req.STOP_20;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Stop, exit codes, and what a service manager makes of them. */
final class Leaving {

    /** Why it does not matter with which code SIGTERM ended it. */
    static final String SIGTERM_IS_ITS_STOP = "it offers no stop command, so that SIGTERM is how it is stopped";

    /** 128 + n: the signal ended it, and no line of its code was run. */
    private static final Map<Signal, Integer> ENDED_BY =
            Map.of(Signal.TERM, Expect.TERMINATED, Signal.HUP, 129, Signal.INT, 130);

    private static final int SIGUSR1 = 10;

    /** Seconds for which the instance that is stopped drains; it may give up after five. */
    private static final double DRAIN = 3;

    /** Seconds for which an owner waits for the other side. */
    private static final double GOODBYE = 5;

    private static final int EARLY = 5;

    private static final int WORDS = 50;

    private static final int LETTERS = 500;

    /** Bytes. */
    private static final int READ_AT_MOST = 65_536;

    private static final double SHORTEST_PAUSE = 0.05;

    private Leaving() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.STOP, slug, refs);
    }

    /**
     * Whether that end by a signal cannot be told from a planned stop: there is no other way to stop it, and no supervisor
     * revives it.
     */
    static boolean maybePlanned(Stage stage, int code) {
        return !stage.can(Feature.STOP)
                && !stage.can(Feature.EXIT_CODES)
                && !stage.manifest().supervisorRestarts(code);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("term-exits-zero", "#5646")
                        .needs(Feature.SIGNALS)
                        .cites(STOP_06)
                        .when("a stray SIGTERM")
                        .then("not 0: a supervisor revives it; without a stop command it may be the planned stop")
                        .cause("every signal is treated as a planned stop")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            stage.signal(owner, Signal.TERM);
                            expect.ends(owner);
                            if (maybePlanned(stage, owner.exitCode())) {
                                expect.active(stage.run());
                                stage.inapplicable(SIGTERM_IS_ITS_STOP);
                            }
                            expect.fails(owner, 1);
                            expect.isTrue(
                                    "a supervisor revives it", stage.manifest().supervisorRestarts(owner.exitCode()));
                            expect.active(stage.run());
                        }),
                scenario("planned-stop-exits-one", "b63229016")
                        .needs(Feature.STOP)
                        .cites(STOP_05, STOP_16)
                        .when(
                                "stop of an instance that drains; stop when nothing runs; stop with a timeout that is shorter than the drain")
                        .then(
                                "the instance exits 0, and so does stop, and not before nothing runs any more; when its time is over, stop says so and kills nobody")
                        .cause(
                                "the signal of stop is treated like any other one, or stop does not wait for the end, or kills when its time is over")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner().holdWitness();
                            Actor stop = stage.launch(Role.STOP).start();
                            stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !owner.isActive());
                            stage.await(DRAIN, () -> stop.hasExited() || owner.hasExited());
                            expect.isTrue(
                                    "stop has not ended before the instance",
                                    !stop.hasExited()
                                            || stop.exitCode() != 0
                                            || !owner.self().lives());
                            owner.releaseWitness();
                            expect.exits(stop, 0);
                            expect.endsAsPlanned(owner);
                            expect.statusNotRunning(stage.home());
                            expect.exits(stage.launch(Role.STOP).start(), 0);
                            impatient(stage, expect);
                        }),
                scenario("interrupt-exits-zero", "[D]")
                        .needs(Feature.SIGNALS)
                        .needs(Feature.EXIT_CODES)
                        .cites(STOP_05)
                        .when("Ctrl+C")
                        .then("it exits 0")
                        .cause("SIGINT is treated as a crash")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            long inode = stage.home().inode(stage.home().lockName());
                            stage.signal(owner, Signal.INT);
                            expect.exits(owner, 0);
                            lockStays(stage, expect, inode, "Ctrl+C");
                        }),
                scenario("restart-exit-zero", "#28135")
                        .needs(Feature.RESTART)
                        .cites(STOP_04, STOP_11, STOP_20)
                        .when("a restart is asked for")
                        .then("the exit code makes the supervisor start it again; the record goes with it")
                        .cause("a restart ends like a stop, or takes a way out that skips the clean-up")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            long inode = stage.home().inode(stage.home().lockName());
                            expect.ends(stage.launch(Role.RESTART).start());
                            expect.fails(owner, 75);
                            expect.isTrue(
                                    "a supervisor revives it", stage.manifest().supervisorRestarts(owner.exitCode()));
                            noRecord(stage, expect, stage.home(), "a restart");
                            lockStays(stage, expect, inode, "a restart");
                        }),
                scenario("fatal-config-exit-lost", "#51228")
                        .needs(Feature.SCOPES)
                        .cites(STOP_04, STOP_08, STOP_15, SCOPE_09)
                        .when("the token is in use by an instance of another home")
                        .then("the refusal's code reaches the process exit, and no record stays in its home")
                        .cause("an error in a background task ends with 0, or the refused one does not tidy its home")
                        .plays((stage, expect) -> {
                            expect.active(stage.launch(Role.RUN)
                                    .scope("bot", "token-1")
                                    .start());
                            Home other = stage.newHome("other");
                            expect.refused(stage.launch(Role.RUN)
                                    .home(other)
                                    .scope("bot", "token-1")
                                    .start());
                            noRecord(stage, expect, other, "the refusal");
                        }),
                scenario("hard-exit-leaks-pid", "#56296")
                        .needs(Feature.SIGNALS)
                        .needs(Feature.RECORD)
                        .cites(STOP_04)
                        .when("it leaves for SIGTERM, for SIGHUP, for SIGINT, for a second SIGTERM while it drains")
                        .then("its record is removed")
                        .cause("a short way out skips the clean-up")
                        .plays((stage, expect) -> {
                            for (Signal signal : List.of(Signal.TERM, Signal.HUP, Signal.INT)) {
                                recordGoesWithIt(stage, expect, signal);
                            }
                            if (stage.can(Feature.FORMATS) && stage.can(Feature.EXIT_CODES)) {
                                toldTwice(stage, expect);
                            }
                        }),
                scenario("teardown-hangs", "#14128")
                        .needs(Feature.SIGNALS)
                        .cites(STOP_03, STOP_19)
                        .when("the other side of an adapter never answers the goodbye")
                        .then("the instance leaves all the same, within a bound")
                        .cause("the answer is waited for without a limit")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner().holdWitness();
                            stage.signal(owner, Signal.TERM);
                            stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !owner.isActive());
                            expect.ends(owner);
                            expect.active(stage.run());
                        }),
                scenario("drain-before-release", "[D]")
                        .needs(Feature.SIGNALS)
                        .cites(START_27, STOP_01, STOP_19)
                        .when("an adapter closes slowly while starts wait, from before the signal on")
                        .then("the lock is given up after everything outside is closed")
                        .cause("the lock is released first, or by another exit hook at the same time")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner().holdWitness();
                            List<Actor> early = besideTheSignal(stage, owner);
                            stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !owner.isActive());
                            Actor eager = stage.run();
                            List<Actor> starts = Stream.concat(early.stream(), Stream.of(eager))
                                    .toList();
                            // until one is active, all are gone, or they have had a second: correct ones wait or are
                            // refused; who is refused may have met one that has just taken the lock
                            stage.untilLooking(eager);
                            stage.await(
                                    StartRaces.SECOND_LOOK,
                                    () -> starts.stream().anyMatch(Actor::hasBeenActive)
                                            || starts.stream().allMatch(Actor::hasExited));
                            if (owner.hasExited()) {
                                resolved(stage, expect, starts);
                                expect.isTrue(
                                        "the goodbye was waited for",
                                        !stage.can(Feature.FORMATS) || patient(stage, owner));
                                stage.inapplicable("it does not drain: the signal ends it, or it does not wait for the"
                                        + " witness as long as that takes to look");
                            }
                            expect.isTrue(
                                    "the one that drains has not been overtaken",
                                    starts.stream().noneMatch(Actor::hasBeenActive));
                            owner.releaseWitness();
                            expect.ends(owner);
                            resolved(stage, expect, starts);
                        }),
                scenario("restart-loop", "#13655")
                        .cites(START_18, STOP_17)
                        .when("Restart=on-failure after SIGKILL, three times")
                        .then("one restart each")
                        .cause("what the dead one left makes every restart fail")
                        .plays((stage, expect) -> {
                            Actor unit = stage.owner();
                            for (int i = 0; i < 3; i++) {
                                stage.kill(unit);
                                unit = expect.active(stage.run());
                            }
                            expect.recordNames(unit);
                        }),
                scenario("lock-late-release", "#28561")
                        .needs(Feature.FLOCK, Feature.LOCK_FILE)
                        .needs(Machine.PYTHON)
                        .cites(START_15)
                        .when("the lock lingers after the owner's death and comes free while a start waits")
                        .then("the start succeeds")
                        .cause("a held lock is refused at once although nobody alive is known to have it")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            stage.saw(
                                    "a lock file", stage.home().has(stage.home().lockName()));
                            Prop lingering = stage.props().holder(stage.home().lock());
                            Actor next = StartRaces.patient(stage);
                            stage.untilLooking(next);
                            stage.await(1, next::hasExited);
                            stage.saw("the lock held meanwhile", lingering.lives());
                            boolean left = StartRaces.leavesItToTheSupervisor(stage, next);
                            lingering.finish();
                            stage.fault("the lock is free");
                            double free = stage.history().end() / 1e9;
                            if (left || StartRaces.hadGivenUp(stage, next, free)) {
                                StartRaces.byTheNextStart(stage, expect, next);
                            }
                            expect.takesOver(next);
                            expect.recordNames(next);
                        }),
                scenario("lock-held-record-dead", "#28561")
                        .needs(Feature.FLOCK, Feature.LOCK_FILE, Feature.RECORD)
                        .needs(Machine.PYTHON)
                        .cites(START_10, START_15, START_23, STOP_02, REPL_15, PROBE_04, ENV_10)
                        .when(
                                "a foreign process holds the lock; the record names a dead owner; starts with a short wait and a long one")
                        .then(
                                "the short one is refused, names the holder from the kernel and leaves the record alone; the long one starts once the lock is free")
                        .cause(
                                "the lock is broken because the recorded pid is dead, the record is tidied away before the lock is held, or the wait is a constant")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            stage.saw(
                                    "a lock file", stage.home().has(stage.home().lockName()));
                            Home home = stage.home();
                            String record = home.text(home.pidName()).orElse("gone");
                            Prop holder = stage.props().holder(home.lock());
                            Actor refused = expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            expect.names(refused, holder.pid());
                            recordKept(stage, expect, record, "a refused start");
                            if (stage.can(Feature.REPLACE)) {
                                Actor replacer = stage.launch(Role.REPLACE)
                                        .option("wait", 1)
                                        .option("grace", 1)
                                        .start();
                                expect.refusedReplacing(replacer, 69, 77);
                                recordKept(stage, expect, record, "a refused replacement");
                            }
                            expect.unharmed(holder);
                            Optional<Actor> waiting = waitingForLong(stage, expect);
                            holder.finish();
                            waiting.ifPresent(start -> stage.kill(expect.takesOver(start)));
                            expect.active(stage.run());
                        }),
                scenario("workload-signals", "[D]")
                        .needs(Feature.SIGNALS)
                        .needs(Feature.WORKLOAD)
                        .cites(STOP_14, HOLD_07)
                        .when("run -- COMMAND: the command ends by itself, or the runner gets SIGTERM")
                        .then("its exit status is the result; the signal reaches it and nothing of it stays")
                        .cause("the workload is started and forgotten")
                        .plays((stage, expect) -> {
                            expect.exits(
                                    stage.launch(Role.RUN)
                                            .args("--", "sh", "-c", "exit 7")
                                            .start(),
                                    7);
                            Actor owner = expect.active(stage.launch(Role.RUN)
                                    .args("--", "sh", "-c", "sleep 988 & sleep 989; wait")
                                    .start());
                            stage.sawWithin(
                                    stage.bounds().soon(),
                                    "the workload",
                                    () -> owner.family().size() >= 3);
                            List<ProcId> family = owner.family();
                            stage.signal(owner, Signal.TERM);
                            expect.ends(owner);
                            expect.eventually(
                                    stage.bounds().leave(), "nothing of the workload is left", () -> family.stream()
                                            .noneMatch(ProcId::lives));
                            expect.active(stage.run());
                        }),
                scenario("workload-status", "[D]")
                        .needs(Feature.FORMATS, Feature.SIGNALS, Feature.WORKLOAD, Feature.EXIT_CODES)
                        .cites(START_03, STOP_04, STOP_05, STOP_14, HOLD_07, REC_14)
                        .when(
                                "a command that is finished, one that a signal ends, one that catches the signal of its runner, one that loses, one with 100 KB of arguments; stop, restart and replacement of a runner with a command")
                        .then(
                                "0, and no record stays; 128 + n; the signal arrives, and an unplanned end is 1; the loser's command is never started; 0, 75 and 0, whatever the command ends with")
                        .cause(
                                "the status of the command is lost, or is told although the runner ended it, or it is killed instead of told, or its end ends the runner without a clean-up")
                        .plays(Leaving::workloadStatus),
                scenario("workload-outlives-runner", "#51325", "#28561")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Feature.WORKLOAD)
                        .cites(HOLD_06, START_01, STOP_02)
                        .when("the runner is SIGKILLed while its workload runs; a start, then a replacement")
                        .then(
                                "the workload keeps the lock or dies with the runner: never a second instance beside it; a refused start leaves the record, from which a replacer knows whose the workload is")
                        .cause(
                                "the workload neither inherits the lock nor is bound to the runner, or a refused start has removed the record")
                        .plays(Leaving::workloadOutlivesRunner));
    }

    /** Stop with a time that is over before the instance has drained: it says so, and leaves it to the instance. */
    private static void impatient(Stage stage, Expect expect) {
        if (stage.manifest().option("timeout", 1).isEmpty()) {
            return;
        }
        Actor owner = stage.owner().holdWitness();
        Actor stop = stage.launch(Role.STOP).option("timeout", 1).start();
        stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !owner.isActive());
        stage.await(DRAIN, () -> stop.hasExited() || owner.hasExited());
        boolean over = stop.hasExited() && owner.self().lives();
        owner.releaseWitness();
        if (over) {
            expect.fails(stop, 1);
        }
        expect.endsAsPlanned(owner);
        expect.ends(stop);
    }

    /** A start that waits for longer than anything here takes, beside one that does not; of those who have a setting for that, and our codes. */
    private static Optional<Actor> waitingForLong(Stage stage, Expect expect) {
        if (!stage.can(Feature.FORMATS)
                || !stage.can(Feature.EXIT_CODES)
                || stage.manifest().option("wait", 1).isEmpty()) {
            return Optional.empty();
        }
        long wait = (long) (2 * (stage.bounds().refuse() + stage.bounds().replace()));
        Actor start =
                stage.launch(Role.RUN).named("long-wait").option("wait", wait).start();
        stage.untilLooking(start);
        expect.refused(
                stage.launch(Role.RUN).named("short-wait").option("wait", 1).start());
        expect.isTrue(
                "the start with the long wait, which came first, is still waiting",
                !start.hasExited() && !start.hasConnected());
        return Optional.of(start);
    }

    /** Nobody touches the record without the lock; asked of those who say that this very lock is the one. */
    static void recordKept(Stage stage, Expect expect, String record, String after) {
        if (stage.manifest().declares(Feature.FLOCK)) {
            Home home = stage.home();
            expect.equal(
                    "the record after " + after,
                    record,
                    home.text(home.pidName()).orElse("gone"));
        }
    }

    /** The signal, and starts around it: as many as a small machine bears, spread over the time that one of them takes. */
    private static List<Actor> besideTheSignal(Stage stage, Actor owner) {
        List<Actor> starts = new ArrayList<>();
        double pause = Math.max(SHORTEST_PAUSE, stage.pace() / EARLY);
        for (int i = 0; i < EARLY; i++) {
            starts.add(stage.launch(Role.RUN).named("early").start());
            stage.await(pause, () -> false);
        }
        stage.signal(owner, Signal.TERM);
        return starts;
    }

    /** All have decided; one may have won, and whoever comes after it is refused. */
    private static void resolved(Stage stage, Expect expect, List<Actor> starts) {
        starts.forEach(expect::resolved);
        starts.stream().filter(Actor::isActive).forEach(stage::kill);
    }

    private static void recordGoesWithIt(Stage stage, Expect expect, Signal signal) {
        Actor owner = stage.owner();
        Home home = stage.home();
        stage.sawWithin(stage.bounds().soon(), "a record", home::hasRecord);
        stage.signal(owner, signal);
        if (signal != Signal.TERM && !stage.can(Feature.EXIT_CODES)) {
            stage.await(stage.bounds().soon(), owner::hasExited);
            if (!owner.hasExited()) {
                stage.note("it goes on after " + signal);
                stage.kill(owner);
                return;
            }
        }
        expect.ends(owner);
        if (owner.exitCode() == ENDED_BY.get(signal) && !stage.can(Feature.EXIT_CODES)) {
            stage.note("it has no way out for " + signal + ", and dies as by SIGKILL");
            return;
        }
        gone(expect, home, signal.toString());
    }

    /** A second signal while it drains hastens nothing, and is no way around the clean-up. */
    private static void toldTwice(Stage stage, Expect expect) {
        Actor owner = stage.owner().holdWitness();
        stage.signal(owner, Signal.TERM);
        stage.sawWithin(stage.bounds().leave(), "the goodbye", () -> !owner.isActive());
        if (!owner.hasExited()) {
            stage.signal(owner, Signal.TERM);
        }
        owner.releaseWitness();
        expect.fails(owner, 1);
        noRecord(stage, expect, stage.home(), "a second TERM");
    }

    private static void noRecord(Stage stage, Expect expect, Home home, String end) {
        if (stage.can(Feature.FORMATS) && stage.can(Feature.RECORD) && stage.can(Feature.EXIT_CODES)) {
            gone(expect, home, end);
        }
    }

    /** The lock file is made once; of those whose files are those of the specification. */
    private static void lockStays(Stage stage, Expect expect, long inode, String end) {
        if (stage.can(Feature.FORMATS) && stage.can(Feature.LOCK_FILE)) {
            expect.equal(
                    "the lock file after " + end,
                    inode,
                    stage.home().inode(stage.home().lockName()));
        }
    }

    private static void gone(Expect expect, Home home, String end) {
        expect.isTrue(
                "the record is gone after " + end,
                home.recordIsNoLock() ? !home.has(home.pidName()) : !home.hasRecord());
    }

    private static void workloadOutlivesRunner(Stage stage, Expect expect) {
        Actor owner = expect.active(
                stage.launch(Role.RUN).named("owner").args("--", "sleep", "987").start());
        stage.sawWithin(
                stage.bounds().soon(), "the workload", () -> owner.family().size() >= 2);
        List<ProcId> workload =
                owner.family().stream().filter(p -> !p.equals(owner.self())).toList();
        stage.kill(owner);
        String record = stage.home().text(stage.home().pidName()).orElse("gone");
        Actor next = expect.resolved(
                stage.launch(Role.RUN).named("next").option("wait", 2).start());
        if (next.hasBeenActive()) {
            expect.isTrue(
                    "nothing of the old workload lives beside the new instance",
                    workload.stream().noneMatch(ProcId::lives));
        } else {
            expect.isTrue(
                    "the old workload is why it was refused", workload.stream().anyMatch(ProcId::lives));
            if (stage.can(Feature.FORMATS)) { // a replacer needs it to know whose the workload is
                recordKept(stage, expect, record, "a refused start");
            }
            if (stage.can(Feature.REPLACE)) {
                expect.takesOver(stage.replace());
                expect.isTrue("the old workload is gone", workload.stream().noneMatch(ProcId::lives));
            }
        }
    }

    /** Whether it has waited for the other side about as long as it may, so that only the harness was slow. */
    static boolean patient(Stage stage, Actor owner) {
        double goodbye = moment(stage, Event.Kind.HALF_CLOSED, owner);
        return moment(stage, Event.Kind.EXITED, owner) - goodbye > GOODBYE - 1;
    }

    /** Seconds of the story when that was first seen of it; 0 if it was not. */
    static double moment(Stage stage, Event.Kind kind, Actor actor) {
        return stage.history().first(kind, actor.name()).map(Event::seconds).orElse(0.0);
    }

    private static void workloadStatus(Stage stage, Expect expect) {
        expect.exits(stage.launch(Role.RUN).args("--", "true").start(), 0);
        noRecord(stage, expect, stage.home(), "the end of the command");
        expect.exits(
                stage.launch(Role.RUN).args("--", "sh", "-c", "kill -s USR1 $$").start(), 128 + SIGUSR1);
        Path heard = stage.folder().resolve("heard");
        Path lost = stage.folder().resolve("lost");
        String script = "trap 'echo TERM >\"$0\"; exit 0' TERM; echo ready >\"$0\"; while :; do sleep 0.1; done";
        Actor owner = expect.active(stage.launch(Role.RUN)
                .args("--", "sh", "-c", script, heard.toString())
                .start());
        stage.sawWithin(
                stage.bounds().soon(), "the command at work", () -> said(heard).equals("ready"));
        expect.refused(stage.launch(Role.RUN)
                .option("wait", 1)
                .args("--", "touch", lost.toString())
                .start());
        expect.isTrue("the command of the loser was not started", !Files.exists(lost));
        stage.signal(owner, Signal.TERM);
        expect.fails(owner, 1);
        expect.equal("what the command heard", "TERM", said(heard));
        wordy(stage, expect);
        plannedEnd(stage, expect, Feature.STOP, Role.STOP, 0);
        plannedEnd(stage, expect, Feature.RESTART, Role.RESTART, 75);
        if (stage.can(Feature.REPLACE)) {
            Actor replaced = sleeping(stage, expect);
            expect.takesOver(stage.replace());
            expect.exits(replaced, 0);
        }
    }

    private static Actor sleeping(Stage stage, Expect expect) {
        return expect.active(stage.launch(Role.RUN).args("--", "sleep", "986").start());
    }

    /** A command line of 100 KB does not fit into what a reader takes for a record. */
    private static void wordy(Stage stage, Expect expect) {
        if (stage.can(Feature.RECORD)) {
            Actor owner = expect.active(stage.launch(Role.RUN)
                    .args("--", "sh", "-c", "exec sleep 986", "sh")
                    .args(Collections.nCopies(WORDS, "word".repeat(LETTERS)))
                    .start());
            int length = stage.home().text(stage.home().pidName()).orElse("").length();
            expect.isTrue("a record of at most 64 KiB (" + length + ")", length <= READ_AT_MOST);
            expect.recordNames(owner);
            stage.sawWithin(stage.bounds().soon(), "the command", () -> owner.family().stream()
                    .anyMatch(process -> process.describe().endsWith(" sleep 986")));
            stage.killRest(owner, owner.family()); // the command may keep the lock
        }
    }

    /** The command dies of the signal of its runner: that is not the status of a runner that was told to go. */
    private static void plannedEnd(Stage stage, Expect expect, Feature promised, Role command, int code) {
        if (stage.can(promised)) {
            Actor owner = sleeping(stage, expect);
            expect.ends(stage.launch(command).start());
            expect.exits(owner, code);
        }
    }

    private static String said(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
