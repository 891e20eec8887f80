package dev.gatelock.conformance.text;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns with {@code *} and {@code ?}, upper and lower case alike. */
public final class Globs {

    private Globs() {}

    /** An empty pattern matches everything. */
    public static boolean matches(String pattern, String text) {
        return pattern.isEmpty() || compile(pattern).matcher(text).matches();
    }

    private static Pattern compile(String pattern) {
        String regex = pattern.strip()
                .chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
