package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.scenario.Scenario;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Results for a terminal. */
public final class TextReport {

    private TextReport() {}

    public static String line(Result result) {
        String reason = result.reason().isEmpty() ? "" : "  " + result.reason();
        return String.format(
                Locale.ROOT, "%-14s %6.1f s  %s%s", result.status(), result.seconds(), result.slug(), reason);
    }

    /** What went wrong, what it is about, and where to look. */
    public static String details(Scenario scenario, Result result) {
        StringBuilder text = new StringBuilder(line(result)).append('\n');
        text.append("  situation:    ").append(scenario.situation()).append('\n');
        text.append("  required:     ").append(scenario.required()).append('\n');
        text.append("  requirements: ")
                .append(scenario.requirements().stream().map(r -> r.id()).collect(Collectors.joining(", ")))
                .append('\n');
        text.append("  reports:      ")
                .append(String.join(", ", scenario.refs()))
                .append('\n');
        for (Finding finding : result.findings()) {
            text.append("  ").append(finding).append('\n');
        }
        text.append("  likely cause: ").append(scenario.cause()).append('\n');
        result.history()
                .ifPresent(file -> text.append("  history:      ").append(file).append('\n'));
        return text.toString();
    }

    public static String summary(String subject, Collection<Result> results) {
        Map<Status, Long> counts =
                new TreeMap<>(results.stream().collect(Collectors.groupingBy(Result::status, Collectors.counting())));
        double seconds = results.stream().mapToDouble(Result::seconds).sum();
        return String.format(Locale.ROOT, "%s: %d scenarios in %.0f s: %s", subject, results.size(), seconds, counts);
    }
}
