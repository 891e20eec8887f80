package dev.gatelock.runner.cli;

import java.time.Duration;

/** Durations as people type them: {@code 10}, {@code 10s}, {@code 500ms}, {@code 2m}. */
final class Durations {
    /** As good as for ever, and no clock arithmetic overflows. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    static Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits > 0 && digits <= 9) {
            long number = Long.parseLong(text.substring(0, digits));
            switch (text.substring(digits)) {
                case "":
                case "s":
                    return Duration.ofSeconds(number);
                case "ms":
                    return Duration.ofMillis(number);
                case "m":
                    return atMost(Duration.ofMinutes(number));
                case "h":
                    return atMost(Duration.ofHours(number));
                default:
                    break;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no duration; write 10s, 500ms or 2m");
    }

    private static Duration atMost(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    }
}
