package dev.gatelock.sim;

import dev.gatelock.Lease;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Signal;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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
    /** #576: one replaces the owner. */
    ONE_REPLACER {
        @Override
        public void build(World world) {
            replacers(world, 1);
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
    /** The owner does not react to SIGTERM and is forced; its lock is free as soon as it is dead. */
    STUBBORN_INCUMBENT {
        @Override
        public void build(World world) {
            world.earlier("I", Protocol.starterThatIgnoresTerm());
            world.start("R1", Protocol.replacer());
            world.start("R2", Protocol.replacer());
            oneHolds(world);
        }
    },
    /** The same, and the kernel takes up to a second to free the lock of the killed one, as with a large heap. */
    SLOW_DEATH {
        @Override
        public void build(World world) {
            world.tearDownNanos = SLOW;
            world.earlier("I", Protocol.starterThatIgnoresTerm());
            world.start("R", Protocol.replacer());
            oneHolds(world);
        }
    },
    /** The owner was killed just now, and its lock lingers: a plain start waits for it. */
    LATE_RELEASE {
        @Override
        public void build(World world) {
            world.tearDownNanos = 80_000_000;
            World.Starting incumbent = world.earlier("I", Protocol.starter());
            world.start("P1", Protocol.starter());
            world.start("P2", Protocol.starter());
            world.start("K", Role.OPERATOR, me -> signal(me, incumbent.process, Signal.KILL));
            progressUnless(world, () -> world.said("refused HELD") > 0);
        }
    },
    /** #2178: a stopped owner is alive, and is replaced. */
    STOPPED_INCUMBENT {
        @Override
        public void build(World world) {
            World.Starting incumbent = world.earlier("I", Protocol.starter());
            world.start("Z", Role.OPERATOR, me -> me.stop(incumbent.process));
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            progressUnless(world, () -> world.said("closed") == 0);
        }
    },
    /** The owner was killed and its parent has not taken notice: kill(pid, 0) says that it is there. */
    ZOMBIE_LEFTOVER {
        @Override
        public void build(World world) {
            diedEarlier(world).traits.reaped = false;
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            progressUnless(world, () -> world.said("closed") == 0);
        }
    },
    /** The recorded pid is by now the number of a thread of an innocent. */
    THREAD_IN_RECORD {
        @Override
        public void build(World world) {
            SimProcess innocent = world.bystander("N", Role.INNOCENT);
            innocent.threads.add(4711L);
            plantHome(world, "gateway.pid", "4711");
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            progressUnless(world, () -> false);
        }
    },
    /** #51325: the owner is dead and a program that it started has its lock. */
    ORPHAN {
        @Override
        public void build(World world) {
            orphan(world);
            world.start("R1", Protocol.replacer());
            world.start("R2", Protocol.replacer());
            oneHolds(world);
        }
    },
    /** The same, and the program takes its time to end, or has to be forced and is long in dying. */
    ORPHAN_SLOW {
        @Override
        public void build(World world) {
            world.tearDownNanos = SLOW;
            world.kernel.workloadsOnTerm = SimProcess.OnTerm.IGNORE;
            orphan(world);
            world.start("R", Protocol.replacer());
            oneHolds(world);
        }
    },
    /** The same, met by plain starts: they must not get in. */
    ORPHAN_REFUSES {
        @Override
        public void build(World world) {
            orphan(world);
            world.start("P1", Protocol.starter());
            world.start("P2", Protocol.starter());
            world.atEnd(() -> world.undisturbed() && world.said("refused ORPHANED") != 2
                    ? Optional.of("orphan: not both were refused for it")
                    : Optional.empty());
            world.afterwards("F", Protocol.freshStarter());
        }
    },
    /** #51325: a program of a dead owner works on, and has closed the lock; it is known by what it was started with. */
    HEIRS {
        @Override
        public void build(World world) {
            world.disabled.add(Capability.INHERITED_LOCK);
            world.earlier("D", me -> {
                Lease lease = Protocol.claimOrFail(me);
                String nonce = lease.record().stamp().nonce().orElseThrow();
                lease.start(new Launch(List.of("worker"), Map.of(Lease.VARIABLE, nonce)));
                me.die();
            });
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            world.always(
                    () -> world.kernel.processes.stream().anyMatch(p -> p.traits.role == Role.WORKLOAD && !p.ended())
                                    && world.believers().stream().anyMatch(p -> !p.name.equals("D"))
                            ? Optional.of("heirs: somebody is at work while a program of the dead owner still is")
                            : Optional.empty());
            // a plain start looks on for a second while it holds the lock; who waits less than that is refused
            // meanwhile
            progressUnless(world, () -> world.said("refused STRANGER") > 0);
        }
    },
    /** #21706: the owner lives in a container that shares the volume; no signal reaches it. */
    OTHER_NAMESPACE {
        @Override
        public void build(World world) {
            Traits inside = Traits.of(Role.PROTOCOL);
            inside.namespace = 77;
            inside.innerPid = 7;
            world.before.add(new World.Starting("I", inside, Protocol.starter()));
            Traits other = Traits.of(Role.PROTOCOL);
            other.namespace = 78;
            other.innerPid = 7;
            world.start("R", other, Protocol.replacer());
            Traits third = Traits.of(Role.PROTOCOL);
            third.namespace = 78;
            third.innerPid = 8;
            world.start("P", third, Protocol.starter());
            oneHolds(world);
        }
    },
    /** b52123eb1: the owner belongs to somebody else, so it is alive and out of reach. */
    OTHER_USER {
        @Override
        public void build(World world) {
            Traits root = Traits.of(Role.PROTOCOL);
            root.uid = 0;
            world.earlier("I", Protocol.starter());
            Traits other = Traits.of(Role.PROTOCOL);
            other.uid = 1001;
            world.start("R", other, Protocol.tolerant(Protocol.replacer()));
            world.start("P", root, Protocol.starter());
            oneHolds(world);
        }
    },
    /** Two stop and one starts. */
    STOP_AND_START {
        @Override
        public void build(World world) {
            world.earlier("I", Protocol.starter());
            world.start("S1", Role.OPERATOR, Protocol.stopper());
            world.start("P", Protocol.starter());
            progressUnless(world, () -> true);
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
            world.atEnd(() -> world.undisturbed()
                            && world.earlyTicks == 0
                            && world.believers().stream().anyMatch(p -> p.name.equals("I2"))
                    ? Optional.of(
                            "slip: the restarted one slipped in between the end of the old one and the replacer's claim")
                    : Optional.empty());
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
    /** The same, while somebody deletes the files. */
    STARTER_STATUS_OPERATOR {
        @Override
        public void build(World world) {
            world.start("P", Protocol.carefulStarter());
            world.start("S", Role.OBSERVER, Protocol.status());
            world.start("O", Role.OPERATOR, me -> {
                try (Directory home = me.platform().directories().openOrCreate(Protocol.HOME)) {
                    tryUnlink(home, "gateway.lock");
                    tryUnlink(home, "gateway.pid");
                }
            });
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
                    tryUnlink(home, "gateway.lock");
                    tryUnlink(home, "gateway.pid");
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
                    tryUnlink(home, "gateway.lock");
                    tryUnlink(home, "gateway.pid");
                }
            });
            world.start("P2", Protocol.starter());
            oneHolds(world);
        }
    },
    /** The same with every file, while somebody replaces. */
    ALL_FILES_DELETED {
        @Override
        public void build(World world) {
            world.earlier("I", Protocol.starter());
            world.start("R1", Protocol.replacer());
            world.start("R2", Protocol.replacer());
            world.start("O", Role.OPERATOR, me -> {
                try (Directory home = me.platform().directories().open(Protocol.HOME)) {
                    tryUnlink(home, "gateway.takeover");
                    tryUnlink(home, "gateway.lock");
                    tryUnlink(home, "gateway.pid");
                }
            });
            oneHolds(world);
        }
    },
    /** #14203, #1310: nobody is there to be replaced, and the pid may be somebody else's by now. */
    REPLACERS_ON_LEFTOVER {
        @Override
        public void build(World world) {
            diedEarlier(world);
            world.start("R1", Protocol.replacer());
            world.start("R2", Protocol.replacer());
            progressUnless(world, () -> world.said("closed") == 0);
        }
    },
    /** #576: a bare pid of an earlier version, which is an innocent's now. */
    LEGACY_RECORD {
        @Override
        public void build(World world) {
            SimProcess innocent = world.bystander("N", Role.INNOCENT);
            plantHome(world, "gateway.pid", Long.toString(innocent.pid));
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            progressUnless(world, () -> false);
        }
    },
    /** #28561: a process without any record holds the lock; the record names an innocent. */
    STRANGER_HOLDS {
        @Override
        public void build(World world) {
            SimProcess innocent = world.bystander("N", Role.INNOCENT);
            plantHome(world, "gateway.pid", Long.toString(innocent.pid));
            world.before.add(new World.Starting("X", Traits.of(Role.OPERATOR), me -> {
                Directory home = me.platform().directories().open(Protocol.HOME);
                WrongProtocols.openOrCreate(home, "gateway.lock").tryLock();
                me.serve();
            }));
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            world.atEnd(
                    () -> world.believers().isEmpty() ? Optional.empty() : Optional.of("I1: the stranger was ignored"));
            world.afterwards("F", Protocol.freshStarter());
        }
    },
    /** #93768: the PID file was made to name an innocent, with a true identity; the lock and its own copy name the owner. */
    POISONED_RECORD {
        @Override
        public void build(World world) {
            SimProcess innocent = world.bystander("N", Role.INNOCENT);
            World.Starting incumbent = world.earlier("I", Protocol.starter());
            world.before.add(new World.Starting("O", Traits.of(Role.OPERATOR), me -> {
                Directory home = me.platform().directories().open(Protocol.HOME);
                try (OpenFile record = home.open("gateway.pid", OpenMode.READ_WRITE)) {
                    String text = new String(record.read(4096), StandardCharsets.UTF_8);
                    String poison = text.replace("\"pid\":" + incumbent.process.pid, "\"pid\":" + innocent.pid);
                    record.overwrite(poison.getBytes(StandardCharsets.UTF_8));
                }
            }));
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            world.atEnd(() -> world.undisturbed() && world.believers().size() != 1
                    ? Optional.of("progress: " + world.believers() + " hold it at the end")
                    : Optional.empty());
        }
    },
    /** The owner ends its lease when asked, and its process lives on: it must not be killed for that. */
    RELEASED_BUT_ALIVE {
        @Override
        public void build(World world) {
            world.earlier("I", Protocol.starterThatLivesOn());
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            oneHolds(world);
        }
    },
    /** The owner closes its lease on its own, with a fault at some call, and its process lives on: the next start succeeds. */
    CLOSE_WITH_FAULT {
        @Override
        public void build(World world) {
            World.Starting first = world.earlier("I", Protocol.starterThatLivesOn());
            world.kernel.faults.failNth("I", Op.UNLINK, 1, Fault.IO);
            world.before.add(new World.Starting(
                    "O", Traits.of(Role.OPERATOR), me -> signal(me, first.process, Signal.TERMINATE)));
            world.start("P", Protocol.starter());
            world.atEnd(() -> world.crashes == 0 && world.believers().isEmpty()
                    ? Optional.of("progress: nobody holds it, and the next start was refused")
                    : Optional.empty());
            world.afterwards("F", Protocol.freshStarter());
        }
    },
    /** A replacer that could not begin its own work must not end the owner's. */
    DISK_FULL_REPLACER {
        @Override
        public void build(World world) {
            troubledReplacer(world, Me::fillDisk);
        }
    },
    READ_ONLY_REPLACER {
        @Override
        public void build(World world) {
            troubledReplacer(world, Me::remountReadOnly);
        }
    },
    /** The program took the place of the owner's image: same pid, same lock. */
    EXECUTED {
        @Override
        public void build(World world) {
            world.earlier("I", me -> {
                Lease lease = Protocol.claimOrFail(me);
                lease.become(new Launch(List.of("worker"), Map.of()));
            });
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            oneHolds(world);
        }
    },
    /** The owner in another namespace looks for markers, and leaves when it is asked by one. */
    ASKED_BY_MARKER {
        @Override
        public void build(World world) {
            Traits inside = Traits.of(Role.PROTOCOL);
            inside.namespace = 77;
            inside.innerPid = 7;
            world.start("I", inside, Protocol.watcher());
            Traits other = Traits.of(Role.PROTOCOL);
            other.namespace = 78;
            other.innerPid = 7;
            world.start("R", other, Protocol.replacer());
            progressUnless(world, () -> world.said("closed") == 0 || world.earlyTicks > 0);
        }
    },
    /** The same, asked from the machine's own namespace, where the owner can be seen but is not to be signalled. */
    ASKED_FROM_OUTSIDE {
        @Override
        public void build(World world) {
            Traits inside = Traits.of(Role.PROTOCOL);
            inside.namespace = 77;
            inside.innerPid = 7;
            world.start("I", inside, Protocol.watcher());
            world.start("R", Protocol.replacer());
            progressUnless(world, () -> world.said("closed") == 0 || world.earlyTicks > 0);
        }
    },
    /**
     * START-14: a start that comes when a stop has already been asked for waits, at whichever of its steps the owner publishes that
     * it leaves and removes the marker.
     */
    START_BESIDE_A_STOP {
        @Override
        public void build(World world) {
            World.Starting incumbent = world.earlier("I", Protocol.obeyingStarter());
            world.start("S", Role.OPERATOR, me -> {
                Protocol.askToStop(me, incumbent.process);
                me.spawn("P", Traits.of(Role.PROTOCOL), Protocol.starter());
            });
            world.atEnd(() -> world.undisturbed() && world.earlyTicks == 0 && world.said("refused HELD") > 0
                    ? Optional.of("START-14: a start is refused for an owner that had been asked to leave before")
                    : Optional.empty());
            progressUnless(world, () -> world.said("refused HELD") > 0);
        }
    },
    /** The wall clock jumps an hour back and forth while two replace. */
    CLOCK_JUMPS {
        @Override
        public void build(World world) {
            replacers(world, 2);
            world.start("C", Role.OPERATOR, me -> {
                me.setWallClock(-3600);
                me.setWallClock(7200);
            });
        }
    },
    /** A replacer while the owner ends by itself and another starts. */
    REPLACER_AND_STARTER {
        @Override
        public void build(World world) {
            World.Starting incumbent = world.earlier("I", Protocol.starter());
            world.start("R", Protocol.replacer());
            world.start("P", Protocol.starter());
            world.start("O", Role.OPERATOR, me -> signal(me, incumbent.process, Signal.TERMINATE));
            progressUnless(world, () -> world.said("refused HELD") > 0);
        }
    };

    /** The same, where every call takes a tick: claims and starts are ordered, so I6 can be checked strictly. */
    World.Scenario withMovingClock() {
        return world -> {
            world.movingClock();
            build(world);
        };
    }

    /** The same, where the kernel takes up to a second to free the locks of the dead, as with a large heap. */
    World.Scenario withSlowDeath() {
        return world -> {
            build(world);
            world.tearDownNanos = SLOW;
        };
    }

    /** The same by the rules of Windows, with none of the optional capabilities; locks of the dead are freed late. */
    World.Scenario onWindows() {
        return world -> {
            world.kernel.files.windows = true;
            world.kernel.files.directoryLocks = false;
            world.disabled.addAll(EnumSet.allOf(Capability.class));
            build(world);
            world.tearDownNanos = 60_000_000;
        };
    }

    /** The same on a system that can do less. */
    World.Scenario without(Capability missing) {
        return world -> {
            world.disabled.add(missing);
            build(world);
        };
    }

    private static final long SLOW = 1_000_000_000;

    private static void replacers(World world, int count) {
        world.earlier("I", Protocol.starter());
        for (int i = 1; i <= count; i++) {
            world.start("R" + i, Protocol.replacer());
        }
        oneHolds(world);
    }

    /** Kills an owner at work before the story. */
    static World.Starting diedEarlier(World world) {
        World.Starting dead = world.earlier("D", me -> {
            Protocol.claimOrFail(me);
            me.die();
        });
        dead.traits.reaped = true;
        return dead;
    }

    /** A workload of the dead owner keeps its lock. */
    private static void orphan(World world) {
        world.earlier("D", me -> {
            Lease lease = Protocol.claimOrFail(me);
            lease.start(new Launch(List.of("worker"), Map.of()));
            me.die();
        });
    }

    private static void troubledReplacer(World world, Consumer<Me> trouble) {
        world.tearDownNanos = 0;
        World.Starting incumbent = world.earlier("I", Protocol.starter());
        world.before.add(new World.Starting("O", Traits.of(Role.OPERATOR), me -> {
            WrongProtocols.openOrCreate(me.platform().directories().open(Protocol.HOME), "gateway.takeover")
                    .close();
            trouble.accept(me);
        }));
        world.start("R", Protocol.tolerant(Protocol.replacer()));
        world.atEnd(() -> world.crashes == 0 && !incumbent.process.believes
                ? Optional.of("progress: the owner was ended by a replacer that could not succeed it")
                : Optional.empty());
    }

    private static void plantHome(World world, String name, String content) {
        SimProcess earlier = world.dead("D");
        try {
            world.kernel.files.makeDirectories(earlier, Protocol.HOME);
            Inode home = world.kernel.files.directoryAt(Protocol.HOME);
            world.kernel.files.plant(earlier, home, name, content.getBytes(StandardCharsets.UTF_8));
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    /** What a person types; where the system refuses, nothing happens. */
    private static void tryUnlink(Directory home, String name) throws PortException {
        try {
            home.unlink(name);
        } catch (PortException e) {
            if (e.fault() != Fault.BUSY) {
                throw e;
            }
        }
    }

    static void signal(Me me, SimProcess target, Signal signal) {
        if (me.platform().processes().pin(target.pid) instanceof Pin.Pinned pinned) {
            pinned.process().signal(signal);
        }
    }

    private static void progressUnless(World world, BooleanSupplier excused) {
        world.atEnd(() -> world.undisturbed() && world.believers().size() != 1 && !excused.getAsBoolean()
                ? Optional.of("progress: nobody was disturbed and " + world.believers() + " hold it at the end")
                : Optional.empty());
        world.afterwards("F", Protocol.freshStarter());
    }

    /** Progress, and a fresh start at the end. */
    private static void oneHolds(World world) {
        progressUnless(world, () -> false);
    }
}
