package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Gate;
import dev.gatelock.GatelockException;
import dev.gatelock.Holder;
import dev.gatelock.Lease;
import dev.gatelock.LeaseLostException;
import dev.gatelock.LockDirectory;
import dev.gatelock.Refusal;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.ScopeStanding;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scoped locks, the real code, in many orders; {@code -Dgatelock.sim.deep} and {@code .seed} as for the whole protocol. */
class ScopesOnSimTest {
    private static final int DEEP = Integer.getInteger("gatelock.sim.deep", 1);
    private static final long SEED = Long.getLong("gatelock.sim.seed", 1);
    private static final Bounds ROUGH = Bounds.free().crashes(1).earlyTicks(2).recycles(1);

    @ParameterizedTest
    @EnumSource
    @Tag("explores")
    void holdsInRandomOrders(ScopeScenarios scenario) {
        new Explorer(scenario, Bounds.free()).random(SEED, 25 * DEEP).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("explores")
    void holdsWhateverHappens(ScopeScenarios scenario) {
        new Explorer(scenario, ROUGH).random(SEED, 40 * DEEP).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("explores")
    void holdsInEveryOrderWithOnePreemption(ScopeScenarios scenario) {
        new Explorer(scenario, Bounds.none().preemptions(1))
                .exhaustive(60 * DEEP)
                .mustBeClean();
    }

    /** Whoever is killed at whichever call: the next one gets in. */
    @Test
    @Tag("explores")
    void survivesACrashAtEveryCall() {
        Report report = new Explorer(ScopeScenarios.ALONE, Bounds.none().crashes(1))
                .exhaustive(2_000 * DEEP)
                .mustBeClean();
        assertThat(report.complete()).isTrue();
        new Explorer(ScopeScenarios.TWO_COLD, Bounds.none().crashes(1))
                .exhaustive(500 * DEEP)
                .mustBeClean();
    }

    /** Disk and descriptor faults at every call: nothing stays locked, nobody believes, and the next one gets in. */
    @ParameterizedTest
    @EnumSource(names = {"NO_SPACE", "READ_ONLY", "NO_DESCRIPTORS", "IO", "PERMISSION"})
    void survivesAFaultAtEveryCall(Fault fault) {
        int struck = 0;
        for (int nth = 1; nth <= 60; nth++) {
            int call = nth;
            int[] hit = new int[1];
            Outcome outcome = SimScheduler.run(
                    world -> {
                        SimProcess dead = world.dead("U");
                        Scoped.plant(world, dead, Scoped.plainRecord(dead));
                        world.start("P", Protocol.tolerant(Scoped.user()));
                        world.kernel.faults.failNth("P", call, fault);
                        world.atEnd(() -> {
                            hit[0] = world.kernel.faults.struck();
                            return Optional.empty();
                        });
                        world.afterwards("F", Scoped.fresh());
                    },
                    Bounds.none(),
                    Chooser.replay(List.of()));
            assertThat(outcome.violation())
                    .as(() -> "call " + call + "\n" + outcome.story())
                    .isEmpty();
            struck += hit[0];
        }
        assertThat(struck).as("calls that could fail").isGreaterThan(20);
    }

    /** scoped-self (#81585): our own record without a start time is no reason to refuse ourselves. */
    @Test
    void scopedSelf() {
        alone(me -> {
            Scoped.plant(me.world(), me.process(), Scoped.plainRecord(me.process().pid, "null"));
            ScopeClaim answer = Scoped.gate(me).claim().lease().enter(Scoped.TOKEN);
            assertThat(answer).isEqualTo(new ScopeClaim.Entered(Scoped.TOKEN, Optional.empty()));
        });
    }

    /** scoped-eperm (324567c93): the file is locked, and belongs to a user whose files we may not open. */
    @Test
    void scopedEpermOnTheFileItself() {
        run(world -> {
            Traits root = Traits.of(Role.OPERATOR);
            root.uid = 0;
            World.Starting owner = new World.Starting("A", root, me -> {
                Directory locks = rootsLocks(me, 0777);
                locks.open(Scoped.FILE, OpenMode.CREATE_NEW).tryLock();
                me.serve();
            });
            world.before.add(owner);
            world.start("P", me -> {
                ScopeClaim answer = Scoped.gate(me).claim().lease().enter(Scoped.TOKEN);
                assertThat(answer).isInstanceOfSatisfying(ScopeClaim.Refused.class, refused -> {
                    assertThat(refused.refusal().holders())
                            .extracting(Holder::pid)
                            .containsExactly(owner.process.pid);
                    assertThat(refused.refusal().message()).doesNotContain("secret");
                });
            });
        });
    }

    /** scoped-dir-unwritable (#56402). */
    @Test
    void scopedDirUnwritable() {
        run(world -> {
            Traits root = Traits.of(Role.OPERATOR);
            root.uid = 0;
            world.before.add(new World.Starting("A", root, me -> rootsLocks(me, 0755)));
            world.start("P", me -> {
                Lease lease = Scoped.gate(me).claim().lease();
                assertThatThrownBy(() -> lease.enter(Scoped.TOKEN))
                        .isInstanceOfSatisfying(GatelockException.class, e -> {
                            assertThat(e.category()).isEqualTo(GatelockException.Category.PERMISSION);
                            assertThat(e.advice()).contains("HERMES_GATEWAY_LOCK_DIR");
                        })
                        .hasMessageContaining(Scoped.LOCKS.toString())
                        .hasMessageNotContaining("secret");
                lease.ensureValid();
            });
        });
    }

    @Test
    void theSameScopeTwiceIsTheSameAnswer() {
        alone(me -> {
            Lease lease = Scoped.gate(me).claim().lease();
            ScopeClaim first = lease.enter(Scoped.TOKEN);
            assertThat(lease.enter(Scope.of("token", "12345:secret"))).isSameAs(first);
            assertThat(lease.enter(Scope.of("token", "another"))).isInstanceOf(ScopeClaim.Entered.class);
            lease.close();
            assertThat(Scoped.content(me.world())).isEmpty();
        });
    }

    @Test
    void aSecondLeaseOfThisJvmIsRefused() {
        alone(me -> {
            Lease first = Scoped.gate(me).claim().lease();
            first.enter(Scoped.TOKEN).ensureEntered();
            Gate other = Gate.at(Path.of("/home/sim/second"))
                    .lockDirectory(Scoped.LOCKS)
                    .platform(me.platform())
                    .open();
            try (Lease second = other.claim().lease()) {
                assertThat(second.enter(Scoped.TOKEN))
                        .isInstanceOfSatisfying(ScopeClaim.Refused.class, refused -> assertThat(
                                        refused.refusal().reason())
                                .isEqualTo(Refusal.Reason.SAME_JVM));
                first.close();
                second.enter(Scoped.TOKEN).ensureEntered();
            }
        });
    }

    /** Whoever uses no kernel locks may take the file while we look away: then it is theirs. */
    @Test
    void aScopeThatAnotherTookIsLost() {
        SimProcess[] stranger = new SimProcess[1];
        run(world -> {
            stranger[0] = world.bystander("U", Role.INNOCENT);
            world.start("P", me -> {
                Lease lease = Scoped.gate(me).claim().lease();
                lease.enter(Scoped.TOKEN).ensureEntered();
                world.kernel.files.directoryAt(Scoped.LOCKS).entries.remove(Scoped.FILE).links--;
                Scoped.plant(world, stranger[0], Scoped.plainRecord(stranger[0]));
                try {
                    lease.ensureValid();
                    me.fail("not noticed");
                } catch (LeaseLostException e) {
                    me.outcome("lost");
                }
                lease.close();
                assertThat(Scoped.content(world)).isEqualTo(Scoped.plainRecord(stranger[0]));
            });
        });
    }

    /** SCOPE-07: what another wrote over our record is not ours to empty. */
    @Test
    void releasingTouchesOnlyItsOwnRecord() {
        run(world -> {
            SimProcess stranger = world.bystander("U", Role.INNOCENT);
            world.start("P", me -> {
                Lease lease = Scoped.gate(me).claim().lease();
                lease.enter(Scoped.TOKEN).ensureEntered();
                Inode file =
                        world.kernel.files.directoryAt(Scoped.LOCKS).entries.get(Scoped.FILE);
                file.data = Scoped.plainRecord(stranger).getBytes(StandardCharsets.UTF_8);
                lease.close();
                assertThat(Scoped.content(world)).isEqualTo(Scoped.plainRecord(stranger));
            });
        });
    }

    /** replace-wipes-all-token-locks (d0821b057): the replaced owner's scopes are voided, nobody else's. */
    @Test
    void replacingVoidsOnlyTheOldOwnersScopes() {
        run(world -> {
            SimProcess third = world.dead("T");
            Scoped.plant(
                    world,
                    third,
                    "third-0123456789abcdef.lock",
                    Scoped.plainRecord(third).getBytes(StandardCharsets.UTF_8));
            World.Starting owner = world.earlier("I", me -> {
                Lease lease = gate(me, "shared").claim().lease();
                lease.enter(Scoped.TOKEN).ensureEntered();
                lease.enter(Scope.of("second", "of the same owner")).ensureEntered();
                me.serve();
            });
            World.Starting bystander = world.earlier("B", me -> {
                gate(me, "own")
                        .claim()
                        .lease()
                        .enter(Scope.of("other", "token"))
                        .ensureEntered();
                me.serve();
            });
            world.start("R", me -> {
                me.asksToReplace();
                Lease lease = gate(me, "shared").replace().lease();
                List<ScopeStanding> seen = LockDirectory.at(Scoped.LOCKS).probe(me.platform());
                assertThat(seen).extracting(ScopeStanding::name).containsExactly("other", "second", "third", "token");
                assertThat(seen)
                        .extracting(ScopeStanding::state)
                        .containsExactly(
                                ScopeStanding.State.HELD,
                                ScopeStanding.State.EMPTY,
                                ScopeStanding.State.STALE,
                                ScopeStanding.State.EMPTY);
                assertThat(seen.get(0).owner().holders().get(0).pid()).isEqualTo(bystander.process.pid);
                assertThat(owner.process.ended()).isTrue();
                lease.close();
            });
        });
    }

    /** A lock directory of root's, beside homes that everybody can make. */
    private static Directory rootsLocks(Me me, int mode) throws PortException {
        Directory locks = me.platform().directories().openOrCreate(Scoped.LOCKS);
        SimFiles files = me.world().kernel.files;
        files.directoryAt(Scoped.LOCKS).mode = mode;
        files.directoryAt(Scoped.LOCKS.getParent()).mode = 0755;
        files.directoryAt(Path.of("/home/sim")).mode = 0777;
        return locks;
    }

    private static Gate gate(Me me, String home) {
        return Gate.at(Path.of("/home/sim", home))
                .lockDirectory(Scoped.LOCKS)
                .platform(me.platform())
                .open();
    }

    private static void alone(World.Program program) {
        run(world -> world.start("P", program));
    }

    private static void run(World.Scenario scenario) {
        Outcome outcome = SimScheduler.run(scenario, Bounds.none(), Chooser.replay(List.of()));
        assertThat(outcome.violation()).as(outcome::story).isEmpty();
    }
}
