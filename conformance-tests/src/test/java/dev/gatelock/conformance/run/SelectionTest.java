package dev.gatelock.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.scenario.Section;
import dev.gatelock.conformance.text.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static List<Scenario> chosen(Profile profile, List<String> select, List<String> skip) {
        return new Selection(select, skip, profile).of(Catalogue.all());
    }

    @Test
    void bySlugSectionAndRequirement() {
        assertThat(chosen(Profile.FULL, List.of("dual-start"), List.of()))
                .extracting(Scenario::slug)
                .containsExactly("dual-start");
        assertThat(chosen(Profile.FULL, List.of("STOP"), List.of()))
                .isNotEmpty()
                .allMatch(s -> s.section() == Section.STOP);
        assertThat(chosen(Profile.FULL, List.of("repl-0*"), List.of()))
                .isNotEmpty()
                .allMatch(s -> s.requirements().stream().map(Req::id).anyMatch(id -> id.startsWith("REPL-0")));
        assertThat(chosen(Profile.FULL, List.of("dual-*", "storms"), List.of("*storm*")))
                .extracting(Scenario::slug)
                .contains("dual-start")
                .noneMatch(s -> s.contains("storm"));
    }

    @Test
    void aPatternThatMatchesNothingIsAMistake() {
        assertThatThrownBy(() -> chosen(Profile.FULL, List.of("dual-start", "dual-strat"), List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"dual-strat\"")
                .hasMessageContaining("did you mean dual-start?");
        assertThatThrownBy(() -> chosen(Profile.FULL, List.of(), List.of("nothing-like-it")))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> chosen(Profile.FULL, List.of(""), List.of())).isInstanceOf(UsageException.class);
    }

    @Test
    void anEmptyChoiceIsAMistake() {
        assertThatThrownBy(() -> chosen(Profile.FULL, List.of("dual-start"), List.of("races")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nothing is left to run");
    }

    @Test
    void onlyEverythingIsUnfiltered() {
        assertThat(new Selection(List.of(), List.of(), Profile.FULL).filtered()).isFalse();
        assertThat(new Selection(List.of(), List.of(), Profile.QUICK).filtered())
                .isTrue();
        assertThat(new Selection(List.of("*"), List.of(), Profile.FULL).filtered())
                .isTrue();
    }

    @Test
    void everyProfileHasSomethingAndQuickHasWhatItNames() {
        assertThat(chosen(Profile.QUICK, List.of(), List.of()))
                .hasSize(Profile.quickSlugs().size());
        assertThat(chosen(Profile.STRESS, List.of(), List.of())).isNotEmpty();
    }
}
