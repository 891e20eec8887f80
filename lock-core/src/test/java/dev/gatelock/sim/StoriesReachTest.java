package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the simulated kernel can do does happen in the stories, and the protocol gets to see it. */
@Tag("explores")
class StoriesReachTest {
    /** How it reads in a trace. EINTR is no answer of a port: the adapters of the real kernel try again. */
    private static final Map<String, String> REACHED = Map.ofEntries(
            Map.entry("a zombie", "-> Zombie[]"),
            Map.entry("a thread's number", "-> ThreadOf["),
            Map.entry("a stopped owner", ", stopped"),
            Map.entry("another user's home", "-> PERMISSION"),
            Map.entry("another namespace", "-> NotListed[proven=false]"),
            Map.entry("an inherited descriptor", " from "),
            Map.entry("no space", "-> NO_SPACE"),
            Map.entry("read-only", "-> READ_ONLY"),
            Map.entry("an I/O error", "-> IO"),
            Map.entry("a clock that jumps", "sets the wall clock"),
            Map.entry("a forced end", "signal KILL"),
            Map.entry("a pid given away", "to an innocent"),
            Map.entry("a crash", "out of the blue"),
            Map.entry("a late teardown", "closes what"),
            Map.entry("a slow process", "although somebody could run"),
            Map.entry("a replaced image", "exec "));

    private final Map<String, Integer> count = new HashMap<>();

    private void count(String trace) {
        REACHED.forEach((what, word) -> {
            if (trace.contains(word)) {
                count.merge(what, 1, Integer::sum);
            }
        });
    }

    @Test
    void everythingHappensSomewhere() {
        Bounds rough = Bounds.free().crashes(1).earlyTicks(2).recycles(1);
        for (Scenarios scenario : Scenarios.values()) {
            for (int seed = 1; seed <= 6; seed++) {
                Bounds bounds = seed % 2 == 0 ? rough : Bounds.free();
                Outcome outcome = SimScheduler.run(scenario, bounds, Chooser.random(new Random(seed)));
                assertThat(outcome.violation()).as(outcome::story).isEmpty();
                count(outcome.trace().toString());
            }
        }
        assertThat(count).as("runs in which it happened").containsOnlyKeys(REACHED.keySet());
    }

    @Test
    void noDescriptorsAreLeftSomewhere() {
        Outcome outcome = SimScheduler.run(
                world -> {
                    world.start("P", Protocol.tolerant(Protocol.starter()));
                    world.kernel.faults.failNth("P", 3, Fault.NO_DESCRIPTORS);
                },
                Bounds.none(),
                Chooser.replay(List.of()));
        assertThat(outcome.trace().toString()).contains("-> NO_DESCRIPTORS");
    }
}
