package dev.gatelock.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the first start shows of a subject that does not name it, and of one that does. */
class SmokeIT {

    private static final Path SUBJECTS = Path.of(System.getProperty("conformance.subjects", "subjects"));

    @ParameterizedTest
    @CsvSource({"unusual/renamed.json, true", "unusual/abstract.json, false", "python.json, false"})
    void aFlockIsSeenWhereItIsNotNamed(String manifest, boolean seen) {
        assertThat(seenOf(manifest).contains(Feature.FLOCK)).isEqualTo(seen);
    }

    @Test
    void markersAreSeenWhereTheyAreNotNamed() {
        assertThat(seenOf("mutants/minimal.json")).contains(Feature.MARKERS);
        assertThat(seenOf("unusual/renamed.json")).doesNotContain(Feature.MARKERS);
        assertThat(seenOf("python.json")).doesNotContain(Feature.MARKERS);
    }

    @Test
    void tokensAndTheAnswersOfStatusAreSeenWhereNothingIsNamed() {
        assertThat(seenOf("mutants/minimal.json")).contains(Feature.SCOPES, Feature.LSB_STATUS);
        assertThat(seenOf("mutants/record-only.json"))
                .as("nobody hands out a directory for locks of tokens")
                .doesNotContain(Feature.SCOPES);
        assertThat(seenOf("unusual/renamed.json")).doesNotContain(Feature.SCOPES);
    }

    private static Set<Feature> seenOf(String manifest) {
        Smoke.Answer answer = new Smoke(
                        ManifestReader.read(SUBJECTS.resolve(manifest)),
                        Settings.fromSystem().timeoutFactor())
                .look();
        assertThat(answer.problem()).isEmpty();
        return answer.subject().about().seen();
    }
}
