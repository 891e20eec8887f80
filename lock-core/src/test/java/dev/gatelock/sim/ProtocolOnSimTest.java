package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real protocol, unchanged, in many orders.
 *
 * <p>{@code -Dgatelock.sim.deep=20} explores twenty times as much, {@code -Dgatelock.sim.seed=N} begins with another seed.
 */
@Tag("explores")
class ProtocolOnSimTest {
    private static final int DEEP = Integer.getInteger("gatelock.sim.deep", 1);
    private static final long SEED = Long.getLong("gatelock.sim.seed", 1);
    /** A crash, a slow process and a recycled pid may come anywhere. */
    private static final Bounds ROUGH = Bounds.free().crashes(1).earlyTicks(2).recycles(1);

    @ParameterizedTest
    @EnumSource
    void holdsInRandomOrders(Scenarios scenario) {
        new Explorer(scenario, Bounds.free()).random(SEED, 12 * DEEP).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhateverHappens(Scenarios scenario) {
        new Explorer(scenario, ROUGH).random(SEED, 15 * DEEP).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    void holdsWithAMovingClock(Scenarios scenario) {
        new Explorer(scenario.withMovingClock(), ROUGH).random(SEED, 12 * DEEP).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    void holdsInEveryOrderWithOnePreemption(Scenarios scenario) {
        new Explorer(scenario, Bounds.none().preemptions(1))
                .exhaustive(25 * DEEP)
                .mustBeClean();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LATE_RELEASE", "CLOSE_WITH_FAULT", "POISONED_RECORD"})
    void holdsWhenTheDeadAreSlow(Scenarios scenario) {
        new Explorer(scenario.withSlowDeath(), Bounds.free())
                .random(SEED, 15 * DEEP)
                .mustBeClean();
    }

    /** I7 for the shortest stories: whoever is killed at whichever call, with the kernel closing its descriptors at any time after. */
    @ParameterizedTest
    @EnumSource(names = {"TWO_COLD_STARTERS", "STARTER_AND_STATUS"})
    void survivesACrashAtEveryCall(Scenarios scenario) {
        Report report = new Explorer(scenario, Bounds.none().crashes(1))
                .exhaustive(2_000 * DEEP)
                .mustBeClean();
        assertThat(report.complete()).isTrue();
    }

    /** Disk and descriptor faults at every call: the earlier record stays, nothing stays locked, the next start succeeds. */
    @ParameterizedTest
    @EnumSource(names = {"NO_SPACE", "READ_ONLY", "NO_DESCRIPTORS", "IO", "PERMISSION"})
    void survivesAFaultAtEveryCall(Fault fault) {
        int struck = 0;
        int syncDirectory = 20; // open: the record is in place already when this call fails
        for (int nth = 1; nth <= 80; nth++) {
            if (nth == syncDirectory) {
                continue;
            }
            int call = nth;
            int[] hit = new int[1];
            Outcome outcome = SimScheduler.run(
                    world -> {
                        Scenarios.diedEarlier(world);
                        World.Starting starter = world.start("P", Protocol.tolerant(Protocol.starter()));
                        world.kernel.faults.failNth("P", call, fault);
                        world.atEnd(() -> {
                            hit[0] = world.kernel.faults.struck();
                            return afterFault(world, starter.process);
                        });
                        world.afterwards("F", Protocol.freshStarter());
                    },
                    Bounds.none(),
                    Chooser.replay(List.of()));
            assertThat(outcome.violation())
                    .as(() -> "call " + call + "\n" + outcome.story())
                    .isEmpty();
            struck += hit[0];
        }
        assertThat(struck).as("calls that could fail").isGreaterThan(15).isLessThan(80);
    }

    /** The same for a replacer: whatever fails, I1 to I6 hold, and the next start succeeds. */
    @ParameterizedTest
    @EnumSource(names = {"NO_SPACE", "IO"})
    void aReplacerSurvivesAFaultAtEveryCall(Fault fault) {
        for (int nth = 1; nth <= 120; nth++) {
            int call = nth;
            World.Scenario scenario = world -> {
                world.earlier("I", Protocol.starter());
                world.start("R", Protocol.tolerant(Protocol.replacer()));
                world.kernel.faults.failNth("R", call, fault);
                world.afterwards("F", Protocol.freshStarter());
            };
            Outcome outcome = SimScheduler.run(scenario, Bounds.none(), Chooser.replay(List.of()));
            assertThat(outcome.violation())
                    .as(() -> "call " + call + "\n" + outcome.story())
                    .isEmpty();
        }
    }

    private static Optional<String> afterFault(World world, SimProcess starter) {
        if (starter.believes) {
            return Optional.empty();
        }
        if (!starter.outcome.startsWith("failed ")) {
            return Optional.of("fault: neither held nor reported: " + starter.outcome);
        }
        try {
            Inode record = world.kernel.files.directoryAt(Protocol.HOME).entries.get("gateway.pid");
            String text = new String(record.data, StandardCharsets.UTF_8);
            return text.contains("\"pid\":100,")
                    ? Optional.empty()
                    : Optional.of("fault: the earlier record became " + text);
        } catch (PortException e) {
            return Optional.of("fault: the home is gone");
        }
    }
}
