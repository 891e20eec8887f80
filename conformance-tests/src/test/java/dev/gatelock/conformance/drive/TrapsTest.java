package dev.gatelock.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Judge;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What other suites have missed. */
class TrapsTest {

    private static Manifest subject(String program) {
        return new Manifest(
                "trap",
                Path.of("/"),
                Map.of(Role.RUN, List.of("/bin/sh", "-c", program)),
                Map.of("HOME_DIR", "{home}", "WITNESS", "{witness}"),
                Map.of(),
                Map.of(),
                2,
                Set.of(),
                Set.of(),
                Set.of(),
                Manifest.About.NOTHING);
    }

    private static Stage stage(String program) throws Exception {
        return new Stage(subject(program), new Bounds(0.5, 2), 1);
    }

    private static long carriers(Stage stage) {
        return Proc.pids().stream()
                .filter(pid -> Proc.environmentHolds(pid, Stage.MARK + "=" + stage.mark()))
                .count();
    }

    @Test
    void everyChildIsGoneAfterwardsAlsoThoseThatFledOrIgnoreSignals() throws Exception {
        Stage stage = stage("trap '' TERM HUP; setsid sh -c 'trap \"\" TERM; sleep 987' & sleep 986");
        try (stage) {
            stage.run();
            assertThat(stage.await(5, () -> carriers(stage) >= 3))
                    .as("a family")
                    .isTrue();
        }
        assertThat(carriers(stage)).isZero();
    }

    @Test
    void anExceptionOnTheWitnessThreadReachesTheVerdict() throws Exception {
        Stage stage = stage("sleep 987");
        try (stage) {
            stage.run().broken(new IllegalStateException("bug"));
        }
        assertThat(Judge.verdict(Judge.findings(stage.history()))).isEqualTo(Status.HARNESS_ERROR);
    }

    @Test
    void floodsDoNotBlockASubject() throws Exception {
        Stage stage = stage("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; exit 7");
        try (stage) {
            Actor actor = stage.run();
            assertThat(actor.awaitExit(10)).isTrue();
            assertThat(actor.exitCode()).isEqualTo(7);
            assertThat(actor.stdout().length()).isLessThanOrEqualTo(65536);
        }
    }

    @Test
    void aProgramThatIsNotThereIsTheSubjectsFault() throws Exception {
        Stage stage = stage("exec /no/such/program");
        try (stage) {
            Actor actor = stage.run();
            assertThat(actor.awaitExit(10)).isTrue();
            assertThat(actor.exitCode()).isEqualTo(127);
        }
    }
}
