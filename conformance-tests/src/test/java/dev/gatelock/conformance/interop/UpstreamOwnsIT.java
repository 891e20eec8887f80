package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A peer has the home; our commands meet it (ENV-10). */
class UpstreamOwnsIT {

    @Test
    void runIsRefusedAndNamesThePeer() throws IOException {
        Duo.play("peer-owns-run", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner();
            Map<String, String> before = stage.home().snapshot();
            Actor run = expect.refused(stage.run());
            expect.names(run, peer.pid());
            before.remove("gateway-starts.log");
            Map<String, String> after = stage.home().snapshot();
            after.keySet().retainAll(before.keySet());
            expect.equal("the peer's files", before, after);
            expect.stillActive(peer);
        });
    }

    @Test
    void statusSaysRunning() throws IOException {
        Duo.play("peer-owns-status", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner();
            expect.statusRunning(stage.home());
            Actor status = stage.launch(Role.STATUS).args("--json").start();
            expect.exits(status, 0);
            expect.isTrue(
                    "the peer's pid in " + status.stdout(), status.stdout().contains("\"pid\":" + peer.pid() + ","));
            expect.isTrue("running in " + status.stdout(), status.stdout().contains("\"state\":\"running\""));
        });
    }

    @Test
    void replaceEndsItInOrder() throws IOException {
        Duo.play("peer-owns-replace", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner();
            Actor ours = expect.takesOver(stage.replace());
            expect.exits(peer, 0);
            duo.read("takeover", stage.home().file("seen" + Marker.TAKEOVER));
            expect.recordNames(ours);
            expect.isTrue("no takeover marker is left", !stage.home().has(Marker.TAKEOVER));
            expect.statusRunning(stage.home());
        });
    }

    @Test
    void stopEndsItInOrder() throws IOException {
        Duo.play("peer-owns-stop", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner();
            expect.exits(duo.stop(), 0);
            expect.exits(peer, 0);
            duo.read("planned-stop", stage.home().file("seen" + Marker.PLANNED_STOP));
            expect.isTrue("no marker is left", !stage.home().has(Marker.PLANNED_STOP));
            // upstream leaves its record in the lock file
            expect.equal("exit code of status", 2, stage.status(stage.home()));
            expect.active(stage.run());
        });
    }

    @Test
    void theFirstStartAfterItsDeathSucceeds() throws IOException {
        Duo.play("peer-killed", (duo, stage, expect) -> {
            for (Role role : List.of(Role.RUN, Role.REPLACE)) {
                Actor peer = duo.peerOwner();
                stage.kill(peer);
                stage.saw(
                        "the record it left",
                        stage.home().record().filter(r -> r.pid() == peer.pid()).isPresent());
                expect.equal("exit code of status", 1, stage.status(stage.home()));
                Actor ours = expect.active(stage.launch(role).start());
                expect.recordNames(ours);
                expect.exits(duo.stop(), 0);
                expect.exits(ours, 0);
            }
        });
    }

    @Test
    void aStoppedPeerIsAlive() throws IOException {
        Duo.play("peer-stopped", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner();
            stage.signal(peer, Signal.STOP);
            stage.saw("the peer stopped", peer.self().stopped());
            expect.statusRunning(stage.home());
            expect.refused(stage.run());
            expect.stillActive(peer);
            expect.takesOver(stage.replace());
            expect.exits(peer, 0);
        });
    }

    @Test
    void aPeerWithoutItsPidFileIsFoundByItsLock() throws IOException {
        Duo.play("peer-record-removed", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner();
            stage.home().delete("gateway.pid");
            stage.fault("rm gateway.pid");
            expect.statusRunning(stage.home());
            expect.names(expect.refused(stage.run()), peer.pid());
            expect.stillActive(peer);
            expect.takesOver(stage.replace());
            expect.exits(peer, 0);
        });
    }

    /** START-14: a start waits for an owner of which the state file says that it drains. */
    @Test
    void aStartWaitsForADrainingPeer() throws IOException {
        Duo.play("peer-drains", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner().holdWitness();
            stage.signal(peer, Signal.TERM);
            stage.sawWithin(stage.bounds().soon(), "the peer draining", () -> !peer.isActive());
            Actor ours = stage.run();
            expect.isTrue("the start waits", !stage.await(2, ours::hasExited));
            peer.releaseWitness();
            expect.takesOver(ours);
            expect.exits(peer, 1);
        });
    }

    /** Of N replacers that were asked while one peer lived, one wins; the peer is asked once and exits 0. */
    @Test
    void ofThreeReplacersOneWins() throws IOException {
        Duo.play("peer-owns-concurrent-replace", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner().holdWitness();
            List<Actor> replacers =
                    IntStream.range(0, 3).mapToObj(i -> stage.replace()).toList();
            stage.sawWithin(stage.bounds().start(), "all replacers at work", () -> replacers.stream()
                    .allMatch(Actor::hasHomeOpen));
            peer.releaseWitness();
            Actor winner = expect.oneWinner(replacers);
            expect.exits(peer, 0);
            expect.recordNames(winner);
        });
    }

    /** START-19: nothing is locked, but pid and start time are those of a live process. */
    @Test
    void aPeerFromBeforeTheLockIsNotDoubled() throws IOException {
        Duo.play("peer-lockless", (duo, stage, expect) -> {
            Actor peer = duo.peerOwner("gateway", "--lockless");
            expect.names(expect.refused(duo.impatient(Role.RUN)), peer.pid());
            expect.refused(duo.impatient(Role.REPLACE), 69, 77);
            expect.stillActive(peer);
        });
    }

    /** Its pid means somebody else now: start time decides, and the stranger is left alone. */
    @Test
    void aStrangerWithItsPidIsLeftAlone() throws IOException {
        Duo.play("peer-pid-reused", (duo, stage, expect) -> {
            stage.kill(duo.peerOwner());
            Prop stranger = stage.props().stranger("hermes", "gateway", "run");
            duo.write("record", stranger.pid(), stranger.id().startTicks() - 1);
            stage.kill(expect.active(stage.run()));
            duo.write("record", stranger.pid(), stranger.id().startTicks() - 1);
            expect.active(stage.replace());
            expect.unharmed(stranger);
        });
    }
}
