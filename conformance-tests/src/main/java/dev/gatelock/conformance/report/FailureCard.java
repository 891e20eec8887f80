package dev.gatelock.conformance.report;

import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import dev.gatelock.conformance.history.HistoryFile;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Everything about one red scenario: what was required, what was found, the picture, what the processes said. */
final class FailureCard {

    private final StringBuilder html = new StringBuilder();
    private final Outcome outcome;

    private FailureCard(Outcome outcome) {
        this.outcome = outcome;
    }

    static String render(RunReport report, Outcome outcome, Path home) {
        FailureCard card = new FailureCard(outcome);
        card.head(report);
        card.situation();
        card.findings();
        history(outcome, home).ifPresentOrElse(card::history, card::noHistory);
        return card.html.append("</article>\n").toString();
    }

    /** Leads to the card, for a list of them. */
    static String link(RunReport report, Outcome outcome) {
        return "<li>" + pill(outcome) + " <a href=\"#" + id(report, outcome) + "\">" + Visible.markup(outcome.slug())
                + "</a></li>\n";
    }

    private static String id(RunReport report, Outcome outcome) {
        return Visible.markup(report.subject().name() + "-" + outcome.slug());
    }

    private static String pill(Outcome outcome) {
        return "<span class=\"pill s-" + outcome.status().name().toLowerCase(Locale.ROOT) + "\">"
                + Matrix.name(outcome.status()) + "</span>";
    }

    private void head(RunReport report) {
        html.append("<article class=\"failure\" id=\"")
                .append(id(report, outcome))
                .append("\"><h3>")
                .append(pill(outcome))
                .append(' ')
                .append(Visible.markup(outcome.slug()));
        if (outcome.standing() == Standing.EXCUSED) {
            html.append(" <span class=\"pill excused\">known</span>");
        }
        html.append("</h3>\n");
        if (!outcome.reason().isEmpty()) {
            html.append("<p>").append(Visible.markup(outcome.reason())).append("</p>\n");
        }
    }

    private void situation() {
        Optional<Scenario> scenario = Catalogue.all().stream()
                .filter(s -> s.slug().equals(outcome.slug()))
                .findFirst();
        html.append("<dl>");
        scenario.ifPresent(s -> {
            row("situation", Visible.markup(s.situation()));
            row("required", Visible.markup(s.required()));
        });
        row(
                "requirements",
                outcome.what().requirements().stream()
                        .map(r -> "<a href=\"#" + r + "\">" + r + "</a>")
                        .collect(Collectors.joining(" ")));
        scenario.ifPresent(s -> {
            if (outcome.status().failed()) {
                row("likely cause", Visible.markup(LikelyCause.of(s, outcome.findings())));
            }
            row("reports", Visible.markup(String.join(", ", s.refs())));
        });
        html.append("</dl>\n");
    }

    private void row(String name, String value) {
        html.append("<dt>").append(name).append("</dt><dd>").append(value).append("</dd>");
    }

    private void findings() {
        html.append("<ul class=\"findings\">");
        outcome.findings().forEach(f -> html.append("<li><b>")
                .append(Visible.markup(f.check()))
                .append("</b> at ")
                .append(Scale.duration(f.nanos()))
                .append(": ")
                .append(Visible.markup(f.message()))
                .append("</li>"));
        html.append("</ul>\n");
    }

    private void history(History history) {
        Timeline timeline = Timeline.of(history, outcome.findings());
        html.append("<figure>").append(TimelinePicture.of(timeline));
        html.append(
                "<figcaption><span><i class=\"k k-life\"></i>process</span><span><i class=\"k k-hold\"></i>active, heard by the witness</span>"
                        + "<span><i class=\"k k-wire\"></i>witness connection</span><span><i class=\"k k-signal\"></i>signal</span>"
                        + "<span><i class=\"k k-both\"></i>two at once</span><span><i class=\"k k-wait\"></i>expected, did not come</span></figcaption>");
        html.append("</figure>\n");
        List<String> faults = TimelinePicture.faults(timeline);
        if (!faults.isEmpty()) {
            html.append("<ol class=\"faults\">");
            faults.forEach(f -> html.append("<li>").append(Visible.markup(f)).append("</li>"));
            html.append("</ol>\n");
        }
        if (timeline.left() > 0) {
            html.append("<p class=\"meta\">")
                    .append(timeline.left())
                    .append(" processes that never were active are left out</p>\n");
        }
        said(history);
        log(history);
    }

    private void said(History history) {
        String text = history.all(Kind.EXITED)
                .filter(e -> !e.text("stderr").isBlank() || !e.text("stdout").isBlank())
                .map(e -> e.actor() + " (exit " + e.text("code") + ")\n"
                        + limited(e.text("stderr") + e.text("stdout")).indent(2))
                .collect(Collectors.joining());
        if (!text.isEmpty()) {
            html.append("<details><summary>what the processes wrote</summary><pre class=\"said\">")
                    .append(Visible.markup(limited(text)))
                    .append("</pre></details>\n");
        }
    }

    private void log(History history) {
        html.append("<details><summary>everything that happened, ")
                .append(history.events().size())
                .append(" events</summary><pre class=\"said\">");
        for (Event event : history.events()) {
            html.append(String.format(
                    Locale.ROOT,
                    "%9.3f  %-11s %-14s %s%n",
                    event.seconds(),
                    event.kind(),
                    Visible.markup(event.actor()),
                    Visible.markup(Visible.line(data(event)))));
        }
        html.append("</pre></details>\n");
    }

    private static String data(Event event) {
        String text = event.data().entrySet().stream()
                .filter(e -> !String.valueOf(e.getValue()).isBlank())
                .map(FailureCard::pair)
                .collect(Collectors.joining(" "));
        return text.length() > 400 ? text.substring(0, 400) + "…" : text;
    }

    private static String pair(Map.Entry<String, Object> entry) {
        return entry.getKey() + "=" + entry.getValue();
    }

    private static String limited(String text) {
        return text.length() > 20_000 ? text.substring(0, 20_000) + "…\n" : text;
    }

    private void noHistory() {
        html.append("<p class=\"meta\">no history was recorded, or it is not beside the results any more</p>\n");
    }

    private static Optional<History> history(Outcome outcome, Path home) {
        if (outcome.history().isEmpty()) {
            return Optional.empty();
        }
        Path file = home.resolve(outcome.history()).normalize();
        if (!file.startsWith(home.normalize()) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(HistoryFile.read(file));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
