package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One of ours has the home; a peer meets it (ENV-10). */
class GatewayOwnsIT {

    @Test
    void thePeerIsRefused() throws IOException {
        Duo.play("ours-owns-peer-run", (duo, stage, expect) -> {
            Actor ours = duo.owner();
            String record = stage.home().text("gateway.pid").orElse("");
            Actor peer = expect.refused(duo.peer("gateway").start(), Duo.PEER_REFUSED);
            expect.names(peer, ours.pid());
            Actor status = duo.peer("status").named("peer-status").start();
            expect.exits(status, 0);
            expect.equal(
                    "the peer's status",
                    "running, pid " + ours.pid(),
                    status.stdout().strip());
            expect.equal("the record", record, stage.home().text("gateway.pid").orElse("gone"));
            expect.stillActive(ours);
        });
    }

    @Test
    void thePeerReplacesItAndItExitsWithZero() throws IOException {
        Duo.play("ours-owns-peer-replace", (duo, stage, expect) -> {
            Actor ours = duo.owner();
            Actor peer = expect.takesOver(duo.peer("gateway", "--replace").start());
            expect.exits(ours, 0);
            expect.recordNames(peer);
            expect.isTrue("no takeover marker is left", !stage.home().has(Marker.TAKEOVER));
            expect.names(expect.refused(stage.run()), peer.pid());
            expect.stillActive(peer);
        });
    }

    @Test
    void aPeerOfAnEarlyVersionReplacesIt() throws IOException {
        Duo.play("ours-owns-old-peer-replace", (duo, stage, expect) -> {
            Actor ours = duo.owner();
            expect.takesOver(duo.peer("old-gateway", "--replace").start());
            expect.exits(ours, 0);
        });
    }

    @Test
    void thePeerStopsIt() throws IOException {
        Duo.play("ours-owns-peer-stop", (duo, stage, expect) -> {
            Actor ours = duo.owner();
            expect.exits(duo.peer("stop").named("peer-stop").start(), 0);
            expect.exits(ours, 0);
            expect.isTrue("no marker is left", !stage.home().has(Marker.PLANNED_STOP));
            expect.equal("exit code of status", 3, stage.status(stage.home()));
        });
    }

    @Test
    void thePeersFirstStartAfterItsDeathSucceeds() throws IOException {
        Duo.play("ours-killed", (duo, stage, expect) -> {
            for (List<String> command : List.of(List.of("gateway"), List.of("gateway", "--replace"))) {
                stage.deadOwner();
                Actor peer = duo.peerOwner(command.toArray(String[]::new));
                expect.recordNames(peer);
                stage.kill(peer);
            }
        });
    }

    @Test
    void afterItsOrderlyEndThePeerStarts() throws IOException {
        Duo.play("ours-ended", (duo, stage, expect) -> {
            Actor ours = duo.owner();
            stage.signal(ours, Signal.TERM);
            expect.exits(ours, 1);
            duo.peerOwner();
        });
    }

    /** Units that remove the record before each start (#9703): the lock still refuses, and the record comes back. */
    @Test
    void aRemovedRecordAdmitsNoPeer() throws IOException {
        Duo.play("ours-record-removed", (duo, stage, expect) -> {
            Actor ours = duo.owner();
            expect.recordNames(ours);
            stage.home().delete("gateway.pid");
            stage.fault("rm gateway.pid");
            expect.refused(duo.peer("gateway").start(), Duo.PEER_REFUSED);
            expect.recordNames(ours);
            expect.stillActive(ours);
        });
    }

    /** PROBE-02 from outside: upstream asks by taking the lock for a moment, and creates the file with its own umask. */
    @Test
    void probesOfPeersDoNotMakeStartsFail() throws IOException {
        Duo.play("peers-probe", (duo, stage, expect) -> {
            stage.home().create();
            List<Actor> probes = List.of(
                    duo.peer("probe").named("probe").start(),
                    duo.peer("probe").named("probe").start());
            stage.sawWithin(stage.bounds().start(), "the lock file of a probe", () -> stage.home()
                    .has("gateway.lock"));
            for (Role role : List.of(Role.RUN, Role.REPLACE, Role.RUN, Role.RUN)) {
                Actor ours = expect.active(stage.launch(role).start());
                stage.kill(ours);
            }
            expect.takesOver(stage.launch(Role.REPLACE).start());
            expect.isTrue("the probes live", probes.stream().noneMatch(Actor::hasExited));
        });
    }

    /** A killed runner leaves no workload beside a peer: it ends with the runner, or keeps the lock. */
    @Test
    void theWorkloadOfAKilledRunnerIsNoSecondInstance() throws IOException {
        Duo.play("ours-workload-killed", (duo, stage, expect) -> {
            Actor ours = expect.active(stage.launch(Role.RUN)
                    .named("owner")
                    .args("--", "sleep", "986")
                    .start());
            stage.sawWithin(
                    stage.bounds().soon(), "the workload", () -> ours.family().size() == 2);
            List<ProcId> family = ours.family();
            stage.kill(ours);
            Actor peer = duo.peer("gateway").start();
            boolean refused = stage.await(stage.bounds().start(), () -> peer.hasExited() || peer.hasBeenActive())
                    && peer.hasExited();
            if (refused) {
                expect.refused(peer, Duo.PEER_REFUSED);
            } else {
                expect.active(peer);
                expect.isTrue("the workload has ended", family.stream().noneMatch(ProcId::lives));
            }
        });
    }
}
