package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Report;
import net.jqwik.api.Reporting;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The simulated kernel's rules are those of the real one: the same random calls, in several processes, on both. jqwik prints the seed;
 * {@code -Djqwik.seeds.default=N} repeats it. For the rules of Windows, see {@link WindowsStories}.
 */
class DifferentialTest {
    private static final int PROCESSES = 3;
    private static RealKernel real;

    @BeforeContainer
    static void start() throws IOException {
        real = RealKernel.startOrNull();
    }

    @AfterContainer
    static void end() {
        if (real != null) {
            real.close();
        }
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    @Report(Reporting.FALSIFIED)
    void bothKernelsAgree(@ForAll @Size(min = 20, max = 70) List<@IntRange(min = 0, max = 9_999_999) Integer> choices)
            throws Exception {
        assumeThat(real).as("Python 3.9 or later on Linux").isNotNull();
        real.tell("new " + PROCESSES);
        SimCalls simulated = new SimCalls(PROCESSES);
        if (real.isRoot()) {
            assertThat(real.tell("do 2 user 65534")).isEqualTo("ok");
            simulated.user(2, 65_534);
        }
        List<String> story = new ArrayList<>();
        for (int choice : choices) {
            RandomCall call = RandomCall.of(choice, simulated);
            if (call == null) {
                continue;
            }
            String expected = call.onSim();
            String actual = call.onReal(real, simulated);
            story.add(call + " -> " + actual);
            assertThat(expected)
                    .as(() -> "the simulated kernel, where the real one says\n" + String.join("\n", story))
                    .isEqualTo(actual);
        }
    }
}
