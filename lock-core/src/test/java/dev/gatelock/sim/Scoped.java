package dev.gatelock.sim;

import dev.gatelock.Gate;
import dev.gatelock.GateConfig;
import dev.gatelock.Lease;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Programs that use one scope from homes of their own; they believe that they hold it when the scope is entered. */
final class Scoped {
    static final Path LOCKS = Path.of("/home/sim/.state/locks");
    static final Scope TOKEN = Scope.of("token", "12345:secret");
    static final String FILE = "token-" + TOKEN.hash() + ".lock";

    private Scoped() {}

    private static final GateConfig.Patience PATIENCE =
            new GateConfig.Patience(Duration.ofMillis(1500), Duration.ofMillis(100), Duration.ofMillis(1500));

    static Gate gate(Me me) {
        return Gate.at(Path.of("/home/sim", me.process().name))
                .patience(PATIENCE)
                .lockDirectory(LOCKS)
                .platform(me.platform())
                .open();
    }

    /** {@code gateway run --scope}: claims its home, enters, works until SIGTERM, closes. */
    static World.Program user() {
        return me -> {
            Lease lease = gate(me).claim().lease();
            if (lease.enter(TOKEN) instanceof ScopeClaim.Refused refused) {
                lease.close();
                me.outcome("refused " + refused.refusal().reason());
                return;
            }
            me.onTerm(OnTerm.HANDLE);
            me.believe();
            me.serve();
            me.disbelieve();
            lease.close();
            me.outcome("closed");
        };
    }

    /** The same, and looks after its lease while it works. */
    static World.Program carefulUser() {
        return me -> {
            Lease lease = gate(me).claim().lease();
            lease.enter(TOKEN).ensureEntered();
            me.believe();
            lease.ensureValid();
            me.serve();
        };
    }

    /** Enters, works for an instant, gives it back, and says so. */
    static World.Program briefly() {
        return me -> {
            try (Lease lease = gate(me).claim().lease()) {
                if (lease.enter(TOKEN) instanceof ScopeClaim.Entered) {
                    me.believe();
                    me.disbelieve();
                    me.outcome("entered");
                }
            }
        };
    }

    /** Must get it: nobody else is there. */
    static World.Program fresh() {
        return me -> {
            Lease lease = gate(me).claim().lease();
            if (lease.enter(TOKEN) instanceof ScopeClaim.Refused refused) {
                me.fail("I7: a fresh user is refused: " + refused.refusal());
            }
            me.believe();
            me.disbelieve();
            lease.close();
        };
    }

    /** Was killed at work. */
    static void diedEarlier(World world) {
        World.Starting dead = world.earlier("D", me -> {
            gate(me).claim().lease().enter(TOKEN).ensureEntered();
            me.die();
        });
        dead.traits.reaped = true;
    }

    /** What an implementation without kernel locks writes. */
    static String plainRecord(SimProcess owner) {
        return plainRecord(owner.pid, Long.toString(owner.startTicks));
    }

    static String plainRecord(long pid, String startTime) {
        return "{\"pid\":" + pid + ",\"kind\":\"hermes-gateway\",\"argv\":[],\"start_time\":" + startTime
                + ",\"scope\":\"token\",\"identity_hash\":\"" + TOKEN.hash() + "\",\"metadata\":{}}";
    }

    /** Puts a file there before the story. */
    static void plant(World world, SimProcess by, String content) {
        plant(world, by, content.getBytes(StandardCharsets.UTF_8));
    }

    static void plant(World world, SimProcess by, byte[] content) {
        plant(world, by, FILE, content);
    }

    static void plant(World world, SimProcess by, String name, byte[] content) {
        try {
            world.kernel.files.makeDirectories(by, LOCKS);
            world.kernel.files.plant(by, world.kernel.files.directoryAt(LOCKS), name, content);
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    static String content(World world) {
        try {
            Inode inode = world.kernel.files.directoryAt(LOCKS).entries.get(FILE);
            return inode == null ? "(no file)" : new String(inode.data, StandardCharsets.UTF_8);
        } catch (PortException e) {
            return "(no directory)";
        }
    }
}
