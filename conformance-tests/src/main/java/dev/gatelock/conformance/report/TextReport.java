package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.text.Counted;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Results for a terminal. */
public final class TextReport {

    private TextReport() {}

    public static String line(Result result) {
        String reason = result.reason().isEmpty() ? "" : "  " + result.reason();
        return String.format(
                Locale.ROOT,
                "%-14s %6.1f s  %s%s",
                result.status(),
                result.seconds(),
                Visible.line(result.slug()),
                reason);
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
            text.append("  ").append(Visible.line(finding.toString())).append('\n');
        }
        if (result.status().failed()) {
            text.append("  likely cause: ")
                    .append(LikelyCause.of(scenario, result.findings()))
                    .append('\n');
        }
        result.history()
                .ifPresent(file -> text.append("  history:      ").append(file).append('\n'));
        return text.toString();
    }

    public static String summary(String subject, Collection<Result> results) {
        Map<Status, Long> counts =
                new TreeMap<>(results.stream().collect(Collectors.groupingBy(Result::status, Collectors.counting())));
        double seconds = results.stream().mapToDouble(Result::seconds).sum();
        return String.format(
                Locale.ROOT, "%s: %s in %.0f s: %s", subject, Counted.of(results.size(), "scenario"), seconds, counts);
    }

    /** The end of a run: how many of which, what is against the expectation, both verdicts. */
    public static String summary(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%n%s: %s in %.0f s: %s%n",
                Visible.line(report.title()),
                Counted.of(report.outcomes().size(), "scenario"),
                report.settings().seconds(),
                report.counts().entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "))));
        for (Outcome outcome : report.outcomes()) {
            if (outcome.standing() != Standing.EXPECTED && outcome.status() != Status.NOT_RUN) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-16s %-14s %s%s%n",
                        outcome.standing(),
                        outcome.status(),
                        Visible.line(outcome.slug()),
                        outcome.reason().isEmpty() ? "" : ": " + Visible.line(outcome.reason())));
            }
        }
        String lacks = report.machine().getOrDefault("lacks", "");
        if (!lacks.isEmpty()) {
            text.append("this machine lacks: ").append(lacks).append('\n');
        }
        text.append("seed:  ").append(report.settings().seed()).append(" (--seed repeats it)\n");
        text.append("gate:  ")
                .append(report.gate().text())
                .append(" (exit status ")
                .append(report.gate().code())
                .append(")\n");
        text.append("claim: ").append(report.claim().text()).append('\n');
        return text.toString();
    }

    /** Every scenario, then the summary. */
    public static String full(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append(Visible.line(report.title()))
                .append(", ")
                .append(report.settings().began())
                .append(", suite ")
                .append(report.kit())
                .append('\n');
        report.smoke()
                .forEach(line ->
                        text.append("first start: ").append(Visible.text(line)).append('\n'));
        for (Outcome outcome : report.outcomes()) {
            text.append(line(outcome)).append('\n');
            outcome.findings()
                    .forEach(f ->
                            text.append("  ").append(Visible.line(f.toString())).append('\n'));
        }
        return text.append(summary(report)).toString();
    }

    /** Where to look. */
    public static String place(Path folder) {
        return "page:  " + folder.resolve(ReportFolder.PAGE);
    }

    private static String line(Outcome outcome) {
        return line(new Result(
                outcome.slug(),
                outcome.status(),
                outcome.findings(),
                Visible.line(outcome.reason()),
                outcome.effort().seconds(),
                Optional.empty()));
    }
}
