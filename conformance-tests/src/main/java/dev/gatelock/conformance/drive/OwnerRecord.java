package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A record as a subject wrote it, and the forgeries that scenarios make of it; a bare integer stays one. */
public record OwnerRecord(Object value) {

    static Optional<OwnerRecord> parse(String text) {
        try {
            Object value = Json.read(text.strip());
            boolean known =
                    value instanceof Number || value instanceof Map<?, ?> map && map.get("pid") instanceof Number;
            return known ? Optional.of(new OwnerRecord(value)) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    public long pid() {
        Object pid = value instanceof Map<?, ?> map ? map.get("pid") : value;
        return ((Number) pid).longValue();
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public Object get(String key) {
        return value instanceof Map<?, ?> map ? map.get(key) : null;
    }

    /** The same record with one key changed; in a bare integer only the pid can change. */
    public OwnerRecord with(String key, Object changed) {
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
        return Json.write(value);
    }
}
