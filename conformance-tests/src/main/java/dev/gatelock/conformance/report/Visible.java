package dev.gatelock.conformance.report;

/** Text of unknown origin, made harmless for each format: nothing that a subject prints can break a report. */
public final class Visible {

    private static final char CONTROL_PICTURES = '\u2400';
    private static final char DELETE_PICTURE = '\u2421';
    private static final char REPLACEMENT = '\uFFFD';

    private Visible() {}

    /** Control characters become their pictures; line ends and tabs stay. What XML 1.0 forbids is gone. */
    public static String text(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> out.appendCodePoint(visible(c)));
        return out.toString();
    }

    /** The same on one line. */
    public static String line(String raw) {
        return text(raw).replace("\r", "").replace('\n', ' ').replace('\t', ' ').strip();
    }

    /** For XML and HTML, attributes included. */
    public static String markup(String raw) {
        return text(raw)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** For a Markdown table's cell. */
    public static String cell(String raw) {
        StringBuilder out = new StringBuilder();
        for (char c : line(raw).toCharArray()) {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '|', '\\', '`', '*', '_', '[', ']', '#', '~', '!' ->
                    out.append('\\').append(c);
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static int visible(int c) {
        if (c == '\n' || c == '\t' || c == '\r') {
            return c;
        }
        if (c < ' ') {
            return CONTROL_PICTURES + c;
        }
        if (c == 0x7f) {
            return DELETE_PICTURE;
        }
        boolean bidirectional = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        boolean forbidden = c >= 0x80 && c < 0xA0 || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF;
        return bidirectional || forbidden ? REPLACEMENT : c;
    }
}
