package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.sim.SmallReplacer.Safeguard;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What people believed in, or proposed as a fix, and the smallest world in which it goes wrong. */
enum WrongProtocol implements World.Scenario {
    /** #13709: the dead one's record is unlinked, then created exclusively. */
    UNLINK_STALE("I1") {
        @Override
        public void build(World world) {
            afterDead(world, WrongProtocols.unlinkStale(), 2);
        }
    },
    /** The dead one's record is renamed aside, "in which only one can succeed". */
    RENAME_ASIDE("I1") {
        @Override
        public void build(World world) {
            afterDead(world, WrongProtocols.renameAside(), 2);
        }
    },
    /** The dead one's record is truncated and written over. */
    TRUNCATE_STALE("I1") {
        @Override
        public void build(World world) {
            afterDead(world, WrongProtocols.truncateStale(), 2);
        }
    },
    /** A kernel lock, and the file is unlinked at the end while it is held; right for two. */
    UNLINK_WHILE_HELD("I1") {
        @Override
        public void build(World world) {
            unused(world);
            contenders(world, WrongProtocols.unlinkWhileHeld(), 3);
        }
    },
    /** The same, after the lock was given back. */
    UNLINK_AFTER_UNLOCK("I1") {
        @Override
        public void build(World world) {
            unused(world);
            contenders(world, WrongProtocols.unlinkAfterUnlock(), 3);
        }
    },
    /** #96582: a status command removes a lock file that nobody holds. */
    PROBE_TIDIES("I1") {
        @Override
        public void build(World world) {
            unused(world);
            world.start("S", Role.OPERATOR, WrongProtocols.tidyingStatus());
            world.start("P1", WrongProtocols.lockOnly());
            world.start("P2", WrongProtocols.lockOnly());
        }
    },
    /** A status command takes the lock for an instant to see whether it is free. */
    PROBE_BY_LOCKING("progress") {
        @Override
        public void build(World world) {
            world.start("S", Role.OPERATOR, WrongProtocols.lockingStatus());
            World.Starting only = world.start("P", WrongProtocols.lockOnly());
            world.atEnd(() -> world.crashes == 0 && !only.process.believes
                    ? Optional.of("progress: P was refused, and nobody holds it")
                    : Optional.empty());
        }
    },
    /** #28561: a held lock is broken when the recorded pid is dead; the holder has not written its own yet. */
    BREAK_WHEN_RECORDED_DEAD("I1") {
        @Override
        public void build(World world) {
            plant(world, "lock", Long.toString(world.dead("P0").pid));
            world.start("P1", WrongProtocols.breaksDead());
            world.start("P2", WrongProtocols.breaksDead());
        }
    },
    /** The v0.10.0 patch: who may not be signalled is taken for dead. */
    EPERM_IS_DEAD("I1") {
        @Override
        public void build(World world) {
            unused(world);
            Traits other = Traits.of(Role.PROTOCOL);
            other.uid = 1001;
            world.start("P1", WrongProtocols.deniedIsDead());
            world.start("P2", other, WrongProtocols.deniedIsDead());
        }
    },
    /** A stopped owner is taken for dead. */
    STOPPED_IS_DEAD("I1") {
        @Override
        public void build(World world) {
            World.Starting first = world.start("P1", WrongProtocols.stoppedIsDead());
            world.start("Z", Role.OPERATOR, me -> me.stop(first.process));
            world.start("P2", WrongProtocols.stoppedIsDead());
        }
    },
    /** #11718: replacers do not queue, and act against whomever they find. */
    NO_QUEUE_NO_GENERATION("I6") {
        @Override
        public void build(World world) {
            replacers(world, SmallReplacer.without(Safeguard.QUEUE, Safeguard.SAMPLED_ONLY));
        }
    },
    /** Replacers do not queue, so what ends the old owner may come too late to be the next. */
    NO_TAKEOVER_LOCK("slip") {
        @Override
        public void build(World world) {
            SmallReplacer small = SmallReplacer.without(Safeguard.QUEUE);
            World.Starting owner = world.earlier("I", small::own);
            world.start("R", small::replace);
            world.start("S", Role.OPERATOR, me -> {
                me.waitFor(owner.process);
                me.spawn("I2", Traits.of(Role.PROTOCOL), small::own);
            });
            world.atEnd(() -> world.undisturbed() && world.believers().stream().anyMatch(p -> p.name.equals("I2"))
                    ? Optional.of("slip: the restarted one slipped in between the end of the old one and the claim")
                    : Optional.empty());
        }
    },
    /** Replacers queue, but act against whomever they find when it is their turn. */
    NO_GENERATION("I6") {
        @Override
        public void build(World world) {
            replacers(world, SmallReplacer.without(Safeguard.SAMPLED_ONLY));
        }
    },
    /** #89614: the identity is checked before there is a handle. */
    VERIFY_THEN_PIN("I5") {
        @Override
        public void build(World world) {
            SmallReplacer small = SmallReplacer.without(Safeguard.PIN_THEN_VERIFY);
            world.earlier("I", small::own);
            world.start("R", small::replace);
        }

        @Override
        Bounds bounds() {
            return Bounds.free().crashes(1).recycles(1);
        }
    };

    /** How the rule that it breaks begins. */
    final String rule;

    WrongProtocol(String rule) {
        this.rule = rule;
    }

    Bounds bounds() {
        return Bounds.free();
    }

    private static void contenders(World world, World.Program program, int count) {
        for (int i = 1; i <= count; i++) {
            world.start("P" + i, program);
        }
    }

    private static void afterDead(World world, World.Program program, int count) {
        plant(world, "gateway.pid", Long.toString(world.dead("P0").pid));
        contenders(world, program, count);
    }

    private static void replacers(World world, SmallReplacer replacer) {
        world.earlier("I", replacer::own);
        world.start("R1", replacer::replace);
        world.start("R2", replacer::replace);
    }

    /** A lock file that nobody holds, open to everybody. */
    private static void unused(World world) {
        world.dead("P0");
        Inode lock = plant(world, "lock", "");
        lock.mode = 0666;
        try {
            world.kernel.files.directoryAt(WrongProtocols.HOME).mode = 0777;
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    private static Inode plant(World world, String name, String text) {
        try {
            SimProcess dead = world.kernel.processes.get(0);
            world.kernel.files.makeDirectories(dead, WrongProtocols.HOME);
            return world.kernel.files.plant(
                    dead,
                    world.kernel.files.directoryAt(WrongProtocols.HOME),
                    name,
                    text.getBytes(StandardCharsets.US_ASCII));
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }
}
