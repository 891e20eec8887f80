package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.Signal;

/** Situations in which one safeguard alone stands between the protocol and a broken rule. */
enum SafeguardScenarios implements World.Scenario {
    /** A program of another make removes the lock file while it holds it, and ends: whoever had opened it gets a lock on nothing. */
    PREDECESSOR_UNLINKS {
        @Override
        public void build(World world) {
            world.before.add(new World.Starting("X", Traits.of(Role.OPERATOR), me -> {
                try (Directory home = me.platform().directories().openOrCreate(Protocol.HOME);
                        OpenFile lock = WrongProtocols.openOrCreate(home, "gateway.lock")) {
                    lock.tryLock();
                    me.onTerm(SimProcess.OnTerm.HANDLE);
                    me.serve();
                    home.unlink("gateway.lock");
                }
            }));
            world.start("P1", Protocol.tolerant(Protocol.starter()));
            world.start("P2", Protocol.tolerant(Protocol.starter()));
            world.start("O", Role.OPERATOR, me -> Scenarios.signal(me, world.before.get(0).process, Signal.TERMINATE));
            world.afterwards("F", Protocol.freshStarter());
        }
    },
    /** Where the home cannot be locked, deleting the files admits a second owner; at least the first leaves its record alone. */
    SECOND_OWNER {
        @Override
        public void build(World world) {
            world.twoMayHold = true;
            World.Starting first = world.earlier("I", Protocol.starter());
            world.before.add(new World.Starting("O", Traits.of(Role.OPERATOR), me -> {
                try (Directory home = me.platform().directories().open(Protocol.HOME)) {
                    home.unlink("gateway.lock");
                    home.unlink("gateway.pid");
                }
            }));
            world.before.add(new World.Starting("P", Traits.of(Role.PROTOCOL), Protocol.starter()));
            world.start("K", Role.OPERATOR, me -> Scenarios.signal(me, first.process, Signal.TERMINATE));
            world.afterwards("F", Protocol.freshStarter());
        }
    };

    World.Scenario without(Capability missing) {
        return world -> {
            world.disabled.add(missing);
            build(world);
        };
    }
}
