package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No rule is there for nothing: each is broken once, and it is this one that speaks. */
class RulesTest {
    private static void breaks(String rule, World.Scenario scenario) {
        Outcome outcome = SimScheduler.run(scenario, Bounds.none(), Chooser.replay(List.of()));
        assertThat(outcome.violation()).as(outcome::story).hasValueSatisfying(said -> assertThat(said)
                .startsWith(rule));
    }

    private static Directory home(Me me) throws Exception {
        return me.platform().directories().openOrCreate(Protocol.HOME);
    }

    private static void send(Me me, SimProcess target, Signal... signals) {
        if (me.platform().processes().pin(target.pid) instanceof Pin.Pinned pinned) {
            for (Signal signal : signals) {
                pinned.process().signal(signal);
            }
        }
    }

    /** An owner at work, and a program that runs after it. */
    private static World.Scenario besideOwner(World.Program program) {
        return world -> {
            world.earlier("I", Protocol.starter());
            world.start("X", program);
        };
    }

    @Test
    void oneTwoWhoBelieve() {
        breaks("I1", world -> {
            World.Program stays = me -> {
                me.believe();
                me.serve();
            };
            world.start("A", stays);
            world.start("B", stays);
        });
    }

    /** A record alone must keep nobody out: here one that nobody holds a lock for is obeyed. */
    @Test
    void twoWhoeverObeysARecord() {
        breaks("progress", world -> {
            Scenarios.diedEarlier(world);
            world.start("P", me -> {
                if (home(me).stat("gateway.pid").isEmpty()) {
                    me.believe();
                }
            });
            world.atEnd(() -> world.believers().isEmpty() ? Optional.of("progress: nobody") : Optional.empty());
        });
    }

    @Test
    void threeWhoeverLooksAndChanges() {
        breaks("I3", world -> {
            world.earlier("I", Protocol.starter());
            world.start("S", Role.OBSERVER, me -> home(me).unlink("gateway.pid"));
        });
    }

    @Test
    void threeWhoeverLooksAndLeavesAFile() {
        breaks("I3", world -> world.start("S", Role.OBSERVER, me -> home(me).close()));
    }

    @Test
    void fourWhoeverRemovesTheLockFile() {
        breaks("I4", besideOwner(me -> home(me).unlink("gateway.lock")));
        breaks("I4", besideOwner(me -> home(me).rename("gateway.lock", "old")));
        breaks("I4", besideOwner(me -> home(me).rename("gateway.pid", "gateway.takeover")));
    }

    @Test
    void fourWhoeverEmptiesTheLockFileWithoutItsLock() {
        breaks("I4", world -> {
            Scenarios.diedEarlier(world);
            world.start("X", me -> {
                try (OpenFile lock = home(me).open("gateway.lock", OpenMode.READ_WRITE)) {
                    lock.truncate(0);
                }
            });
        });
        breaks("copy", besideOwner(me -> home(me).open("gateway.lock", OpenMode.READ_WRITE)
                .truncate(0)));
    }

    @Test
    void fiveWhoeverSignalsSomebodyElse() {
        for (Role role : List.of(Role.INNOCENT, Role.OPERATOR, Role.OBSERVER)) {
            breaks("I5", world -> {
                SimProcess other = world.bystander("N", role);
                world.start("X", me -> send(me, other, Signal.TERMINATE));
            });
        }
    }

    @Test
    void fiveWhoeverSignalsAProgramOfAnOwnerAtWork() {
        breaks("I5", world -> {
            World.Starting owner = world.earlier("I", Protocol.starter());
            world.start("X", me -> {
                Traits traits = Traits.of(Role.WORKLOAD);
                traits.parent = owner.process;
                send(me, world.kernel.spawn("W", traits), Signal.TERMINATE);
            });
        });
    }

    @Test
    void fiveWhoeverKillsAtOnce() {
        breaks("grace", world -> {
            World.Starting owner = world.earlier("I", Protocol.starter());
            world.start("X", me -> {
                me.asksToReplace();
                send(me, owner.process, Signal.TERMINATE, Signal.KILL);
            });
        });
    }

    @Test
    void fiveWhoeverKillsOneThatHasGivenUp() {
        breaks("I5", world -> {
            World.Starting owner = world.earlier("I", Protocol.starterThatLivesOn());
            world.start("X", me -> {
                me.asksToReplace();
                send(me, owner.process, Signal.TERMINATE);
                me.platform().clock().await(Duration.ofMillis(500), Optional.empty());
                home(me).tryLock();
                send(me, owner.process, Signal.KILL);
            });
        });
    }

    @Test
    void sixWhoeverEndsAnOwnerThatItWasNotAskedToReplace() {
        breaks("I6", world -> {
            World.Starting owner = world.earlier("I", Protocol.starter());
            world.start("X", me -> send(me, owner.process, Signal.TERMINATE));
        });
    }

    @Test
    void sevenWhateverKeepsAFreshStartOut() {
        breaks("I7", world -> {
            world.start("X", me -> me.onTerm(OnTerm.DIE));
            world.afterwards("F", me -> me.fail("I7: refused"));
        });
        breaks("F fails unexpectedly", world -> {
            SimProcess earlier = world.dead("D");
            world.kernel.files.makeDirectories(earlier, Protocol.HOME);
            Inode home = world.kernel.files.directoryAt(Protocol.HOME);
            world.kernel.files.plantOther(earlier, home, "gateway.lock", FileStat.Kind.SYMLINK);
            world.start("X", me -> me.onTerm(OnTerm.DIE));
            world.afterwards("F", Protocol.freshStarter());
        });
    }

    @Test
    void eightWhoeverWorksWithoutALock() {
        breaks(
                "I8",
                world -> world.start("P", me -> {
                    Protocol.gate(me);
                    me.believe();
                }));
    }

    @Test
    void nineWhereTheHomeIsNotLocked() {
        Outcome outcome = new Explorer(
                        Scenarios.FILES_DELETED.without(dev.gatelock.spi.Capability.HOME_LOCK),
                        Bounds.none().preemptions(1))
                .exhaustive(1_000)
                .found()
                .orElseThrow();
        assertThat(outcome.violation().orElseThrow()).startsWith("I1");
    }
}
