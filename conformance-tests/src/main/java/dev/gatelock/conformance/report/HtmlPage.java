package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.results.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One self-contained page for one or several runs: verdicts, failures with their timelines, the matrix. No script, nothing loaded. */
final class HtmlPage {

    private HtmlPage() {}

    static String render(List<RunReport> reports, List<Path> homes) {
        StringBuilder html = new StringBuilder();
        String title = reports.stream().map(RunReport::title).collect(Collectors.joining(", "));
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<title>")
                .append(Visible.markup(title))
                .append(": conformance</title>\n<style>\n")
                .append(style())
                .append("</style></head>\n<body>\n<header><p class=\"eyebrow\">gatelock conformance suite</p><h1>")
                .append(Visible.markup(title))
                .append("</h1></header>\n<main>\n");
        html.append("<section class=\"runs\">\n");
        reports.forEach(r -> run(html, r));
        html.append("</section>\n");
        for (int i = 0; i < reports.size(); i++) {
            failures(html, reports.get(i), homes.get(i));
        }
        Matrix.requirements(html, reports);
        Matrix.scenarios(html, reports);
        return html.append("</main>\n</body></html>\n").toString();
    }

    private static void run(StringBuilder html, RunReport report) {
        html.append("<article class=\"run\"><h2>")
                .append(Visible.markup(report.title()))
                .append("</h2>\n");
        verdict(
                html,
                "gate",
                report.gate().code() == 0 ? "good" : "bad",
                report.gate().text());
        String claim = report.claim().code() == 0 ? "good" : report.claim().code() == 1 ? "bad" : "open";
        verdict(html, "claim", claim, report.claim().text());
        report.smoke().forEach(line -> html.append("<pre class=\"said\">")
                .append(Visible.markup(line))
                .append("</pre>\n"));
        html.append("<ul class=\"counts\">");
        report.counts().forEach((status, count) -> html.append("<li class=\"s-")
                .append(status.name().toLowerCase(Locale.ROOT))
                .append("\"><b>")
                .append(count)
                .append("</b> ")
                .append(Matrix.name(status))
                .append("</li>"));
        html.append("</ul>\n<p class=\"meta\">");
        html.append(Visible.markup(String.join(
                " · ",
                List.of(
                        report.settings().began(),
                        String.format(Locale.ROOT, "%.0f s", report.settings().seconds()),
                        "seed " + report.settings().seed(),
                        "profile " + report.settings().options().getOrDefault("profile", "full"),
                        "suite " + report.kit(),
                        report.machine().getOrDefault("platform", "") + " "
                                + report.machine().getOrDefault("kernel", ""),
                        report.machine().getOrDefault("cpus", "?") + " processors"))));
        String lacks = report.machine().getOrDefault("lacks", "");
        if (!lacks.isEmpty()) {
            html.append("<br>this machine lacks: ").append(Visible.markup(lacks));
        }
        html.append("</p></article>\n");
    }

    private static void verdict(StringBuilder html, String name, String tone, String text) {
        html.append("<p class=\"verdict ")
                .append(tone)
                .append("\"><span>")
                .append(name)
                .append("</span> ")
                .append(Visible.markup(text))
                .append("</p>\n");
    }

    private static void failures(StringBuilder html, RunReport report, Path home) {
        List<Outcome> red = report.outcomes().stream()
                .filter(o -> o.status().red() || o.standing() == Standing.UNEXPECTED_PASS)
                .toList();
        if (red.isEmpty()) {
            return;
        }
        html.append("<section><h2>What is red: ")
                .append(Visible.markup(report.title()))
                .append("</h2>\n");
        if (red.size() > 1) {
            html.append("<nav aria-label=\"what is red\"><ul class=\"jump\">");
            red.forEach(o -> html.append(FailureCard.link(report, o)));
            html.append("</ul></nav>\n");
        }
        red.forEach(o -> html.append(FailureCard.render(report, o, home)));
        html.append("</section>\n");
    }

    static Map<Status, String> glyphs() {
        return Map.of(
                Status.PASS, "✓",
                Status.FAIL, "✕",
                Status.TIMEOUT, "◷",
                Status.INCONCLUSIVE, "?",
                Status.SKIPPED, "∅",
                Status.NOT_APPLICABLE, "–",
                Status.NOT_RUN, "·",
                Status.SUBJECT_ERROR, "!",
                Status.HARNESS_ERROR, "‼");
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
