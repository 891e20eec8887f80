package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.spec.Requirement;
import dev.gatelock.conformance.spec.Specification;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.text.Wrap;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of {@code explain}. */
final class Explanation {

    private Explanation() {}

    static String of(Requirement requirement) {
        List<Scenario> scenarios = Catalogue.all().stream()
                .filter(s -> s.requirements().stream().anyMatch(r -> r.id().equals(requirement.id())))
                .toList();
        StringBuilder text = new StringBuilder();
        text.append(requirement.id())
                .append("  ")
                .append(requirement.level())
                .append(", ")
                .append(Specification.ours().areas().get(requirement.area()))
                .append(", since ")
                .append(requirement.since())
                .append('\n');
        text.append(Wrap.labelled("  statement:    ", requirement.statement()));
        text.append(Wrap.labelled("  intent:       ", requirement.intent()));
        text.append(Wrap.labelled("  platforms:    ", String.join(", ", requirement.platforms())));
        if (!requirement.needs().isEmpty()) {
            text.append(
                    Wrap.labelled("  counts for:   ", "subjects that offer " + String.join(", ", requirement.needs())));
        }
        String remark = requirement.remark().isEmpty() ? "" : ": " + requirement.remark();
        text.append(Wrap.labelled("  verification: ", requirement.verification() + remark));
        if (!requirement.reports().isEmpty()) {
            text.append(Wrap.labelled("  reports:      ", String.join(", ", requirement.reports())));
        }
        if (scenarios.isEmpty()) {
            text.append("  No scenario of this suite shows it from outside.\n");
        }
        for (Scenario scenario : scenarios) {
            text.append('\n').append(of(scenario));
        }
        return text.toString();
    }

    static String of(Scenario scenario) {
        StringBuilder text = new StringBuilder();
        text.append(scenario.slug())
                .append("  ")
                .append(scenario.section().title())
                .append(", since ")
                .append(scenario.since())
                .append('\n');
        text.append(Wrap.labelled("  situation:    ", scenario.situation()));
        text.append(Wrap.labelled("  required:     ", scenario.required()));
        text.append(Wrap.labelled("  likely cause: ", scenario.cause()));
        text.append(Wrap.labelled("  applies to:   ", features(scenario)));
        text.append(Wrap.labelled("  needs:        ", machine(scenario)));
        text.append(Wrap.labelled(
                "  requirements: ",
                scenario.requirements().stream().map(Req::id).collect(Collectors.joining(", "))));
        text.append(Wrap.labelled("  reports:      ", String.join(", ", scenario.refs())));
        return text.toString();
    }

    private static String features(Scenario scenario) {
        String features =
                scenario.features().stream().map(Feature::key).sorted().collect(Collectors.joining(", "));
        return features.isEmpty()
                ? "every subject"
                : "subjects that offer " + features + "; for others it is NOT_APPLICABLE";
    }

    private static String machine(Scenario scenario) {
        return scenario.machine().stream().map(Machine::description).sorted().collect(Collectors.joining("; "))
                + "; without it, it is SKIPPED";
    }
}
