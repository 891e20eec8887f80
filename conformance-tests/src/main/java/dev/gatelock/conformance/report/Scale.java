package dev.gatelock.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Nanoseconds to horizontal positions. */
record Scale(long from, long until, double left, double right) {

    private static final double MILLION = 1e6;

    double x(long nanos) {
        double part = (nanos - from) / (double) Math.max(1, until - from);
        return left + Math.max(0, Math.min(1, part)) * (right - left);
    }

    boolean shows(long nanos) {
        return nanos >= from && nanos <= until;
    }

    /** Round moments, six to twelve of them. */
    List<Long> ticks() {
        double rough = (until - from) / 8.0;
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, rough))));
        double step = rough / power < 1.5
                ? power
                : rough / power < 3.5 ? 2 * power : rough / power < 7.5 ? 5 * power : 10 * power;
        List<Long> ticks = new ArrayList<>();
        for (double t = Math.ceil(from / step) * step; t <= until; t += step) {
            ticks.add(Math.round(t));
        }
        return ticks;
    }

    /** A moment as an axis shows it. */
    String label(long nanos) {
        long span = until - from;
        int digits = span > 8e9 ? 0 : span > 8e8 ? 1 : span > 8e7 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f s", nanos / 1e9);
    }

    static String duration(long nanos) {
        return nanos < 10 * MILLION
                ? String.format(Locale.ROOT, "%.1f ms", nanos / MILLION)
                : nanos < 1000 * MILLION
                        ? String.format(Locale.ROOT, "%.0f ms", nanos / MILLION)
                        : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
