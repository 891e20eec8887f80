package dev.gatelock.posix.internal.proc;

/** Cutting the kernel's text, without regular expressions, which would cost more than the reading. */
final class Text {
    private Text() {}

    /** The value of a decimal number, or -1 if it is none or too large. */
    static long decimal(String text, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The value of a whole decimal text, or -1. */
    static long decimal(String text) {
        return decimal(text, 0, text.length());
    }

    /** The end of the word that starts at {@code from}. */
    static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) > ' ') {
            i++;
        }
        return i;
    }

    /** The start of the next word at or after {@code from}, on the same line. */
    static int wordStart(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** The end of the line that {@code from} is in. */
    static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
