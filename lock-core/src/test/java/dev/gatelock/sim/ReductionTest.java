package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the reductions leave out leads nowhere else: every end that all orders together reach is reached without them too. And what a
 * {@link Graph} remembers is what happens on threads.
 */
@Tag("explores")
public class ReductionTest {
    private static final int ALL = 80_000;

    /** Small enough to go through every order. */
    enum Small implements World.Scenario {
        TWO_THAT_UNLINK {
            @Override
            public void build(World world) {
                world.start("P1", WrongProtocols.unlinkWhileHeld());
                world.start("P2", WrongProtocols.unlinkWhileHeld());
            }
        },
        REPLACER {
            @Override
            public void build(World world) throws Exception {
                Scenarios.ONE_REPLACER.build(world);
            }
        },
        STARTERS {
            @Override
            public void build(World world) throws Exception {
                Scenarios.TWO_COLD_STARTERS.build(world);
            }
        },
        STATUS {
            @Override
            public void build(World world) throws Exception {
                Scenarios.STARTER_AND_STATUS.build(world);
            }
        },
        RESTART {
            @Override
            public void build(World world) throws Exception {
                Scenarios.AUTO_RESTART.build(world);
            }
        }
    }

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

    /** On threads: with everything hashed and nothing remembered. */
    @ParameterizedTest
    @CsvSource({"TWO_THAT_UNLINK, 0", "TWO_THAT_UNLINK, 1", "REPLACER, 0", "STATUS, 0"})
    void onThreadsAllEndAlike(Small small, int crashes) throws Exception {
        Bounds bounds = Bounds.free().crashes(crashes);
        Set<String> all = new TreeSet<>();
        Set<String> some = new TreeSet<>();
        Report full = new Explorer(watching(small, all), bounds).exhaustive(ALL);
        Report reduced = new Explorer(watching(small, some), bounds).reduced(ALL);
        assertThat(full.complete()).isTrue();
        assertThat(reduced.complete()).isTrue();
        assertThat(full.found()).isEmpty();
        assertThat(some).isEqualTo(all).isNotEmpty();
        assertThat(reduced.runs()).isLessThan(full.runs());
        Map<?, ?> remembered = apart("counts", small, crashes);
        assertThat(remembered.get("ends")).as("the same without threads").isEqualTo(all.size());
        assertThat(remembered.get("states")).as("the same without threads").isEqualTo(full.states());
    }

    @ParameterizedTest
    @CsvSource({
        "TWO_THAT_UNLINK, 0",
        "TWO_THAT_UNLINK, 1",
        "TWO_THAT_UNLINK, 2",
        "REPLACER, 0",
        "REPLACER, 1",
        "STATUS, 0",
        "STATUS, 1",
        "STARTERS, 0",
        "RESTART, 0"
    })
    void whatIsRememberedEndsAlike(Small small, int crashes) throws Exception {
        Map<?, ?> found = apart("ends", small, crashes);
        assertThat(found.get("some")).isEqualTo(found.get("all"));
        assertThat((Set<?>) found.get("all")).isNotEmpty();
        assertThat((Integer) found.get("fewer states")).isLessThan((Integer) found.get("states"));
    }

    /** Whatever is wrong is found wrong with the reductions as well. */
    @ParameterizedTest
    @EnumSource
    void nothingWrongHides(WrongProtocol wrong) throws Exception {
        new Explorer(wrong, wrong.bounds()).reduced(60_000).mustBreak(wrong.rule);
        assertThat((String) apart("violation", wrong, 0)).startsWith(wrong.rule);
    }

    /** In classes that were loaded for it, so that random names are none. */
    @SuppressWarnings("unchecked")
    private static <T> T apart(String method, Enum<?> story, int crashes) throws Exception {
        return (T) new PatchedLoader(Map.of())
                .loadClass(ReductionTest.class.getName())
                .getMethod(method, String.class, int.class)
                .invoke(null, story.name(), crashes);
    }

    /** How many states and ends there are without any reduction. */
    public static Map<String, Object> counts(String name, int crashes) {
        Set<String> all = new TreeSet<>();
        Report full = search(watching(Small.valueOf(name), all), Bounds.free().crashes(crashes), EveryWay::new);
        return Map.of("ends", all.size(), "states", full.states());
    }

    /** Every end with the reductions and without. */
    public static Map<String, Object> ends(String name, int crashes) {
        Bounds bounds = Bounds.free().crashes(crashes);
        Set<String> all = new TreeSet<>();
        Set<String> some = new TreeSet<>();
        Report full = search(watching(Small.valueOf(name), all), bounds, EveryWay::new);
        Report reduced = search(watching(Small.valueOf(name), some), bounds, SleepSets::new);
        return Map.of("all", all, "some", some, "states", full.states(), "fewer states", reduced.states());
    }

    /** What a search with the reductions finds. */
    public static String violation(String wrong, int crashes) {
        WrongProtocol protocol = WrongProtocol.valueOf(wrong);
        return search(protocol, protocol.bounds(), SleepSets::new)
                .found()
                .flatMap(Outcome::violation)
                .orElse("");
    }

    private static Report search(World.Scenario scenario, Bounds bounds, Supplier<Ways> ways) {
        try (GraphSearch search = new GraphSearch(scenario, bounds, ways)) {
            Report report = search.run(progress -> true);
            assertThat(report.complete()).isTrue();
            return report;
        }
    }
}
