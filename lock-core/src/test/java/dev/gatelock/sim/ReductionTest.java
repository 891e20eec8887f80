package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the reduction leaves out leads nowhere else: every end that all orders together reach is reached without them too. */
@Tag("explores")
class ReductionTest {
    /** Collects how every run ends. */
    private static World.Scenario watching(World.Scenario scenario, Set<String> ends) {
        return world -> {
            scenario.build(world);
            world.afterwards = null;
            world.atEnd(() -> {
                ends.add(end(world));
                return Optional.empty();
            });
        };
    }

    private static String end(World world) {
        StringBuilder text = new StringBuilder();
        for (SimProcess process : world.kernel.processes) {
            text.append(process).append(process.state).append(process.believes).append(process.outcome);
        }
        for (Inode inode : world.kernel.files.inodes()) {
            text.append(inode.number).append(inode.entries.keySet()).append(inode.dataHash);
        }
        return world.kernel.files.tokens.known(text.toString());
    }

    private static void sameEnds(World.Scenario scenario, Bounds bounds) {
        Set<String> all = new TreeSet<>();
        Set<String> some = new TreeSet<>();
        Report full = new Explorer(watching(scenario, all), bounds).exhaustive(60_000);
        Report reduced = new Explorer(watching(scenario, some), bounds).reduced(60_000);
        assertThat(full.complete()).isTrue();
        assertThat(reduced.complete()).isTrue();
        assertThat(full.found()).isEmpty();
        assertThat(some).isEqualTo(all).isNotEmpty();
        assertThat(reduced.runs()).isLessThan(full.runs());
    }

    private static final World.Scenario TWO_LOCKERS = world -> {
        world.start("P1", WrongProtocols.unlinkWhileHeld());
        world.start("P2", WrongProtocols.unlinkWhileHeld());
    };

    @Test
    void twoThatUnlinkEndAlike() {
        sameEnds(TWO_LOCKERS, Bounds.free());
    }

    @Test
    void twoThatUnlinkEndAlikeWithACrash() {
        sameEnds(TWO_LOCKERS, Bounds.free().crashes(1));
    }

    @Test
    void theRealProtocolEndsAlike() {
        sameEnds(Scenarios.ONE_REPLACER, Bounds.free());
    }

    /** Whatever is wrong is found wrong with the reduction as well. */
    @ParameterizedTest
    @EnumSource
    void nothingWrongHides(WrongProtocol wrong) {
        new Explorer(wrong, wrong.bounds()).reduced(60_000).mustBreak(wrong.rule);
    }
}
