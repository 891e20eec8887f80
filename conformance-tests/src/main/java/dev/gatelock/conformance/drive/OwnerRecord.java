package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A record as a subject wrote it, and the forgeries that scenarios make of it. A bare integer stays one; of any other text,
 * several lines for instance, only the pid in it can be changed.
 */
public record OwnerRecord(Object value) {

    private static final Pattern NAMED = Pattern.compile("(?i)\\bpid\\b[\"']?\\s*[:=]\\s*[\"']?(\\d{1,18})\\b");
    private static final Pattern FIRST = Pattern.compile("^\\s*(\\d{1,18})\\b");

    static Optional<OwnerRecord> parse(String text) {
        boolean json;
        try {
            Object value = Json.read(text.strip());
            if (value instanceof Number || value instanceof Map<?, ?> map && map.get("pid") instanceof Number) {
                return Optional.of(new OwnerRecord(value));
            }
            json = value instanceof Map;
        } catch (RuntimeException e) {
            json = false;
        }
        boolean torn = !json && text.stripLeading().startsWith("{");
        return torn || place(text).isEmpty() ? Optional.empty() : Optional.of(new OwnerRecord(text));
    }

    /** Where the pid stands in a text. */
    private static Optional<MatchResult> place(String text) {
        return Stream.of(NAMED, FIRST)
                .map(pattern -> pattern.matcher(text))
                .filter(Matcher::find)
                .map(Matcher::toMatchResult)
                .findFirst();
    }

    public long pid() {
        if (value instanceof String text) {
            return Long.parseLong(place(text).orElseThrow().group(1));
        }
        Object pid = value instanceof Map<?, ?> map ? map.get("pid") : value;
        return ((Number) pid).longValue();
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean has(String key) {
        return value instanceof Map<?, ?> map && map.containsKey(key);
    }

    public Object get(String key) {
        return value instanceof Map<?, ?> map ? map.get(key) : null;
    }

    /** The same record with one key changed; in a text or a bare integer only the pid can change. */
    public OwnerRecord with(String key, Object changed) {
        if (value instanceof String text && key.equals("pid")) {
            MatchResult place = place(text).orElseThrow();
            return new OwnerRecord(text.substring(0, place.start(1)) + changed + text.substring(place.end(1)));
        }
        if (!(value instanceof Map<?, ?> map)) {
            return key.equals("pid") ? new OwnerRecord(changed) : this;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(k.toString(), v));
        copy.put(key, changed);
        return new OwnerRecord(copy);
    }

    /** The same record without one key. */
    public OwnerRecord without(String key) {
        if (!(value instanceof Map<?, ?> map)) {
            return this;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(k.toString(), v));
        copy.remove(key);
        return new OwnerRecord(copy);
    }

    public String text() {
        return value instanceof String text ? text : Json.write(value);
    }
}
