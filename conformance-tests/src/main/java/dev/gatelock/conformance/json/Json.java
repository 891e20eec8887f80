package dev.gatelock.conformance.json;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON as plain maps, lists, strings, numbers, booleans and null; nothing is bound to classes. */
public final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** Reads one value; throws {@code tools.jackson.core.JacksonException} with line and column when it is none. */
    public static Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IllegalArgumentException("no JSON value");
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value");
            }
            return value;
        }
    }

    /** What is wrong and where, {@code :line:column: not JSON: reason}, to be put behind the name of the source. */
    public static String fault(RuntimeException e) {
        if (!(e instanceof JacksonException jackson)) {
            return ": not JSON: " + e.getMessage();
        }
        String reason = jackson.getOriginalMessage();
        int noise = reason.indexOf(" (start marker at");
        TokenStreamLocation at = jackson.getLocation();
        return (at == null || at.getLineNr() < 1 ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr()) + ": not JSON: "
                + (noise < 0 ? reason : reason.substring(0, noise));
    }

    private static Object value(JsonParser parser, JsonToken token) {
        switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    map.put(key, value(parser, parser.nextToken()));
                }
                return map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                return list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return parser.getNumberValue();
            }
            case VALUE_TRUE -> {
                return Boolean.TRUE;
            }
            case VALUE_FALSE -> {
                return Boolean.FALSE;
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getString();
            }
        }
    }

    /** One line, keys in the order of the map. */
    public static String write(Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toString();
    }

    /** For people: one key or item a line, short arrays of simple values on one. */
    public static String pretty(Object value) {
        StringBuilder out = new StringBuilder();
        pretty(out, value, "\n");
        return out.toString();
    }

    private static void pretty(StringBuilder out, Object value, String line) {
        String inner = line + "  ";
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator)
                        .append(inner)
                        .append(write(String.valueOf(entry.getKey())))
                        .append(": ");
                pretty(out, entry.getValue(), inner);
                separator = ",";
            }
            out.append(line).append('}');
        } else if (value instanceof List<?> list
                && list.stream().anyMatch(i -> i instanceof Map || i instanceof List)) {
            String separator = "[";
            for (Object item : list) {
                out.append(separator).append(inner);
                pretty(out, item, inner);
                separator = ",";
            }
            out.append(line).append(']');
        } else {
            out.append(write(value));
        }
    }

    private static void write(JsonGenerator generator, Object value) {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            map.forEach((key, item) -> {
                generator.writeName(String.valueOf(key));
                write(generator, item);
            });
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            generator.writeStartArray();
            items.forEach(item -> write(generator, item));
            generator.writeEndArray();
        } else if (value instanceof Integer || value instanceof Long) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            generator.writeNumber(number.doubleValue());
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else {
            generator.writeString(value.toString());
        }
    }
}
