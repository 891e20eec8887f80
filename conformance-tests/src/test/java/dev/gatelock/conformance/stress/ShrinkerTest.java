package dev.gatelock.conformance.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private static Schedule schedule(int length) {
        return new Schedule(IntStream.range(0, length)
                .mapToObj(i -> new Step(Deed.START, "g" + i, "", 0))
                .toList());
    }

    private static List<String> actors(Schedule schedule) {
        return schedule.steps().stream().map(Step::actor).toList();
    }

    @Test
    void leavesOutWhateverIsNotNeeded() {
        Shrinker shrinker = new Shrinker(s -> actors(s).containsAll(List.of("g3", "g17", "g20")));
        assertThat(actors(shrinker.shrink(schedule(24)))).containsExactly("g3", "g17", "g20");
    }

    @Test
    void oneStepIsEnoughWhenItIs() {
        assertThat(actors(new Shrinker(s -> actors(s).contains("g23")).shrink(schedule(24))))
                .containsExactly("g23");
    }

    @Test
    void whatNeedsEverythingStays() {
        assertThat(new Shrinker(s -> s.steps().size() == 24)
                        .shrink(schedule(24))
                        .steps())
                .hasSize(24);
    }

    @Test
    void aSeedIsASchedule() {
        Manifest manifest = new Manifest(
                "m",
                Path.of("/"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                1,
                Set.of(),
                Set.of(),
                Set.of(Feature.REPLACE),
                Manifest.About.NOTHING);
        Schedule one = Schedule.random(manifest, new Random(7), 40);
        assertThat(one).isEqualTo(Schedule.random(manifest, new Random(7), 40));
        assertThat(one).isNotEqualTo(Schedule.random(manifest, new Random(8), 40));
        assertThat(one.steps()).extracting(Step::deed).doesNotContain(Deed.STOP, Deed.LOOK, Deed.DELETE_LOCK);
        assertThat(one.text().lines()).hasSize(40);
    }
}
