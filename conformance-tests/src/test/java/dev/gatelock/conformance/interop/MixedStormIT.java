package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Three peers and three of ours at once: one becomes active, everybody else is refused (START-02, ENV-10).
 *
 * <p>A storm of <em>replacers</em> of both kinds is not played: upstream's have no queue and act on whatever they read, so
 * that two of them, or one of them after one of ours, end the winner again. Nor is a storm on a stale record in which
 * peers tidy before they hold the lock, see the peer.
 */
class MixedStormIT {

    /** Ours write it shortly before they claim. */
    private static final String LEDGER = "gateway-starts.log";

    /** What the peers wait for before they claim: before ours claim, while one of ours does, when one of ours has. */
    private static final List<String> DOORS = List.of(LEDGER, "gateway.lock", "gateway.pid");

    @RepeatedTest(3)
    void oneOfSixBecomesActive(RepetitionInfo repetition) throws IOException {
        int round = repetition.getCurrentRepetition();
        Duo.playMixed("mixed-storm-" + round, (duo, stage, expect) -> {
            stage.home().create();
            storm(duo, stage, expect, DOORS.get(round - 1));
        });
    }

    /** The same on what a killed owner left, alternately one of ours and a peer. */
    @RepeatedTest(2)
    void oneOfSixRecovers(RepetitionInfo repetition) throws IOException {
        int round = repetition.getCurrentRepetition();
        Duo.playMixed("mixed-storm-recovery-" + round, (duo, stage, expect) -> {
            stage.kill(round % 2 == 1 ? duo.owner() : duo.peerOwner());
            storm(duo, stage, expect, LEDGER);
        });
    }

    private static void storm(Duo duo, Stage stage, Expect expect, String door) {
        List<Boolean> kinds = new ArrayList<>(Collections.nCopies(3, true));
        kinds.addAll(Collections.nCopies(3, false));
        Collections.shuffle(kinds, stage.random());
        stage.keepStarts();
        stage.home().delete(LEDGER);
        List<Actor> peers = new ArrayList<>();
        List<Actor> all = new ArrayList<>();
        for (boolean isPeer : kinds) {
            Actor actor = isPeer
                    ? duo.peer("gateway", "--when", door).start()
                    : stage.launch(Role.RUN).start();
            all.add(actor);
            if (isPeer) {
                peers.add(actor);
            }
        }
        Actor winner = expect.oneWinner(all);
        for (Actor actor : all) {
            if (actor != winner) {
                expect.equal(
                        "exit code of " + actor.name(),
                        peers.contains(actor) ? Duo.PEER_REFUSED : 69,
                        actor.exitCode());
            }
        }
        expect.recordNames(winner);
        expect.statusRunning(stage.home());
        expect.stillActive(winner);
    }
}
