package dev.gatelock.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** Ids of scenarios that the specification does not list, as additions to its catalogue, are free. */
    @Test
    void citesWhatTheSpecificationSays() throws IOException {
        Map<?, ?> specification = (Map<?, ?>) Json.read(Files.readString(Path.of("../docs/spec/requirements.json")));
        Set<String> ids = new TreeSet<>();
        Map<String, Set<String>> cited = new TreeMap<>();
        for (Object item : (List<?>) specification.get("requirements")) {
            Map<?, ?> requirement = (Map<?, ?>) item;
            String id = requirement.get("id").toString();
            ids.add(id);
            ((List<?>) requirement.get("scenarios"))
                    .forEach(slug -> cited.computeIfAbsent(slug.toString(), s -> new TreeSet<>())
                            .add(id));
        }
        assertThat(Arrays.stream(Req.values()).map(Req::id)).containsExactlyInAnyOrderElementsOf(ids);
        for (Scenario scenario : Catalogue.all()) {
            Set<String> ours =
                    scenario.requirements().stream().map(Req::id).collect(Collectors.toCollection(TreeSet::new));
            if (cited.containsKey(scenario.slug())) {
                assertThat(ours).as(scenario.slug()).containsAll(cited.get(scenario.slug()));
            }
        }
    }

    @Test
    void slugsAreUnique() {
        assertThat(Catalogue.all()).extracting(Scenario::slug).doesNotHaveDuplicates();
    }
}
