package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ID_03;
import static dev.gatelock.conformance.scenario.Req.ID_07;
import static dev.gatelock.conformance.scenario.Req.ID_08;
import static dev.gatelock.conformance.scenario.Req.ID_11;
import static dev.gatelock.conformance.scenario.Req.SCOPE_05;
import static dev.gatelock.conformance.scenario.Req.SCOPE_06;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.TokenLock;
import dev.gatelock.conformance.subject.Feature;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Who counts as the owner of a token: other users, stopped ones, ourselves; with and without a kernel lock. */
final class ScopeOwners {

    private ScopeOwners() {}

    static List<Scenario> all() {
        return List.of(
                Scopes.scenario("scoped-eperm", "324567c93")
                        .needs(Machine.OTHER_USERS)
                        .cites(ID_03, ID_07, SCOPE_05)
                        .when("the token's owner, which takes no kernel lock, is a live process of another user")
                        .then("refused, and the file is as it was; once that owner has ended, a start works")
                        .cause("EPERM from kill(pid, 0) is taken for dead")
                        .plays(ScopeOwners::otherUser),
                Scopes.scenario("scoped-stopped-owner", "4bded44b6")
                        .needs(Machine.PYTHON)
                        .cites(ID_03, ID_08, SCOPE_05)
                        .when(
                                "the token's owner is stopped (SIGSTOP), with and without a kernel lock; its start time is unknown")
                        .then("refused")
                        .cause("state T is taken for stale, or an unknown start time for another one")
                        .plays(ScopeOwners::stopped),
                Scopes.scenario("scoped-self", "#81585")
                        .needs(Machine.PID_NAMESPACE)
                        .cites(ID_11, SCOPE_06)
                        .when("the token's record names our own pid, its start time is null")
                        .then("it is ours: acquired")
                        .cause("one's own process is a live owner with an unknown start time")
                        .plays(ScopeOwners::ourselves));
    }

    private static void otherUser(Stage stage, Expect expect) throws Exception {
        Prop owner = stage.props().stranger("gateway", "run");
        TokenLock lock = Scopes.lock(stage)
                .leftover(Scopes.lock(stage).recordOf(owner.pid(), owner.id().startTicks()));
        Files.setPosixFilePermissions(stage.lockdir(), PosixFilePermissions.fromString("rwxrwxrwx"));
        lock.mode("rw-rw-rw-");
        String before = lock.text();
        Home home = stage.home().create();
        home.owner("", LockFile.USER);
        expect.refused(Scopes.start(stage).as(LockFile.USER).option("wait", 1).start(), 69, 77);
        expect.equal("the record", before, lock.text());
        expect.unharmed(owner);
        owner.finish();
        expect.active(
                Scopes.start(stage).as(LockFile.USER).named("after-its-end").start());
    }

    private static void stopped(Stage stage, Expect expect) {
        Actor locking = expect.active(Scopes.start(stage).start());
        stage.signal(locking, Signal.STOP);
        Home other = stage.newHome("other");
        expect.refused(Scopes.start(stage).home(other).option("wait", 1).start());
        stage.kill(locking);
        if (!stage.can(Feature.LOCAL_PIDS)) {
            stage.note("without a kernel lock: not played, since this subject does not count processes as we do");
            return;
        }
        Prop lockless = stage.props().stranger("gateway", "run");
        TokenLock lock = Scopes.lock(stage);
        lock.leftover(lock.recordOf(lockless.pid(), lockless.id().startTicks()));
        stage.stop(lockless);
        stage.saw("the owner stopped", lockless.id().stopped());
        expect.refused(Scopes.start(stage).home(other).option("wait", 1).start());
        if (stage.can(Feature.FORMATS)) {
            stage.fault("nobody knows when the owner of the token was started");
            lock.leftover(lock.recordOf(lockless.pid(), null));
            expect.refused(Scopes.start(stage).home(other).option("wait", 1).start());
        }
        expect.unharmed(lockless);
    }

    /** In a PID namespace of its own an instance gets the same pid at every start, as in a container. */
    private static void ourselves(Stage stage, Expect expect) {
        Actor first = expect.active(
                Scopes.start(stage).named("first").inPidNamespaceBelowInit().start());
        long pid = first.reportedPid();
        stage.signal(first, Signal.INT);
        expect.ends(first);
        TokenLock lock = Scopes.lock(stage);
        lock.leftover(lock.recordOf(pid, null));
        Actor second = expect.active(
                Scopes.start(stage).named("second").inPidNamespaceBelowInit().start());
        stage.saw("the same pid again", second.reportedPid() == pid);
        expect.equal("the owner in the lock file", pid, Scopes.owner(lock));
        expect.isTrue("its start time is known now", lock.record().orElseThrow().get("start_time") instanceof Number);
    }
}
