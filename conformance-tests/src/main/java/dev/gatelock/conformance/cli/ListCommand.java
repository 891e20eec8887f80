package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.run.Profile;
import dev.gatelock.conformance.run.Selection;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.scenario.Section;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.text.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code list}: what there is to run. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Lists the scenarios with what they need and which requirements they show; q marks profile quick.")
final class ListCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PATTERN", description = "slug, section or requirement id; * and ? allowed")
    private List<String> patterns = List.of();

    @Option(names = "--profile", paramLabel = "P", description = "quick, full (default) or stress")
    private Profile profile = Profile.FULL;

    @Option(names = "--json", description = "for programs")
    private boolean json;

    ListCommand() {}

    @Override
    public Integer call() {
        List<Scenario> chosen = new Selection(patterns, List.of(), profile).of(Catalogue.all());
        if (json) {
            System.out.println(Json.pretty(chosen.stream().map(ListCommand::map).toList()));
            return ExitCode.AS_EXPECTED.code();
        }
        for (Section section : Section.values()) {
            List<Scenario> mine =
                    chosen.stream().filter(s -> s.section() == section).toList();
            if (!mine.isEmpty()) {
                System.out.println(section.name().toLowerCase(Locale.ROOT) + ": " + section.title());
                mine.forEach(s -> System.out.println(line(s)));
            }
        }
        System.out.println(Counted.of(chosen.size(), "scenario")
                + "; q: also in the quick profile; last column: what it needs of a subject");
        return ExitCode.AS_EXPECTED.code();
    }

    private static String line(Scenario scenario) {
        return String.format(
                        Locale.ROOT,
                        "  %s %-34s %-44s %s",
                        Profile.QUICK.has(scenario) ? "q" : " ",
                        scenario.slug(),
                        requirements(scenario),
                        needs(scenario))
                .stripTrailing();
    }

    private static String requirements(Scenario scenario) {
        return scenario.requirements().stream().map(Req::id).collect(Collectors.joining(" "));
    }

    private static String needs(Scenario scenario) {
        return scenario.features().stream().map(Feature::key).sorted().collect(Collectors.joining(", "));
    }

    private static Map<String, Object> map(Scenario scenario) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("slug", scenario.slug());
        map.put("section", scenario.section().name().toLowerCase(Locale.ROOT));
        map.put("since", scenario.since());
        map.put("quick", Profile.QUICK.has(scenario));
        map.put("requirements", scenario.requirements().stream().map(Req::id).toList());
        map.put("needs", scenario.features().stream().map(Feature::key).sorted().toList());
        map.put(
                "machine",
                scenario.machine().stream()
                        .map(m -> m.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        map.put("reports", scenario.refs());
        map.put("situation", scenario.situation());
        map.put("required", scenario.required());
        return map;
    }
}
