package dev.gatelock.conformance.report;

import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.run.Claim;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A small picture of the claim, as SVG and as what shields.io calls an endpoint. */
final class Badge {

    private static final String LABEL = "gatelock conformance";
    private static final double CHARACTER = 6.6;

    private Badge() {}

    static String json(RunReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("schemaVersion", 1);
        map.put("label", LABEL);
        map.put("message", message(report));
        map.put("color", color(report).substring(1));
        return Json.write(map) + "\n";
    }

    static String svg(RunReport report) {
        String message = message(report);
        double left = LABEL.length() * CHARACTER + 12;
        double right = message.length() * CHARACTER + 12;
        String text = "<text x=\"%.1f\" y=\"14\" text-anchor=\"middle\">%s</text>";
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"20\" role=\"img\" aria-label=\"%s: %s\">"
                        + "<title>%s: %s</title><clipPath id=\"r\"><rect width=\"%.0f\" height=\"20\" rx=\"3\"/></clipPath>"
                        + "<g clip-path=\"url(#r)\"><rect width=\"%.1f\" height=\"20\" fill=\"#444c56\"/>"
                        + "<rect x=\"%.1f\" width=\"%.1f\" height=\"20\" fill=\"%s\"/></g>"
                        + "<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">"
                        + text + text + "</g></svg>%n",
                left + right,
                LABEL,
                message,
                LABEL,
                message,
                left + right,
                left,
                left,
                right,
                color(report),
                left / 2,
                LABEL,
                left + right / 2,
                message);
    }

    private static String message(RunReport report) {
        return switch (report.claim().code()) {
            case Claim.CONFORMS -> "conforms";
            case Claim.DOES_NOT -> "does not conform";
            default -> "no claim";
        };
    }

    private static String color(RunReport report) {
        return switch (report.claim().code()) {
            case Claim.CONFORMS -> "#1a7f37";
            case Claim.DOES_NOT -> "#c62828";
            default -> "#6e7781";
        };
    }
}
