package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.text.Counted;
import java.util.Locale;
import java.util.stream.Collectors;

/** Markdown, for a pull request or a release note. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String render(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(Visible.cell(report.title())).append("\n\n");
        text.append("- **gate**: ")
                .append(Visible.cell(report.gate().text()))
                .append(" (exit status ")
                .append(report.gate().code())
                .append(")\n");
        text.append("- **claim**: ").append(Visible.cell(report.claim().text())).append('\n');
        text.append("- ")
                .append(Counted.of(report.outcomes().size(), "scenario"))
                .append(": ")
                .append(report.counts().entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", ")))
                .append('\n');
        text.append("- suite ")
                .append(Visible.cell(report.kit()))
                .append(", ")
                .append(report.settings().began())
                .append(", seed ")
                .append(report.settings().seed())
                .append(", ");
        text.append(Visible.cell(report.machine().getOrDefault("platform", "")))
                .append(' ')
                .append(Visible.cell(report.machine().getOrDefault("kernel", "")))
                .append("\n");
        report.smoke().forEach(line -> text.append("- first start: ")
                .append(Visible.cell(line))
                .append('\n'));
        text.append("\n| scenario | status | s | requirements | |\n|---|---|---:|---|---|\n");
        report.outcomes().stream().filter(o -> !plain(o)).forEach(o -> row(text, o));
        report.outcomes().stream().filter(MarkdownReport::plain).forEach(o -> row(text, o));
        return text.toString();
    }

    private static boolean plain(Outcome outcome) {
        return outcome.standing() == Standing.EXPECTED;
    }

    private static void row(StringBuilder text, Outcome outcome) {
        String status = outcome.status() == Status.PASS && plain(outcome) ? "PASS" : "**" + outcome.status() + "**";
        String remark = outcome.reason()
                + outcome.findings().stream().map(f -> " " + f.message()).collect(Collectors.joining(";"));
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %s | %s |%n",
                Visible.cell(outcome.slug()),
                status.replace("_", "\\_"),
                outcome.effort().seconds(),
                String.join(" ", outcome.what().requirements()),
                Visible.cell(remark)));
    }
}
