package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.history.Event.Kind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The checker against an oracle that counts holders at every moment. */
class MutualExclusionPropertiesTest {

    private static final int END = 60;

    @Property
    boolean agreesWithCounting(
            @ForAll @Size(max = 5) List<@IntRange(min = 0, max = 50) Integer> begins,
            @ForAll @Size(min = 5, max = 5) List<@IntRange(min = 1, max = 20) Integer> lengths) {
        HistoryBuilder history = new HistoryBuilder();
        int[] holders = new int[END * 2];
        for (int i = 0; i < begins.size(); i++) {
            String actor = "actor-" + i;
            int from = begins.get(i);
            int until = from + lengths.get(i);
            history.started(0, actor)
                    .active(from, actor)
                    .at(until, Kind.HALF_CLOSED, actor)
                    .at(until, Kind.CLOSED, actor);
            for (int t = from; t < until; t++) {
                holders[t]++;
            }
        }
        boolean two = java.util.Arrays.stream(holders).anyMatch(n -> n > 1);
        assertThat(new MutualExclusion().check(history.build()).isEmpty()).isEqualTo(!two);
        return true;
    }
}
