package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ID_02;
import static dev.gatelock.conformance.scenario.Req.ID_03;
import static dev.gatelock.conformance.scenario.Req.ID_06;
import static dev.gatelock.conformance.scenario.Req.ID_07;
import static dev.gatelock.conformance.scenario.Req.ID_10;
import static dev.gatelock.conformance.scenario.Req.ID_14;
import static dev.gatelock.conformance.scenario.Req.PROBE_03;
import static dev.gatelock.conformance.scenario.Req.PROBE_05;
import static dev.gatelock.conformance.scenario.Req.PROBE_07;
import static dev.gatelock.conformance.scenario.Req.REC_06;
import static dev.gatelock.conformance.scenario.Req.REC_16;
import static dev.gatelock.conformance.scenario.Req.REPL_16;
import static dev.gatelock.conformance.scenario.Req.START_06;
import static dev.gatelock.conformance.scenario.Req.START_20;
import static dev.gatelock.conformance.scenario.Req.STATE_03;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.scenario.Scenario.Builder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.List;

/** Who is alive, and who is who. */
final class Identity {

    private Identity() {}

    private static Builder scenario(String slug, String... refs) {
        return Scenario.named(Section.IDENTITY, slug, refs).needs(Feature.RECORD);
    }

    static List<Scenario> all() {
        return List.of(
                scenario("eperm-means-dead", "b52123eb1", "324567c93")
                        .needs(Feature.STATUS)
                        .needs(Machine.OTHER_USERS)
                        .cites(REPL_16, ID_07)
                        .when("status, asked by a user who may not signal the live owner")
                        .then("running, or cannot tell; never dead; nothing is changed")
                        .cause("EPERM from kill(pid, 0) is taken for dead")
                        .plays((stage, expect) -> {
                            LockFile.runsAsAnother(stage);
                            Actor owner = stage.owner();
                            Home home = stage.home();
                            stage.sawWithin(stage.bounds().soon(), "a record", home::hasRecord);
                            home.mode("", "rwxr-xr-x");
                            home.mode(home.pidName(), "rw-r--r--");
                            String record = home.text(home.pidName()).orElse("");
                            Actor status = expect.ends(
                                    stage.launch(Role.STATUS).as(LockFile.USER).start());
                            expect.statusNotDead(status);
                            expect.equal(
                                    "the record",
                                    record,
                                    home.text(home.pidName()).orElse("gone"));
                            expect.stillActive(owner);
                        }),
                scenario("substring-cmdline", "#13242", "#41809")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Machine.PYTHON)
                        .cites(ID_10)
                        .when("the recorded pid is an editor with the word in its arguments")
                        .then("not a gateway: the start works, the editor is left alone")
                        .cause("the command line is searched for a substring")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Prop editor = stage.props().stranger("notes-about-gateway-run.txt", "hermes_gateway.md");
                            OwnerRecord record = StaleRecords.record(stage)
                                    .with("pid", editor.pid())
                                    .without("start_time");
                            StaleRecords.startsDespite(stage, expect, record, editor);
                        }),
                scenario("null-start", "#16376", "#31890", "#81468")
                        .cites(REC_06, ID_02, ID_03)
                        .when("the live owner's record has no start time")
                        .then("unknown is not different: running, a second start is refused")
                        .cause("null differs from every number")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            OwnerRecord record = StaleRecords.record(stage);
                            OwnerRecord forged = record.with("start_time", null).without("nonce");
                            stage.home().leftover(forged);
                            expect.statusRunning(stage.home());
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            expect.stillActive(owner);
                            stage.signal(owner, Signal.STOP); // one that looks after its record has repaired it
                            stage.home().leftover(forged);
                            expect.refused(
                                    stage.launch(Role.RUN).option("wait", 1).start());
                            stage.kill(owner);
                            stage.home().leftover(record.with("start_time", null));
                            expect.active(stage.run());
                        }),
                scenario("separate-pid-namespace", "#21706", "#72029")
                        .needs(Machine.PID_NAMESPACE)
                        .cites(ID_03, ID_06, PROBE_03, PROBE_05, PROBE_07)
                        .when("status and start in another PID namespace, on a shared volume")
                        .then("held, the holder is not visible: refused, nothing cleaned, nobody signalled")
                        .cause("a pid that does not exist here is taken for dead")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            Home home = stage.home();
                            stage.sawWithin(stage.bounds().soon(), "a record", home::hasRecord);
                            long inode = home.inode(home.lockName());
                            String record = home.text(home.pidName()).orElse("");
                            if (stage.can(Feature.STATUS)) {
                                Actor status = expect.ends(stage.launch(Role.STATUS)
                                        .inPidNamespace()
                                        .start());
                                expect.statusNotDead(status);
                            }
                            expect.refused(stage.launch(Role.RUN)
                                    .inPidNamespace()
                                    .option("wait", 1)
                                    .start());
                            expect.stillActive(owner);
                            expect.equal(
                                    "the record",
                                    record,
                                    home.text(home.pidName()).orElse("gone"));
                            expect.equal("the lock file", inode, home.inode(home.lockName()));
                        }),
                scenario("state-file-stale-running", "674e8b098")
                        .needs(Feature.LOCAL_PIDS)
                        .needs(Feature.STATE_FILE, Feature.STATUS)
                        .needs(Machine.PYTHON)
                        .cites(START_20, ID_14, PROBE_07, STATE_03)
                        .when("the state file says running, the owner is dead, the pid is a stranger's")
                        .then("a hint only: not running, the start works")
                        .cause("a fresh state file is taken for a live owner")
                        .plays((stage, expect) -> {
                            stage.deadOwner();
                            Prop stranger = stage.props().stranger();
                            OwnerRecord state = StaleRecords.record(stage)
                                    .with("pid", stranger.pid())
                                    .with("gateway_state", "running")
                                    .with("updated_at", java.time.Instant.now().toString());
                            stage.home().overwrite(Home.STATE, state.text());
                            expect.statusNotRunning(stage.home());
                            expect.active(stage.run());
                            expect.unharmed(stranger);
                        }),
                scenario("lock-free-but-alive", "#26643")
                        .needs(Feature.HOME_LOCK, Feature.LOCK_FILE, Feature.STATUS)
                        .cites(START_06)
                        .when(
                                "all files are deleted while the instance lives; status, a start, a stop of the owner, a start")
                        .then("never two; after the owner has gone the next start works")
                        .cause("the new lock file is free, and that is all that is looked at")
                        .plays((stage, expect) -> {
                            Actor owner = stage.owner();
                            stage.home().snapshot().keySet().forEach(stage.home()::delete);
                            stage.fault("all files deleted");
                            Actor second = expect.resolved(
                                    stage.launch(Role.RUN).option("wait", 2).start());
                            if (second.isActive()) {
                                stage.kill(second);
                            }
                            if (!owner.hasExited()) {
                                stage.kill(owner);
                            }
                            expect.active(stage.run());
                        }),
                scenario("home-blind-record", "#74872")
                        .cites(REC_16)
                        .when("the record of this home is the live owner's of another home")
                        .then("not ours: the start works, the other one goes on")
                        .cause("a live pid is enough, whatever home it serves")
                        .plays((stage, expect) -> {
                            Home other = stage.newHome("other").create();
                            Actor neighbour = stage.owner(other);
                            stage.home().create().leftover(stage.record(other));
                            expect.active(stage.run());
                            expect.stillActive(neighbour);
                        }));
    }
}
