package dev.gatelock.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.stress.Stress;
import dev.gatelock.conformance.stress.StressResult;
import dev.gatelock.conformance.stress.StressSettings;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nemesis finds what is wrong, says it in a few steps, and leaves what is right alone. */
class StressIT {

    private static StressResult search(Manifest subject, int seconds) {
        Settings settings = Settings.fromSystem();
        return new Stress(
                        subject,
                        new StressSettings(1, Duration.ofSeconds(seconds), settings.timeoutFactor(), settings.out()),
                        line -> System.out.println(subject.name() + " " + line))
                .run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exclusive_record", "earlier_overwrite"})
    void findsAndShrinks(String mutant) {
        StressResult result = search(PythonMutants.manifest(mutant), 60);
        assertThat(result.failure()).isPresent();
        assertThat(result.failure().get().schedule().lines().count()).isLessThanOrEqualTo(4);
        assertThat(result.failure().get().confirmed()).isNotEqualTo("0 of 5");
    }

    @Test
    void leavesTheRightOneAlone() {
        StressResult result = search(ManifestReader.read(PythonMutants.SUBJECTS.resolve("python.json")), 20);
        assertThat(result.failure()).isEmpty();
        assertThat(result.rounds()).isPositive();
    }
}
