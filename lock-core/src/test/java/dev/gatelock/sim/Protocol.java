package dev.gatelock.sim;

import dev.gatelock.Claim;
import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.spi.Platform;
import java.nio.file.Path;
import java.time.Duration;

/** Programs that use the real protocol. */
final class Protocol {
    static final Path HOME = Path.of("/home/sim/.gate");
    /** Short, since every wait is explored; the forced end outlasts the longest tear-down. */
    private static final GateConfig.Patience PATIENCE =
            new GateConfig.Patience(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(1500));

    private Protocol() {}

    static Gate gate(Platform platform) {
        return Gate.at(HOME).patience(PATIENCE).platform(platform).open();
    }

    /** {@code gateway run}: claims, works until SIGTERM, closes. */
    static World.Program starter() {
        return me -> hold(me, gate(me.platform()).claim());
    }

    /** The same, but looks after its lease once while it works. */
    static World.Program carefulStarter() {
        return me -> {
            if (gate(me.platform()).claim() instanceof Claim.Granted granted) {
                me.onTerm(OnTerm.HANDLE);
                me.believe();
                granted.lease().ensureValid();
                me.serve();
                end(me, granted.lease());
            }
        };
    }

    /** {@code gateway run --replace}. */
    static World.Program replacer() {
        return me -> {
            me.asksToReplace();
            hold(me, gate(me.platform()).replace());
        };
    }

    /** {@code gateway status}. */
    static World.Program status() {
        return me -> me.outcome(gate(me.platform()).probe().state().toString());
    }

    /** Must get it: nobody else is there (I7). */
    static World.Program freshStarter() {
        return me -> {
            Claim claim = gate(me.platform()).claim();
            if (claim instanceof Claim.Refused refused) {
                me.fail("I7: a fresh start is refused: " + refused.refusal());
            }
            me.believe();
            end(me, claim.lease());
        };
    }

    private static void hold(Me me, Claim claim) {
        if (claim instanceof Claim.Granted granted) {
            me.onTerm(OnTerm.HANDLE);
            me.believe();
            me.serve();
            end(me, granted.lease());
        } else if (claim instanceof Claim.Refused refused) {
            me.outcome("refused " + refused.refusal().reason());
        }
    }

    private static void end(Me me, Lease lease) {
        me.disbelieve();
        lease.close();
        me.outcome("closed");
    }

    /** A program in which trouble with the disk is no failure of the protocol. */
    static World.Program tolerant(World.Program program) {
        return me -> {
            try {
                program.run(me);
            } catch (GatelockException e) {
                me.outcome("failed " + e.category());
            }
        };
    }
}
