package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.results.Standing;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** JUnit XML, as build servers read it: red where the gate is red, known failures as skipped with their reason. */
final class JUnitReport {

    private JUnitReport() {}

    static String render(RunReport report) {
        List<Outcome> all = report.outcomes();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\" timestamp=\"%s\">%n",
                Visible.markup(report.title()),
                all.size(),
                all.stream().filter(o -> element(o).equals("failure")).count(),
                all.stream().filter(o -> element(o).equals("error")).count(),
                all.stream().filter(o -> element(o).equals("skipped")).count(),
                report.settings().seconds(),
                Visible.markup(report.settings().began().replace("Z", ""))));
        xml.append("  <properties>\n");
        property(xml, "seed", String.valueOf(report.settings().seed()));
        property(xml, "gate", report.gate().text());
        property(xml, "claim", report.claim().text());
        report.machine().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(e -> property(xml, e.getKey(), e.getValue()));
        xml.append("  </properties>\n");
        all.forEach(o -> testcase(xml, report, o));
        return xml.append("</testsuite>\n").toString();
    }

    private static void property(StringBuilder xml, String name, String value) {
        xml.append("    <property name=\"")
                .append(name)
                .append("\" value=\"")
                .append(Visible.markup(value))
                .append("\"/>\n");
    }

    private static void testcase(StringBuilder xml, RunReport report, Outcome outcome) {
        xml.append(String.format(
                Locale.ROOT,
                "  <testcase classname=\"%s.%s\" name=\"%s\" time=\"%.3f\"",
                Visible.markup(report.subject().name()),
                Visible.markup(outcome.what().section()),
                Visible.markup(outcome.slug()),
                outcome.effort().seconds()));
        String element = element(outcome);
        if (element.isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n    <")
                .append(element)
                .append(" message=\"")
                .append(Visible.markup(Visible.line(message(outcome))))
                .append('"');
        if (element.equals("skipped")) {
            xml.append("/>\n");
        } else {
            xml.append(" type=\"").append(outcome.status()).append("\">");
            xml.append(Visible.markup(
                    outcome.findings().stream().map(Object::toString).collect(Collectors.joining("\n"))));
            xml.append("</").append(element).append(">\n");
        }
        xml.append("  </testcase>\n");
    }

    private static String message(Outcome outcome) {
        String first =
                outcome.findings().isEmpty() ? "" : outcome.findings().get(0).message();
        return outcome.standing() == Standing.DIFFERS && !first.isEmpty()
                ? outcome.status() + ": " + first
                : outcome.status() + (outcome.reason().isEmpty() ? "" : ": " + outcome.reason());
    }

    /** Which element tells it; empty for a plain pass. */
    private static String element(Outcome outcome) {
        return switch (outcome.standing()) {
            case DIFFERS, UNEXPECTED_PASS -> "failure";
            case NOT_EXERCISED, KIT_BUG -> "error";
            case EXCUSED -> "skipped";
            case EXPECTED -> outcome.status() == Status.PASS ? "" : "skipped";
        };
    }
}
