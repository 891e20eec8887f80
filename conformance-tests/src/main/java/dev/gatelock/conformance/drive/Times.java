package dev.gatelock.conformance.drive;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds what a text says of the present time and moves it, as if the wall clock had jumped since it was written. */
final class Times {

    private static final Duration NOW = Duration.ofHours(30);
    private static final int SECONDS_DIGITS = 10;
    /** An optional key, then seconds or milliseconds since 1970, or an ISO 8601 date with a time. */
    private static final Pattern TIME = Pattern.compile(
            "(?:\"([^\"]*)\"\\s*:\\s*)?\"?(?<![\\w.])(\\d{10}(?:\\d{3})?(?![\\w])|\\d{4}-\\d\\d-\\d\\d[T ]"
                    + "\\d\\d:\\d\\d:\\d\\d)");
    /** The start time of a process is its identity and no date. */
    private static final Pattern IDENTITY = Pattern.compile("(?i).*(start_?time|create|birth|boot|tick).*");

    private Times() {}

    /** The text with every time within a day of now moved back by that much. */
    static String backdated(String text, Instant now, Duration by) {
        return TIME.matcher(text).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(moved(found, now, by)));
    }

    private static String moved(MatchResult found, Instant now, Duration by) {
        String whole = found.group();
        String time = found.group(2);
        if (found.group(1) != null && IDENTITY.matcher(found.group(1)).matches()) {
            return whole;
        }
        String head = whole.substring(0, whole.length() - time.length());
        try {
            return head + (time.contains("-") ? date(time, now, by) : number(time, now, by));
        } catch (DateTimeException e) {
            return whole; // the thirteenth month
        }
    }

    private static String number(String digits, Instant now, Duration by) {
        long value = Long.parseLong(digits);
        boolean millis = digits.length() > SECONDS_DIGITS;
        Instant told = millis ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value);
        if (!near(told, now)) {
            return digits;
        }
        Instant then = told.minus(by);
        return Long.toString(millis ? then.toEpochMilli() : then.getEpochSecond());
    }

    private static String date(String text, Instant now, Duration by) {
        LocalDateTime told = LocalDateTime.parse(text.replace(' ', 'T'));
        if (!near(told.toInstant(ZoneOffset.UTC), now)) {
            return text;
        }
        String then = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").format(told.minus(by));
        return text.contains(" ") ? then.replace('T', ' ') : then;
    }

    private static boolean near(Instant told, Instant now) {
        return Duration.between(told, now).abs().compareTo(NOW) < 0;
    }
}
