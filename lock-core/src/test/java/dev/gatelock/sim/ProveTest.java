package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The smaller form of {@code conformance prove}, as part of every build. */
@Tag("explores")
class ProveTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int prove(String... args) {
        return Prove.run(args, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everythingIsAsItMustBe() {
        int status = prove("--quick", "--jobs", "2");
        assertThat(said()).doesNotContain("BAD").contains("every schedule", "all as it must be");
        for (Safeguard safeguard : Safeguard.values()) {
            assertThat(said()).contains("| " + safeguard.text + " | " + safeguard.rule);
        }
        assertThat(status).isZero();
    }

    @Test
    void badArgumentsAreUsage() {
        assertThat(prove("--sideways")).isEqualTo(2);
        assertThat(prove("--seed", "x")).isEqualTo(2);
        assertThat(prove("--jobs")).isEqualTo(2);
        assertThat(said()).contains("unknown: --sideways", "--seed needs a whole number, not \"x\"", "usage:");
        assertThat(prove("--help")).isZero();
    }

    /** Read them: {@code lock-core/src/test/resources/dev/gatelock/sim/traces}. */
    @ParameterizedTest
    @EnumSource
    void theKeptTraceGoesWrongStill(WrongProtocol wrong) {
        Outcome outcome = KeptTrace.replay(wrong);
        assertThat(outcome.violation())
                .hasValueSatisfying(rule -> assertThat(rule).startsWith(wrong.rule));
        assertThat(KeptTrace.text(wrong, outcome)).isEqualTo(KeptTrace.kept(wrong));
    }

    @Test
    void aMethodThatIsGoneIsNotTakenForASafeguard() throws Exception {
        PatchedLoader loader = new PatchedLoader(java.util.Map.of("dev.gatelock.sim.Weakened.nothing", true));
        loader.loadClass("dev.gatelock.sim.Weakened");
        assertThat(loader.missing()).containsExactly("dev.gatelock.sim.Weakened.nothing");
    }
}
