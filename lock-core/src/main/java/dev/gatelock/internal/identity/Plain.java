package dev.gatelock.internal.identity;

/**
 * Text of unknown origin for one line of a terminal: command lines, records and even directory names may hold line breaks,
 * escape sequences, or marks that turn the direction of writing. Stateless.
 */
public final class Plain {
    private Plain() {}

    /** The text with everything that is not printed in its place as a blank. */
    public static String line(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            clean.appendCodePoint(printed(c) ? c : ' ');
        }
        return clean.toString();
    }

    /** As above, cut after {@code limit} characters. */
    public static String line(String text, int limit) {
        boolean cut = text.codePointCount(0, text.length()) > limit;
        return cut ? line(text.substring(0, text.offsetByCodePoints(0, limit))) + "..." : line(text);
    }

    private static boolean printed(int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
                return false;
            default:
                return !(c >= 0x200E && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069);
        }
    }
}
