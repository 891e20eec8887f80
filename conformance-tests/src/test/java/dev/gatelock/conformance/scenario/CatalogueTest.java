package dev.gatelock.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void everyScenarioSaysWhatItIsAbout() {
        assertThat(Catalogue.all()).hasSizeGreaterThan(80).allSatisfy(s -> {
            assertThat(s.slug()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(s.refs()).as(s.slug()).isNotEmpty();
            assertThat(s.requirements()).as(s.slug()).isNotEmpty();
            assertThat(s.situation()).as(s.slug()).isNotBlank();
            assertThat(s.required()).as(s.slug()).isNotBlank();
            assertThat(s.cause()).as(s.slug()).isNotBlank();
        });
    }

    @Test
    void slugsAreUnique() {
        assertThat(Catalogue.all()).extracting(Scenario::slug).doesNotHaveDuplicates();
    }
}
