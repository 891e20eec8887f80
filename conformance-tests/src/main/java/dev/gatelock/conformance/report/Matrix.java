package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Coverage;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.spec.Requirement;
import dev.gatelock.conformance.spec.Specification;
import dev.gatelock.conformance.text.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requirement by implementation, and scenario by implementation. */
final class Matrix {

    private Matrix() {}

    static void requirements(StringBuilder html, List<RunReport> reports) {
        html.append("<section><h2>Requirements</h2>\n<div class=\"strips\">\n");
        for (Map.Entry<String, List<Requirement>> area : areas().entrySet()) {
            String title = Specification.ours().areas().get(area.getKey());
            html.append("<div class=\"strip\"><h3>")
                    .append(area.getKey())
                    .append(" <small>")
                    .append(Visible.markup(title))
                    .append("</small></h3>");
            for (RunReport report : reports) {
                html.append("<p>");
                if (reports.size() > 1) {
                    html.append("<span class=\"who\">")
                            .append(Visible.markup(report.title()))
                            .append("</span>");
                }
                area.getValue().forEach(r -> square(html, Coverage.of(r, report)));
                html.append("</p>");
            }
            html.append("</div>\n");
        }
        html.append("</div>\n");
        legend(html);
        html.append("<details><summary>all ")
                .append(Specification.ours().requirements().size())
                .append(" requirements</summary>\n<div class=\"scroll\"><table>");
        heads(html, "requirement", reports);
        Specification.ours().requirements().forEach(r -> row(html, r, reports));
        html.append("</table></div></details></section>\n");
    }

    private static Map<String, List<Requirement>> areas() {
        return Specification.ours().requirements().stream()
                .collect(Collectors.groupingBy(Requirement::area, LinkedHashMap::new, Collectors.toList()));
    }

    private static void square(StringBuilder html, Coverage coverage) {
        String id = coverage.requirement().id();
        String number = id.substring(id.lastIndexOf('-') + 1);
        html.append("<a class=\"cell ")
                .append(style(coverage.status()))
                .append("\" href=\"#")
                .append(id)
                .append("\" title=\"")
                .append(Visible.markup(
                        id + " " + coverage.requirement().level() + ", " + name(coverage.status()) + red(coverage)))
                .append("\">")
                .append(number)
                .append("</a>");
    }

    private static String red(Coverage coverage) {
        String slugs = coverage.outcomes().stream()
                .filter(o -> o.status().red())
                .map(Outcome::slug)
                .collect(Collectors.joining(", "));
        return slugs.isEmpty() ? "" : ": " + slugs;
    }

    private static void row(StringBuilder html, Requirement requirement, List<RunReport> reports) {
        html.append("<tr id=\"")
                .append(requirement.id())
                .append("\"><th scope=\"row\">")
                .append(requirement.id())
                .append(" <small>")
                .append(requirement.level())
                .append("</small></th><td class=\"wide\">")
                .append(Visible.markup(requirement.statement()))
                .append("</td>");
        for (RunReport report : reports) {
            Coverage coverage = Coverage.of(requirement, report);
            html.append("<td class=\"status ")
                    .append(style(coverage.status()))
                    .append("\" title=\"")
                    .append(Visible.markup(name(coverage.status()) + red(coverage)))
                    .append("\">")
                    .append(glyph(coverage.status()))
                    .append("</td>");
        }
        html.append("</tr>\n");
    }

    static void scenarios(StringBuilder html, List<RunReport> reports) {
        List<String> slugs = reports.stream()
                .flatMap(r -> r.outcomes().stream())
                .map(Outcome::slug)
                .distinct()
                .toList();
        html.append("<section><h2>Scenarios</h2>\n<details><summary>all ")
                .append(Counted.of(slugs.size(), "scenario"))
                .append("</summary>\n<div class=\"scroll\"><table>");
        heads(html, "scenario", reports);
        for (String slug : slugs) {
            html.append("<tr><th scope=\"row\">")
                    .append(Visible.markup(slug))
                    .append("</th><td class=\"wide\">")
                    .append(Visible.markup(reasons(slug, reports)))
                    .append("</td>");
            for (RunReport report : reports) {
                Optional<Status> status = report.find(slug).map(Outcome::status);
                html.append("<td class=\"status ")
                        .append(style(status))
                        .append("\" title=\"")
                        .append(name(status))
                        .append("\">")
                        .append(glyph(status))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</table></div></details></section>\n");
    }

    private static String reasons(String slug, List<RunReport> reports) {
        return reports.stream()
                .flatMap(r -> r.find(slug).stream())
                .map(o -> o.reason().isEmpty() && !o.findings().isEmpty()
                        ? o.findings().get(0).message()
                        : o.reason())
                .filter(s -> !s.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static void heads(StringBuilder html, String what, List<RunReport> reports) {
        html.append("<tr><th>").append(what).append("</th><th></th>");
        reports.forEach(r -> html.append("<th class=\"status\">")
                .append(Visible.markup(r.title()))
                .append("</th>"));
        html.append("</tr>\n");
    }

    private static void legend(StringBuilder html) {
        html.append("<p class=\"legend\">");
        for (Status status : List.of(
                Status.PASS, Status.FAIL, Status.TIMEOUT, Status.INCONCLUSIVE, Status.SKIPPED, Status.NOT_APPLICABLE)) {
            html.append("<span><i class=\"cell ")
                    .append(style(Optional.of(status)))
                    .append("\">")
                    .append(glyph(Optional.of(status)))
                    .append("</i> ")
                    .append(name(status))
                    .append("</span> ");
        }
        html.append("<span><i class=\"cell s-none\"></i> no scenario, or not run</span></p>\n");
    }

    private static String style(Optional<Status> status) {
        return status.map(s -> "s-" + s.name().toLowerCase(Locale.ROOT)).orElse("s-none");
    }

    private static String glyph(Optional<Status> status) {
        return status.map(HtmlPage.glyphs()::get).orElse("");
    }

    private static String name(Optional<Status> status) {
        return status.map(Matrix::name).orElse("no scenario, or not run");
    }

    static String name(Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
