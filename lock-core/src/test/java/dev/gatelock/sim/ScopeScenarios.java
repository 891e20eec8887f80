package dev.gatelock.sim;

import dev.gatelock.Lease;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Situations of one token between several homes; the reports that they are named after are in the catalogue. */
enum ScopeScenarios implements World.Scenario {
    /** Nobody was ever here. */
    COLD {
        @Override
        public void build(World world) {
            users(world, 3);
            oneUses(world);
        }
    },
    TWO_COLD {
        @Override
        public void build(World world) {
            users(world, 2);
            oneUses(world);
        }
    },
    /** One alone, on what a dead owner left. */
    ALONE {
        @Override
        public void build(World world) {
            SimProcess dead = world.dead("U");
            Scoped.plant(world, dead, Scoped.plainRecord(dead));
            users(world, 1);
            oneUses(world);
        }
    },
    /** scoped-replaces-stale (c1809e85e): the owner was killed and its record stayed. */
    REPLACES_STALE {
        @Override
        public void build(World world) {
            Scoped.diedEarlier(world);
            users(world, 3);
            oneUses(world);
        }
    },
    /** scoped-stale-double-removal (#68650): the same, left by an implementation without kernel locks. */
    STALE_DOUBLE_REMOVAL {
        @Override
        public void build(World world) {
            SimProcess dead = world.dead("U");
            Scoped.plant(world, dead, Scoped.plainRecord(dead));
            users(world, 3);
            oneUses(world);
        }
    },
    /** scoped-empty: a crash left an empty file. */
    EMPTY {
        @Override
        public void build(World world) {
            Scoped.plant(world, world.dead("U"), "");
            users(world, 3);
            oneUses(world);
        }
    },
    /** scoped-corrupt: a torn record that is longer than a new one. */
    CORRUPT {
        @Override
        public void build(World world) {
            Scoped.plant(world, world.dead("U"), "{\"pid\": 12" + "x".repeat(2_000));
            users(world, 3);
            oneUses(world);
        }
    },
    NOT_TEXT {
        @Override
        public void build(World world) {
            Scoped.plant(world, world.dead("U"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
            users(world, 2);
            oneUses(world);
        }
    },
    /** A later format, not locked by anybody. */
    FUTURE {
        @Override
        public void build(World world) {
            Scoped.plant(world, world.dead("U"), "{\"pid\": 100, \"version\": 7}");
            users(world, 2);
            oneUses(world);
        }
    },
    /** The owner was killed just now, and its lock lingers. */
    LATE_RELEASE {
        @Override
        public void build(World world) {
            world.tearDownNanos = 80_000_000;
            World.Starting owner = world.earlier("I", Scoped.user());
            users(world, 2);
            world.start("K", Role.OPERATOR, me -> Scenarios.signal(me, owner.process, Signal.KILL));
            progress(world, () -> world.said("refused HELD") > 0);
        }
    },
    /** One after the other gives it back; nobody waits in vain, nobody gets in between. */
    GIVES_BACK {
        @Override
        public void build(World world) {
            for (int i = 1; i <= 3; i++) {
                world.start("P" + i, Scoped.briefly());
            }
            world.atEnd(() -> world.undisturbed() && world.said("entered") == 0
                    ? Optional.of("progress: nobody ever entered")
                    : Optional.empty());
            world.atEnd(() -> world.undisturbed() && !Scoped.content(world).isEmpty()
                    ? Optional.of("release: left behind: " + Scoped.content(world))
                    : Optional.empty());
            world.afterwards("F", Scoped.fresh());
        }
    },
    /** A live owner without a kernel lock keeps everybody out, and its file stays as it is. */
    UPSTREAM_OWNER {
        @Override
        public void build(World world) {
            refusedAll(world, upstream(world, 1000));
        }
    },
    /** #28561: the last owner of our own home gives up its lock first and ends later; it is waited for. */
    PREDECESSOR_ENDS_LATE {
        @Override
        public void build(World world) {
            Traits traits = Traits.of(Role.INNOCENT);
            SimProcess owner = world.kernel.spawn("U", traits);
            String home = Path.of("/home/sim/P1").toAbsolutePath().toString().replace("\\", "\\\\");
            String record = Scoped.plainRecord(owner).replace("{\"pid\"", "{\"hermes_home\":\"" + home + "\",\"pid\"");
            Scoped.plant(world, world.dead("N"), record);
            world.start("P1", Scoped.user());
            world.start("K", Role.OPERATOR, me -> Scenarios.signal(me, owner, Signal.KILL));
            world.always(() -> owner.ended() || world.believers().isEmpty()
                    ? Optional.empty()
                    : Optional.of("live owner: entered beside it"));
            oneUses(world);
        }
    },
    /** scoped-stopped-owner (4bded44b6). */
    STOPPED_OWNER {
        @Override
        public void build(World world) {
            SimProcess owner = upstream(world, 1000);
            owner.state = SimProcess.State.STOPPED;
            refusedAll(world, owner);
        }
    },
    /** scoped-eperm (324567c93): alive, and of another user. */
    EPERM {
        @Override
        public void build(World world) {
            refusedAll(world, upstream(world, 0));
        }
    },
    /** The start time is unknown: alive until the opposite is shown. */
    UPSTREAM_OWNER_WITHOUT_START {
        @Override
        public void build(World world) {
            SimProcess owner = world.bystander("U", Role.INNOCENT);
            Scoped.plant(world, owner, Scoped.plainRecord(owner.pid, "null"));
            refusedAll(world, owner);
        }
    },
    /** scoped-create-window (#62890): created and locked, not yet written. */
    CREATE_WINDOW {
        @Override
        public void build(World world) {
            world.earlier("A", Role.OPERATOR, me -> {
                Directory locks = me.platform().directories().openOrCreate(Scoped.LOCKS);
                locks.open(Scoped.FILE, OpenMode.CREATE_NEW).tryLock();
                me.serve();
            });
            users(world, 2);
            world.atEnd(() -> world.crashes == 0 && world.said("refused STRANGER") != 2
                    ? Optional.of("create window: not both were refused")
                    : Optional.empty());
        }
    },
    /** A program of the dead owner keeps its locks. */
    ORPHAN {
        @Override
        public void build(World world) {
            world.earlier("D", me -> {
                Lease lease = Scoped.gate(me).claim().lease();
                lease.enter(Scoped.TOKEN).ensureEntered();
                lease.start(new Launch(List.of("worker"), Map.of()));
                me.die();
            });
            users(world, 2);
            world.always(() -> world.believers().isEmpty()
                    ? Optional.empty()
                    : Optional.of("orphan: entered beside the dead owner's program"));
        }
    },
    /** The file is deleted under its owner, who puts it back. */
    DELETED {
        @Override
        public void build(World world) {
            world.start("I", me -> {
                Lease lease = Scoped.gate(me).claim().lease();
                lease.enter(Scoped.TOKEN).ensureEntered();
                unlinkByHand(me);
                lease.ensureValid();
                if (!Scoped.content(me.world()).contains("\"pid\":" + me.process().pid + ",")) {
                    me.fail("repair: the file has " + Scoped.content(me.world()));
                }
                me.believe();
                me.serve();
            });
            world.atEnd(() -> world.crashes == 0 && world.believers().size() != 1
                    ? Optional.of("repair: not held")
                    : Optional.empty());
            world.afterwards("F", Scoped.fresh());
        }
    };

    private static void unlinkByHand(Me me) {
        try {
            Inode locks = me.world().kernel.files.directoryAt(Scoped.LOCKS);
            locks.entries.remove(Scoped.FILE).links--;
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    private static SimProcess upstream(World world, long uid) {
        Traits traits = Traits.of(Role.INNOCENT);
        traits.uid = uid;
        SimProcess owner = world.kernel.spawn("U", traits);
        SimProcess neutral = world.dead("N");
        Scoped.plant(world, neutral, Scoped.plainRecord(owner));
        return owner;
    }

    private static void users(World world, int count) {
        for (int i = 1; i <= count; i++) {
            world.start("P" + i, Scoped.user());
        }
    }

    private static void refusedAll(World world, SimProcess owner) {
        users(world, 3);
        String before = Scoped.content(world);
        world.always(() -> world.believers().isEmpty() && Scoped.content(world).equals(before)
                ? Optional.empty()
                : Optional.of("live owner: " + world.believers() + " entered beside " + owner));
        world.atEnd(() -> world.undisturbed() && world.said("refused HELD") != 3
                ? Optional.of("live owner: not all were refused")
                : Optional.empty());
    }

    private static void progress(World world, Supplier<Boolean> excused) {
        world.atEnd(() -> world.undisturbed() && world.believers().size() != 1 && !excused.get()
                ? Optional.of("progress: nobody was disturbed and " + world.believers() + " use it at the end")
                : Optional.empty());
        world.afterwards("F", Scoped.fresh());
    }

    private static void oneUses(World world) {
        progress(world, () -> false);
    }
}
