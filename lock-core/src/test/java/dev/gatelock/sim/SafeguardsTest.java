package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.sim.SmallReplacer.Safeguard;
import dev.gatelock.spi.Capability;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each safeguard is there for a reason, and the explorer finds it when one is missing. */
@Tag("explores")
class SafeguardsTest {
    private static final Bounds ROUGH = Bounds.free().crashes(1).earlyTicks(1).recycles(1);

    private static World.Scenario replacers(int count, SmallReplacer replacer) {
        return world -> {
            world.earlier("I", replacer::own);
            for (int i = 1; i <= count; i++) {
                world.start("R" + i, replacer::replace);
            }
        };
    }

    @Test
    void theSmallReplacerWithAllItsSafeguardsHolds() {
        new Explorer(replacers(3, SmallReplacer.without()), ROUGH)
                .random(1, 500)
                .mustBeClean();
        Report report = new Explorer(
                        replacers(3, SmallReplacer.without()), Bounds.none().preemptions(1))
                .exhaustive(800)
                .mustBeClean();
        assertThat(report.runs()).isGreaterThan(100);
    }

    @Test
    void withoutASampleThereIsAKillChain() {
        new Explorer(replacers(3, SmallReplacer.without(Safeguard.SAMPLED_ONLY)), ROUGH)
                .random(1, 2_000)
                .mustBreak("I6");
    }

    @Test
    void withoutQueueAndSampleThereIsAKillChain() {
        new Explorer(replacers(3, SmallReplacer.without(Safeguard.QUEUE, Safeguard.SAMPLED_ONLY)), ROUGH)
                .random(1, 2_000)
                .mustBreak("I6");
    }

    /** #89614: the owner dies and its pid is given away between the look and the handle. */
    @Test
    void verifyThenPinKillsAnInnocent() {
        new Explorer(
                        replacers(1, SmallReplacer.without(Safeguard.PIN_THEN_VERIFY)),
                        Bounds.none().crashes(1).recycles(1))
                .exhaustive(20_000)
                .mustBreak("I5");
    }

    /** #28561: deleting the files under an owner admits a second one unless the home itself is locked. */
    @Test
    void withoutTheHomeLockDeletedFilesAdmitASecondOwner() {
        Report report = new Explorer(
                        Scenarios.FILES_DELETED.without(Capability.HOME_LOCK),
                        Bounds.none().preemptions(1))
                .exhaustive(1_000)
                .mustBreak("I1");
        assertThat(report.found().orElseThrow().trace().size()).isLessThan(100);
    }

    /** What the documentation says about systems that cannot pin a process: a window remains, and here it is. */
    @Test
    void withoutPinnedSignalsAWindowRemains() {
        new Explorer(Scenarios.ONE_REPLACER.without(Capability.PINNED_SIGNALS), ROUGH)
                .random(1, 3_000)
                .mustBreak("I5");
    }

    /**
     * #93768, where no system lists locks: the PID file was made to name an innocent, and was all the proof there was. Found by
     * {@code prove}; the record in the lock file, which names the owner, now speaks against it. (When the owner is dead,
     * nothing does: whoever can write a record with the true start time of another process can have it ended there.)
     */
    @Test
    void aPoisonedRecordAloneAimsNoSignal() {
        for (World.Scenario scenario : List.of(
                Scenarios.POISONED_RECORD.onWindows(), Scenarios.POISONED_RECORD.without(Capability.LOCK_TABLE))) {
            new Explorer(scenario, Bounds.free().earlyTicks(1)).random(1, 25).mustBeClean();
        }
    }
}
