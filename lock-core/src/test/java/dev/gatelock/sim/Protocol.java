package dev.gatelock.sim;

import dev.gatelock.Claim;
import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Phase;
import dev.gatelock.StateUpdate;
import dev.gatelock.internal.marker.Markers;
import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Programs that use the real protocol. */
final class Protocol {
    static final Path HOME = Path.of("/home/sim/.gate");
    /** Short, since every wait is explored; the forced end outlasts the longest tear-down. */
    private static final GateConfig.Patience PATIENCE =
            new GateConfig.Patience(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(1500));

    private Protocol() {}

    /** Where each call takes time, calls eat up the waits. */
    private static final GateConfig.Patience LONG =
            new GateConfig.Patience(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(6));

    static Gate gate(Me me) {
        me.world().ruled = true;
        return Gate.at(HOME)
                .patience(me.world().stepNanos == 0 ? PATIENCE : LONG)
                .platform(me.platform())
                .open();
    }

    /** {@code gateway run}: claims, works until SIGTERM, closes. */
    static World.Program starter() {
        return me -> hold(me, gate(me).claim());
    }

    /** The same, but SIGTERM is not heard. */
    static World.Program starterThatIgnoresTerm() {
        return me -> {
            Lease lease = claimOrFail(me);
            me.onTerm(OnTerm.IGNORE);
            me.serve();
            end(me, lease);
        };
    }

    /** The same, but the process outlives its lease. */
    static World.Program starterThatLivesOn() {
        return me -> {
            Claim claim = gate(me).claim();
            me.onTerm(OnTerm.HANDLE);
            me.believe();
            me.serve();
            end(me, claim.lease());
            me.linger();
        };
    }

    /** The same, but looks for the marker once it is told to end, and publishes that it leaves, as {@code gateway run} does. */
    static World.Program obeyingStarter() {
        return me -> {
            Lease lease = claimOrFail(me);
            me.onTerm(OnTerm.HANDLE);
            me.serve();
            if (lease.departure() == Lease.Departure.NONE) {
                me.fail("MARK-05: the marker was there before the signal, and the owner does not know it");
            }
            lease.publish(StateUpdate.of(Phase.DRAINING));
            end(me, lease);
        };
    }

    /** The same, but looks for markers, for a while. */
    static World.Program watcher() {
        return me -> {
            if (gate(me).claim() instanceof Claim.Granted granted) {
                me.onTerm(OnTerm.HANDLE);
                me.believe();
                for (int i = 0; i < 12 && granted.lease().departure() == Lease.Departure.NONE; i++) {
                    me.platform().clock().await(Duration.ofMillis(40), Optional.empty());
                }
                if (granted.lease().departure() == Lease.Departure.NONE) {
                    me.serve();
                }
                end(me, granted.lease());
            }
        };
    }

    static Lease claimOrFail(Me me) throws GatelockException, InterruptedException {
        Lease lease = gate(me).claim().lease();
        me.believe();
        return lease;
    }

    /** The same as a starter, but looks after its lease once while it works. */
    static World.Program carefulStarter() {
        return me -> {
            if (gate(me).claim() instanceof Claim.Granted granted) {
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
            hold(me, gate(me).replace());
        };
    }

    /** {@code gateway stop}. */
    static World.Program stopper() {
        return me -> me.outcome(gate(me).stop(Duration.ofMillis(200)).result().toString());
    }

    /** What {@code gateway stop} does to an owner, and no more: the marker, then the signal. */
    static void askToStop(Me me, SimProcess owner) throws PortException {
        try (Directory home = me.platform().directories().open(HOME)) {
            OwnerRecord record = gate(me).probe().record().orElseThrow();
            new Markers(me.platform().clock(), HOME.toString())
                    .writePlannedStop(home, record, me.platform().processes().self(), Markers.Request.STOP);
        }
        Scenarios.signal(me, owner, Signal.TERMINATE);
    }

    /** {@code gateway status}. */
    static World.Program status() {
        return me -> me.outcome(gate(me).probe().state().toString());
    }

    /** Must get it: nobody else is there (I7). */
    static World.Program freshStarter() {
        return me -> {
            Claim claim = gate(me).claim();
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
        if (me.world().omitted.contains(Safeguard.OUTSIDE_FIRST)) {
            lease.close();
            me.disbelieve();
            return;
        }
        me.disbelieve();
        if (me.world().omitted.contains(Safeguard.RELEASE_ORDER)) {
            me.unlockAll();
        }
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
