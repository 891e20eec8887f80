package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Signal;
import java.util.Optional;

/** Situations in which the real protocol must hold its promises. */
enum Scenarios implements World.Scenario {
    /** #11718: nobody was ever here. */
    COLD_STARTERS {
        @Override
        public void build(World world) {
            for (int i = 1; i <= 3; i++) {
                world.start("P" + i, Protocol.starter());
            }
            oneHolds(world);
        }
    },
    TWO_COLD_STARTERS {
        @Override
        public void build(World world) {
            world.start("P1", Protocol.starter());
            world.start("P2", Protocol.starter());
            oneHolds(world);
        }
    },
    /** #13655: the owner was killed and its files stayed. */
    DEAD_LEFTOVER {
        @Override
        public void build(World world) {
            diedEarlier(world);
            for (int i = 1; i <= 3; i++) {
                world.start("P" + i, Protocol.starter());
            }
            oneHolds(world);
        }
    },
    /** #11718, #5646: two want to replace the same owner. */
    TWO_REPLACERS {
        @Override
        public void build(World world) {
            replacers(world, 2);
        }
    },
    THREE_REPLACERS {
        @Override
        public void build(World world) {
            replacers(world, 3);
        }
    },
    /** The owner does not react to SIGTERM and is forced. */
    STUBBORN_INCUMBENT {
        @Override
        public void build(World world) {
            world.earlier("I", me -> {
                Protocol.starterThatIgnoresTerm().run(me);
            });
            world.start("R1", Protocol.replacer());
            world.start("R2", Protocol.replacer());
            oneHolds(world);
        }
    },
    /** #113355: a supervisor starts the old one again as soon as it ends. */
    AUTO_RESTART {
        @Override
        public void build(World world) {
            World.Starting incumbent = world.earlier("I", Protocol.starter());
            world.start("R", Protocol.replacer());
            world.start("S", Role.OPERATOR, me -> {
                me.waitFor(incumbent.process);
                me.spawn("I2", Traits.of(Role.PROTOCOL), Protocol.starter());
            });
            oneHolds(world);
        }
    },
    /** A status in the middle of a start changes nothing and costs the start nothing. */
    STARTER_AND_STATUS {
        @Override
        public void build(World world) {
            diedEarlier(world);
            world.start("P", Protocol.starter());
            world.start("S", Role.OBSERVER, Protocol.status());
            oneHolds(world);
        }
    },
    /** #28561: the workaround that people use, under a live owner. */
    FILES_DELETED {
        @Override
        public void build(World world) {
            world.earlier("I", Protocol.starter());
            world.start("O", Role.OPERATOR, me -> {
                try (Directory home = me.platform().directories().open(Protocol.HOME)) {
                    home.unlink("gateway.lock");
                    home.unlink("gateway.pid");
                }
            });
            world.start("P1", Protocol.starter());
            world.start("P2", Protocol.starter());
            oneHolds(world);
        }
    },
    /** The same, while a starter is on its way in and looks after its lease. */
    FILES_DELETED_AT_START {
        @Override
        public void build(World world) {
            world.start("P1", Protocol.carefulStarter());
            world.start("O", Role.OPERATOR, me -> {
                try (Directory home = me.platform().directories().openOrCreate(Protocol.HOME)) {
                    home.unlink("gateway.lock");
                    home.unlink("gateway.pid");
                }
            });
            world.start("P2", Protocol.starter());
            oneHolds(world);
        }
    },
    /** A replacer while the owner ends by itself and another starts. */
    REPLACER_AND_STARTER {
        @Override
        public void build(World world) {
            World.Starting incumbent = world.earlier("I", Protocol.starter());
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            world.start("O", Role.OPERATOR, me ->
                    new SimProcesses((SimPlatform) me.platform(), null).new Handle(incumbent.process, incumbent.process.pid)
                            .signal(Signal.TERMINATE));
            oneHolds(world);
        }
    };

    private static void replacers(World world, int count) {
        world.earlier("I", Protocol.starter());
        for (int i = 1; i <= count; i++) {
            world.start("R" + i, Protocol.replacer());
        }
        oneHolds(world);
    }

    /** Kills an owner at work before the story. */
    private static void diedEarlier(World world) {
        World.Starting dead = world.earlier("D", me -> {
            Protocol.claimOrFail(me);
            me.die();
        });
        dead.traits.reaped = true;
    }

    /** Progress, and a fresh start at the end. */
    private static void oneHolds(World world) {
        world.atEnd(() -> world.undisturbed() && world.believers().size() != 1
                ? Optional.of("progress: nobody was disturbed and " + world.believers() + " hold it at the end")
                : Optional.empty());
        world.afterwards("F", Protocol.freshStarter());
    }
}
