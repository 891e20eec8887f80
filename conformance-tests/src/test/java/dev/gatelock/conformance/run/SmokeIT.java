package dev.gatelock.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the first start shows of a subject that does not name it, and of one that does. */
class SmokeIT {

    private static final Path SUBJECTS = Path.of(System.getProperty("conformance.subjects", "subjects"));

    @ParameterizedTest
    @CsvSource({"unusual/renamed.json, true", "unusual/abstract.json, false", "python.json, false"})
    void aFlockIsSeenWhereItIsNotNamed(String manifest, boolean seen) {
        Smoke.Answer answer = new Smoke(
                        ManifestReader.read(SUBJECTS.resolve(manifest)),
                        Settings.fromSystem().timeoutFactor())
                .look();
        assertThat(answer.problem()).isEmpty();
        assertThat(answer.subject().about().seen().contains(Feature.FLOCK)).isEqualTo(seen);
    }
}
