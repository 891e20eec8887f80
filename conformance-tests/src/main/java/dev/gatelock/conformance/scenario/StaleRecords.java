package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ENV_10;
import static dev.gatelock.conformance.scenario.Req.HOLD_04;
import static dev.gatelock.conformance.scenario.Req.ID_01;
import static dev.gatelock.conformance.scenario.Req.ID_02;
import static dev.gatelock.conformance.scenario.Req.ID_04;
import static dev.gatelock.conformance.scenario.Req.ID_05;
import static dev.gatelock.conformance.scenario.Req.ID_06;
import static dev.gatelock.conformance.scenario.Req.ID_09;
import static dev.gatelock.conformance.scenario.Req.ID_10;
import static dev.gatelock.conformance.scenario.Req.ID_11;
import static dev.gatelock.conformance.scenario.Req.PROBE_07;
import static dev.gatelock.conformance.scenario.Req.REC_04;
import static dev.gatelock.conformance.scenario.Req.REC_06;
import static dev.gatelock.conformance.scenario.Req.REPL_03;
import static dev.gatelock.conformance.scenario.Req.REPL_06;
import static dev.gatelock.conformance.scenario.Req.START_06;
import static dev.gatelock.conformance.scenario.Req.START_18;
import static dev.gatelock.conformance.scenario.Req.START_20;
import static dev.gatelock.conformance.scenario.Req.START_21;
import static dev.gatelock.conformance.scenario.Req.STOP_17;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.List;

/** Records whose owner is dead, or whose pid has come to mean somebody else. */
final class StaleRecords {

    private StaleRecords() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.RECORDS, slug, refs).needs(Feature.RECORD);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("stale-pid-dead-owner", "#13655", "#14203", "#13709", "#13947", "#25569", "#29349")
                        .cites(START_18, START_21, REPL_03, STOP_17, PROBE_07)
                        .when("the owner is SIGKILLed and its record stays")
                        .then("the first start works and replaces the record; so does the first --replace")
                        .cause(
                                "the record is created exclusively, and the clean-up refuses to remove a record of another pid")
                        .plays((stage, expect) -> {
                            Actor dead = stage.owner();
                            expect.recordNames(dead);
                            stage.kill(dead);
                            record(stage);
                            expect.statusNotRunning(stage.home());
                            Actor next = expect.active(stage.run());
                            expect.recordNames(next);
                            stage.kill(next);
                            if (stage.can(Feature.REPLACE)) {
                                expect.recordNames(expect.active(stage.replace()));
                            }
                        }),
                scenario("stale-pid-reused", "#576", "#1310", "#13559")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(START_20, START_21, REPL_06)
                        .when(
                                "the pid of the dead owner belongs to an unrelated live process, of another program or of the same interpreter")
                        .then("the start works and the stranger is never signalled, neither by --replace nor by stop")
                        .cause("liveness of the recorded pid is taken for liveness of the owner")
                        .plays((stage, expect) -> {
                            Actor dead = stage.owner();
                            Prop alike = stage.props().strangerLike(dead);
                            stage.kill(dead);
                            OwnerRecord record = record(stage);
                            for (Prop stranger : List.of(stage.props().stranger(), alike)) {
                                OwnerRecord reused = record.with("pid", stranger.pid());
                                if (stage.can(Feature.STOP)) {
                                    stage.home().leftover(reused);
                                    expect.exits(stage.launch(Role.STOP).start(), 0);
                                    expect.unharmed(stranger);
                                }
                                startsDespite(stage, expect, reused, stranger);
                            }
                        }),
                scenario("stale-pid-really-reused", "#576", "#1310", "#13559")
                        .needs(Machine.PYTHON, Machine.PID_REUSE, Machine.ROOT)
                        .cites(START_21, REPL_06)
                        .when("the kernel gave the very pid of the dead owner to an unrelated process")
                        .then("the start works and the stranger is never signalled")
                        .cause("pid without start time is taken for an identity")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            long pid = record(stage).pid();
                            Prop recycler = stage.props().strangerReusing(pid);
                            ProcId stranger = stage.props().processWith(pid);
                            startsDespite(stage, expect, record(stage), recycler);
                            expect.unharmed("the process with the reused pid", stranger);
                        }),
                scenario("argv-trusted-over-cmdline", "#13559")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(START_21, ID_10)
                        .when(
                                "the record looks right and has no start time; the live process of that pid is no gateway")
                        .then("not running: the start works, the stranger is left alone")
                        .cause("the command line inside the record is believed instead of the live one")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Prop stranger = stage.props().stranger();
                            startsDespite(
                                    stage,
                                    expect,
                                    record(stage).with("pid", stranger.pid()).with("start_time", null),
                                    stranger);
                        }),
                scenario("reboot-same-pid-same-ticks", "#46589")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(START_18, ID_05)
                        .when("after a reboot another service has the recorded pid and start ticks")
                        .then("the boot id differs: stale, the start works, the stranger is left alone")
                        .cause("start ticks are compared without the boot they belong to")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Prop stranger = stage.props().stranger();
                            OwnerRecord record = record(stage)
                                    .with("pid", stranger.pid())
                                    .with("start_time", stranger.id().startTicks())
                                    .with("boot_id", "00000000-1111-2222-3333-444444444444");
                            startsDespite(stage, expect, record, stranger);
                            // the same from an owner that says of no lock, so that its process counts
                            startsDespite(stage, expect, record.without("lock_class"), stranger);
                        }),
                scenario("legacy-bare-int", "early 2026")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(REC_06, START_21, ID_02, ID_04, ENV_10)
                        .when("the record is a bare integer: a dead pid, a stranger's, the live owner's")
                        .then("never in the way of a start, and a live owner stays the owner")
                        .cause("the older format is not read, or a bare pid is taken for an identity")
                        .plays((stage, expect) -> {
                            Actor dead = stage.deadOwner();
                            stage.home().leftover(new OwnerRecord(dead.pid()));
                            stage.kill(expect.active(stage.run()));
                            Prop stranger = stage.props().stranger();
                            startsDespite(stage, expect, new OwnerRecord(stranger.pid()), stranger);
                            Actor owner = stage.owner();
                            stage.home().leftover(new OwnerRecord(owner.pid()));
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            expect.stillActive(owner);
                        }),
                scenario("same-pid-every-boot", "#14128")
                        .needs(Machine.PID_NAMESPACE)
                        .cites(START_20, ID_06, ID_11)
                        .when("a container gives the same pid to every start, on a persistent volume")
                        .then("its own pid and a dead namespace are never another instance")
                        .cause("the recorded pid is alive because it is one's own")
                        .plays((stage, expect) -> {
                            Actor first = expect.active(stage.launch(Role.RUN)
                                    .inPidNamespaceBelowInit()
                                    .start());
                            long pid = first.reportedPid();
                            stage.kill(first);
                            Actor second = expect.active(stage.launch(Role.RUN)
                                    .inPidNamespaceBelowInit()
                                    .start());
                            if (second.reportedPid() != pid) {
                                stage.inapplicable(
                                        "it starts so many processes before the one that holds, or in such an"
                                                + " order, that it never has the same pid twice");
                            }
                            expect.recordNames(second);
                            stage.kill(second);
                            if (stage.can(Feature.REPLACE)) {
                                expect.active(stage.launch(Role.REPLACE)
                                        .inPidNamespaceBelowInit()
                                        .start());
                            }
                        }),
                scenario("thread-id", "[D]")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(REPL_06, ID_09)
                        .when("the recorded pid is the id of a live thread of another process")
                        .then("that is no owner: the start works, the process is left alone")
                        .cause("kill(pid, 0) succeeds for thread ids")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Prop stranger = stage.props().strangerWithThread();
                            long thread = stage.props().threadOf(stranger);
                            startsDespite(
                                    stage,
                                    expect,
                                    record(stage).with("pid", thread).with("start_time", null),
                                    stranger);
                            startsDespite(
                                    stage,
                                    expect,
                                    record(stage)
                                            .with("pid", thread)
                                            .with(
                                                    "start_time",
                                                    stage.props()
                                                            .processWith(thread)
                                                            .startTicks())
                                            .without("lock_class"),
                                    stranger);
                        }),
                scenario("comm-with-spaces", "[D]")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(ID_01)
                        .when("the process of the recorded pid is called \"x: srv) S 1 (\"")
                        .then("its start time is read right: no crash, no mistaken identity")
                        .cause("/proc/PID/stat is split at blanks instead of after the last parenthesis")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Prop stranger = stage.props().strangerNamed("x: srv) S 1 (");
                            startsDespite(stage, expect, record(stage).with("pid", stranger.pid()), stranger);
                        }),
                scenario("blind-rm-in-supervisor", "#9703", "#14002")
                        .cites(REC_04, START_06, HOLD_04)
                        .when("a supervisor removes the record before each start while an owner lives")
                        .then("the live owner stays visible; no duplicate")
                        .cause("the record is the lock")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            removable(stage);
                            for (int i = 0; i < 2; i++) {
                                stage.home().delete(stage.home().pidName());
                                expect.statusRunning(stage.home());
                                Actor second = expect.refused(
                                        stage.launch(Role.RUN).option("wait", 2).start());
                                expect.names(second, owner.reportedPid());
                            }
                            expect.stillActive(owner);
                        }));
    }

    static OwnerRecord record(Stage stage) {
        return stage.record(stage.home());
    }

    /** To remove a record that is the lock file too is to remove the lock file, which only some can bear. */
    static void removable(Stage stage) {
        if (!stage.home().recordIsNoLock() && !stage.can(Feature.HOME_LOCK)) {
            stage.inapplicable("its record is its lock file, and it does not claim to bear the loss of that");
        }
    }

    /** With that leftover a start works, and a replacement too, and the bystander survives both. */
    static void startsDespite(Stage stage, Expect expect, OwnerRecord leftover, Prop stranger) {
        stage.home().leftover(leftover);
        expect.statusNotRunning(stage.home());
        Actor next = expect.active(stage.run());
        expect.recordNames(next);
        expect.unharmed(stranger);
        stage.kill(next);
        if (stage.can(Feature.REPLACE)) {
            stage.home().leftover(leftover);
            Actor replacer = expect.active(stage.replace());
            expect.recordNames(replacer);
            expect.unharmed(stranger);
            stage.kill(replacer);
        }
    }
}
