package dev.gatelock.conformance.interop;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Things that upstream does and that must not confuse us. */
class UpstreamHabitsIT {

    private static final String TITLED = "gateway --title hermes";
    private static final String STRIPPED = "gateway --profile work";

    /**
     * A service shows just {@code hermes} in the process table (#59725, #61981); {@code --profile} may stand anywhere and is
     * taken out of the arguments before they are recorded (#41355, #44421, #53954). The kernel shows the pid of the record
     * as the holder, and the start times agree: nothing is left for a command line to refute.
     */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {TITLED, STRIPPED})
    void aCommandLineThatDiffersFromTheRecordRefutesNoHolder(String command) throws IOException {
        Duo.play("peer-other-command-line-" + command.replaceAll("[^a-z]+", "-"), (duo, stage, expect) -> {
            Actor first = duo.peerOwner(command.split(" "));
            expect.statusRunning(stage.home());
            expect.names(expect.refused(stage.run()), first.pid());
            expect.stillActive(first);
            expect.exits(duo.stop(), 0);
            expect.exits(first, 0);
            Actor second = duo.peerOwner(command.split(" "));
            expect.takesOver(stage.replace());
            expect.exits(second, 0);
        });
    }

    /**
     * The lock is given up a while before the process ends, and the record stays in the lock file. A state file that says
     * {@code stopped} with that identity is a reason to wait (START-14, START-15), not to refuse.
     */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(names = {"RUN", "REPLACE"})
    void aPeerThatEndsAfterItsLockIsWaitedFor(Role role) throws IOException {
        Duo.play("peer-lingers-" + role.key(), (duo, stage, expect) -> {
            Actor peer = duo.peerOwner("gateway", "--linger", "3");
            if (role == Role.RUN) {
                stage.signal(peer, Signal.TERM);
                stage.sawWithin(stage.bounds().soon(), "the peer without its lock", () -> "stopped"
                        .equals(Duo.state(stage.home()).get("gateway_state")));
            }
            expect.takesOver(stage.launch(role).start());
            expect.exits(peer, role == Role.RUN ? 1 : 0);
        });
    }

    /**
     * Upstream keeps the keys of a state file that it does not know, our nonce among them. It then stands beside the
     * identity of a peer that has none, and means nothing (ID-02: unknown is not different).
     */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aDrainingPeerIsWaitedForAlsoAfterOneOfOurs() throws IOException {
        Duo.play("peer-drains-after-ours", (duo, stage, expect) -> {
            Actor ours = duo.owner();
            expect.exits(duo.stop(), 0);
            expect.exits(ours, 0);
            Actor peer = duo.peerOwner().holdWitness();
            stage.signal(peer, Signal.TERM);
            stage.sawWithin(stage.bounds().soon(), "the peer draining", () -> !peer.isActive());
            Actor next = stage.run();
            expect.isTrue("the start waits", !stage.await(2, next::hasExited));
            peer.releaseWitness();
            expect.takesOver(next);
        });
    }

    /** The same for a token, where no kernel lock tells: pid and start time are known and equal, so the owner lives (SCOPE-05). */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aCommandLineThatDiffersFromTheRecordFreesNoToken() throws IOException {
        Duo.play("scoped-peer-other-command-line", (duo, stage, expect) -> {
            Actor peer = duo.peer("scoped", "telegram-bot-token", "--title", "hermes")
                    .env("PEER_IDENTITY", "interop")
                    .start();
            stage.sawWithin(stage.bounds().start(), "a peer with the token", () -> peer.stdout()
                    .contains("acquired"));
            Actor ours = stage.launch(Role.RUN)
                    .args("--scope", "telegram-bot-token=interop")
                    .start();
            expect.names(expect.refused(ours), peer.pid());
        });
    }
}
