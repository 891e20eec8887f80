package dev.gatelock.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatelock.conformance.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
            assertThat(cited).containsKey(scenario.slug());
            assertThat(ours).as(scenario.slug()).isEqualTo(cited.get(scenario.slug()));
        }
    }

    /** The pages with the requirements, their scenarios and the reports are what the data says, and the data is of one piece. */
    @Test
    void thePagesAreCurrent() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/python3")))
                .as("python3")
                .isTrue();
        Process check = new ProcessBuilder("/usr/bin/python3", "../docs/spec/render.py", "--check")
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    @Test
    void slugsAreUnique() {
        assertThat(Catalogue.all()).extracting(Scenario::slug).doesNotHaveDuplicates();
    }
}
