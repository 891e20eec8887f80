package dev.gatelock.conformance.run;

import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.text.Globs;
import dev.gatelock.conformance.text.Nearest;
import dev.gatelock.conformance.text.UsageException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which scenarios of a catalogue: patterns with {@code *} and {@code ?} that match a slug, a section or a requirement id.
 *
 * @param select what is wanted; empty means all
 * @param skip what is left out of that
 */
public record Selection(List<String> select, List<String> skip, Profile profile) {

    public Selection {
        select = List.copyOf(select);
        skip = List.copyOf(skip);
    }

    /** Whether less than everything is wanted, so that nothing can be claimed. */
    public boolean filtered() {
        return !select.isEmpty() || !skip.isEmpty() || profile != Profile.FULL;
    }

    /** The chosen ones in the catalogue's order; a pattern that matches nothing and an empty choice are usage errors. */
    public List<Scenario> of(List<Scenario> catalogue) {
        Stream.concat(select.stream(), skip.stream()).forEach(p -> check(p, catalogue));
        List<Scenario> chosen = catalogue.stream()
                .filter(profile::has)
                .filter(s -> select.isEmpty() || select.stream().anyMatch(p -> matches(p, s)))
                .filter(s -> skip.stream().noneMatch(p -> matches(p, s)))
                .toList();
        if (chosen.isEmpty()) {
            throw new UsageException("nothing is left to run: profile " + profile.key() + ", selected " + select
                    + ", skipped " + skip + "; `list` shows all scenarios");
        }
        return chosen;
    }

    private static void check(String pattern, List<Scenario> catalogue) {
        if (pattern.isBlank() || catalogue.stream().noneMatch(s -> matches(pattern, s))) {
            throw new UsageException("\"" + pattern + "\" matches no scenario" + hint(pattern, catalogue)
                    + "; `list` shows all slugs, sections and requirement ids");
        }
    }

    private static String hint(String pattern, List<Scenario> catalogue) {
        return Nearest.of(
                        pattern,
                        catalogue.stream().flatMap(s -> names(s).stream()).toList())
                .map(n -> ", did you mean " + n + "?")
                .orElse("");
    }

    /** Whether a pattern matches a scenario's slug, section or one of its requirements. */
    public static boolean matches(String pattern, Scenario scenario) {
        return names(scenario).stream().anyMatch(name -> Globs.matches(pattern, name));
    }

    private static List<String> names(Scenario scenario) {
        return Stream.concat(
                        Stream.of(scenario.slug(), scenario.section().name().toLowerCase(Locale.ROOT)),
                        scenario.requirements().stream().map(Req::id).sorted(Comparator.naturalOrder()))
                .toList();
    }
}
