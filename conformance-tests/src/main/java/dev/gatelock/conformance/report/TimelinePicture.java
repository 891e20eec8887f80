package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Hold;
import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.report.Timeline.Hot;
import dev.gatelock.conformance.report.Timeline.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A timeline as SVG: a lane per process, thick while it holds, with signals, exits and the witness connection; what a finding
 * is about is red. Where that is too short to be seen, a second picture magnifies it.
 */
final class TimelinePicture {

    private static final double LINE = 13;
    /** About the width of a bold letter of the labels. */
    private static final double LETTER = 7.5;

    private static final double WIDTH = 1000;
    private static final double LEFT = 168;
    private static final double RIGHT = 920;
    private static final double TOP = 46;
    private static final double ROW = 34;
    private static final double SMALL = 36;

    private final Timeline timeline;
    private final Scale scale;
    private final StringBuilder svg = new StringBuilder();
    private final List<Lane> lanes;

    private final List<Label> labels = new ArrayList<>();

    private TimelinePicture(Timeline timeline, long from, long until) {
        this.timeline = timeline;
        this.scale = new Scale(from, until, LEFT, RIGHT);
        this.lanes = timeline.lanes().stream()
                .filter(l -> l.from() <= until && l.until() >= from)
                .toList();
    }

    /** One picture, or two. */
    static String of(Timeline timeline) {
        StringBuilder out = new StringBuilder();
        long end = timeline.end();
        TimelinePicture whole = new TimelinePicture(timeline, 0, end);
        out.append(whole.draw("the whole scenario"));
        timeline.hot().stream()
                .filter(h -> h.overlap() && whole.scale.x(h.until()) - whole.scale.x(h.from()) < SMALL)
                .findFirst()
                .ifPresent(h -> {
                    long margin = Math.max(h.length(), end / 400);
                    long from = Math.max(0, h.from() - 2 * margin);
                    out.append(new TimelinePicture(timeline, from, Math.min(end, h.until() + 2 * margin))
                            .draw("magnified"));
                });
        return out.toString();
    }

    private String draw(String title) {
        double bottom = TOP + lanes.size() * ROW;
        double height = bottom + 30;
        svg.append(format(
                "<svg class=\"timeline\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"timeline, %s\">",
                WIDTH, height, title));
        svg.append(format("<text class=\"t-title\" x=\"4\" y=\"16\">%s</text>", title));
        axis(bottom);
        timeline.hot().forEach(h -> band(h, bottom));
        for (int i = 0; i < lanes.size(); i++) {
            lane(lanes.get(i), TOP + i * ROW);
        }
        faults(bottom);
        timeline.hot().stream().filter(Hot::overlap).forEach(this::mark);
        timeline.hot().stream().filter(h -> !h.overlap()).forEach(this::mark);
        return svg.append("</svg>").toString();
    }

    private void axis(double bottom) {
        for (long tick : scale.ticks()) {
            double x = scale.x(tick);
            svg.append(format(
                    "<line class=\"t-grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x, x, TOP - 8, bottom));
            svg.append(format(
                    "<text class=\"t-axis\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                    x, bottom + 18, scale.label(tick)));
        }
    }

    /** The red background of what is wrong, over the lanes it concerns. */
    private void band(Hot hot, double bottom) {
        if (hot.until() < scale.from() || hot.from() > scale.until()) {
            return;
        }
        double x = scale.x(hot.from());
        double width = Math.max(3, scale.x(hot.until()) - x);
        double[] rows = rows(hot, bottom);
        svg.append(format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\"><title>%s</title></rect>",
                hot.overlap() ? "t-hot" : "t-wait", x, rows[0], width, rows[1] - rows[0], Visible.markup(hot.label())));
    }

    private double[] rows(Hot hot, double bottom) {
        double first = bottom;
        double last = TOP;
        for (int i = 0; i < lanes.size(); i++) {
            if (hot.actors().contains(lanes.get(i).actor())) {
                first = Math.min(first, TOP + i * ROW - 2);
                last = Math.max(last, TOP + (i + 1) * ROW - 4);
            }
        }
        return first > last ? new double[] {TOP - 4, bottom} : new double[] {first, last};
    }

    private void lane(Lane lane, double y) {
        boolean guilty = timeline.hot().stream().anyMatch(h -> h.actors().contains(lane.actor()));
        svg.append(format(
                "<text class=\"t-name%s\" x=\"%.0f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                guilty ? " t-guilty" : "", LEFT - 12, y + 19, Visible.markup(shortened(lane.actor(), 22))));
        double from = scale.x(lane.from());
        double until = scale.x(lane.until());
        svg.append(format(
                "<rect class=\"t-life\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"6\" rx=\"3\"><title>%s: process from %s to %s</title></rect>",
                from,
                y + 12,
                Math.max(2, until - from),
                Visible.markup(lane.actor()),
                Scale.duration(lane.from()),
                Scale.duration(lane.until())));
        lane.holds().forEach(hold -> hold(lane, hold, y));
        connection(lane, y);
        overlaps(lane, y);
        lane.holds().forEach(hold -> word(hold, y));
        signals(lane, y);
        exit(lane, y);
    }

    private void hold(Lane lane, Hold hold, double y) {
        double from = scale.x(hold.from());
        double width = Math.max(3, scale.x(hold.until()) - from);
        svg.append(format(
                "<rect class=\"t-hold\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\" rx=\"3\"><title>%s holds from %s, for %s</title></rect>",
                from,
                y + 7,
                width,
                Visible.markup(lane.actor()),
                Scale.duration(hold.from()),
                Scale.duration(hold.until() - hold.from())));
    }

    private void word(Hold hold, double y) {
        double from = scale.x(hold.from());
        double width = scale.x(hold.until()) - from;
        if (width > 60) {
            svg.append(format("<text class=\"t-held\" x=\"%.1f\" y=\"%.1f\">active</text>", from + 6, y + 19));
        }
    }

    private void overlaps(Lane lane, double y) {
        for (Hot hot : timeline.hot()) {
            if (hot.overlap()
                    && hot.actors().contains(lane.actor())
                    && hot.until() >= scale.from()
                    && hot.from() <= scale.until()) {
                double x = scale.x(hot.from());
                svg.append(format(
                        "<rect class=\"t-both\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\"/>",
                        x, y + 7, Math.max(3, scale.x(hot.until()) - x)));
            }
        }
    }

    /** From the connection to its end, with a dot at each. */
    private void connection(Lane lane, double y) {
        Optional<Event> begin = timeline.history().first(Kind.CONNECTED, lane.actor());
        if (begin.isEmpty()) {
            return;
        }
        Optional<Event> end = timeline.history().first(Kind.HALF_CLOSED, lane.actor());
        long until = end.map(Event::nanos).orElse(lane.until());
        if (until < scale.from() || begin.get().nanos() > scale.until()) {
            return;
        }
        svg.append(format(
                "<line class=\"t-wire\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                scale.x(begin.get().nanos()), scale.x(until), y + 26, y + 26));
        dot(begin.get().nanos(), y + 26, "t-open", "connected to the witness at ");
        end.ifPresent(e -> dot(e.nanos(), y + 26, "t-shut", "left the witness at "));
    }

    private void dot(long nanos, double y, String style, String text) {
        if (scale.shows(nanos)) {
            svg.append(format(
                    "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s%s</title></circle>",
                    style, scale.x(nanos), y, text, Scale.duration(nanos)));
        }
    }

    private void signals(Lane lane, double y) {
        timeline.history()
                .all(Kind.SIGNAL, lane.actor())
                .filter(e -> scale.shows(e.nanos()))
                .forEach(e -> {
                    double x = scale.x(e.nanos());
                    svg.append(format(
                            "<path class=\"t-signal\" d=\"M%.1f %.1f l-5 -8 h10 z\"><title>SIG%s at %s</title></path>",
                            x, y + 7, Visible.markup(e.text("signal")), Scale.duration(e.nanos())));
                    boolean late = x > WIDTH - 40;
                    svg.append(format(
                            "<text class=\"t-sig\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                            late ? x - 7 : x + 7, y + 5, late ? "end" : "start", Visible.markup(e.text("signal"))));
                });
    }

    private void exit(Lane lane, double y) {
        lane.exit().filter(e -> scale.shows(e.nanos())).ifPresent(e -> {
            double x = scale.x(e.nanos());
            long code = e.number("code");
            String text = code > 128 && code < 160 ? "by signal " + (code - 128) : "exit " + code;
            boolean late = x > WIDTH - 66;
            svg.append(format(
                    "<line class=\"t-exit\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x, x, y + 7, y + 23));
            svg.append(format(
                    "<text class=\"t-code\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                    late ? x - 6 : x + 6, y + 19, late ? "end" : "start", text));
        });
    }

    private void faults(double bottom) {
        int number = 0;
        double last = -100;
        for (Event fault : timeline.faults()) {
            number++;
            if (scale.shows(fault.nanos())) {
                double x = scale.x(fault.nanos());
                svg.append(format(
                        "<line class=\"t-fault\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"><title>%s</title></line>",
                        x, x, TOP - 10, bottom, Visible.markup(fault.text("what"))));
                double at = Math.max(x, last + 15);
                last = at;
                svg.append(format("<circle class=\"t-fault-dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"7\"/>", at, TOP - 14));
                svg.append(format(
                        "<text class=\"t-fault-no\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>",
                        at, TOP - 10.5, number));
            }
        }
    }

    private record Label(double left, double right, double y) {
        boolean meets(Label other) {
            return left < other.right && other.left < right && Math.abs(y - other.y) < LINE;
        }
    }

    /** Writes it where nothing is written yet; what does not fit is in the list of findings anyway. */
    private void label(double x, double y, String anchor, String style, String text) {
        double width = LETTER * text.length();
        double left = anchor.equals("end") ? x - width : anchor.equals("middle") ? x - width / 2 : x;
        Label label = new Label(left, left + width, Math.max(LINE, y));
        if (labels.stream().noneMatch(label::meets)) {
            labels.add(label);
            svg.append(format(
                    "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                    style, x, label.y(), anchor, Visible.markup(text)));
        }
    }

    /** What is wrong, in words, above where it is; of waits only where there is room. */
    private void mark(Hot hot) {
        if (hot.until() < scale.from() || hot.from() > scale.until()) {
            return;
        }
        double left = scale.x(hot.from());
        double right = scale.x(hot.until());
        double y = rows(hot, TOP)[0] - 6;
        if (hot.overlap()) {
            double middle = (left + right) / 2;
            String anchor = middle > RIGHT - 40 ? "end" : middle < LEFT + 60 ? "start" : "middle";
            label(middle, y, anchor, "t-label", hot.label());
        } else {
            boolean late = left > RIGHT - 320;
            label(late ? right : left, y, late ? "end" : "start", "t-label t-expected", shortened(hot.label(), 46));
        }
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** The numbered faults, for the text beside the picture. */
    static List<String> faults(Timeline timeline) {
        List<String> lines = new ArrayList<>();
        timeline.faults().forEach(f -> lines.add(Scale.duration(f.nanos()) + ": " + f.text("what")));
        return lines;
    }
}
