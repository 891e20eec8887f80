package dev.gatelock.internal.json;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON to plain values and back: {@code Map}, {@code List}, {@code String}, {@code Long}, {@link BigInteger},
 * {@link Decimal}, {@code Boolean}, {@code null}. Depth, number length and duplicate keys are limited, so that no file can
 * make a reader fall over. Thread-safe.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxStringLength(1 << 20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    /**
     * A number that was written with a point or an exponent, kept as written.
     *
     * @param text never null
     */
    public record Decimal(String text) {}

    /**
     * Parses one JSON text.
     *
     * @param text without a byte order mark
     * @return the value; null for the JSON null
     * @throws MalformedJsonException if it is not one JSON text within the limits
     */
    public static Object parse(String text) throws MalformedJsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedJsonException("no JSON value");
            }
            Object value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("more than one JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new MalformedJsonException(e.getOriginalMessage());
        }
    }

    /**
     * Parses a JSON object of unknown origin: UTF-8 with an optional byte order mark, white space around it allowed.
     *
     * @param content any bytes
     * @return its fields in order, modifiable
     * @throws MalformedJsonException if it is anything else
     */
    public static Map<String, Object> parseObject(byte[] content) throws MalformedJsonException {
        if (!(parse(decode(content)) instanceof Map<?, ?> map)) {
            throw new MalformedJsonException("not an object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            fields.put((String) entry.getKey(), entry.getValue());
        }
        return fields;
    }

    /**
     * The text of a file of unknown origin, without byte order mark and white space around it.
     *
     * @throws MalformedJsonException if it is not UTF-8
     */
    public static String decode(byte[] content) throws MalformedJsonException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not UTF-8 text");
        }
    }

    /**
     * Writes an object on one line.
     *
     * @param object values as listed above, in the map's order
     * @return UTF-8
     */
    public static byte[] write(Map<String, ?> object) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, object);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object value(JsonParser parser, JsonToken token) throws MalformedJsonException {
        switch (token) {
            case START_OBJECT:
                return object(parser);
            case START_ARRAY:
                List<Object> list = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    list.add(value(parser, next));
                }
                return list;
            case VALUE_STRING:
                return parser.getString();
            case VALUE_NUMBER_INT:
                BigInteger big = parser.getBigIntegerValue();
                return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
            case VALUE_NUMBER_FLOAT:
                return new Decimal(parser.getString());
            case VALUE_TRUE:
                return Boolean.TRUE;
            case VALUE_FALSE:
                return Boolean.FALSE;
            case VALUE_NULL:
                return null;
            default:
                throw new MalformedJsonException("unexpected " + token);
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws MalformedJsonException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            map.put(name, value(parser, parser.nextToken()));
        }
        return map;
    }

    private static void write(JsonGenerator out, Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeName((String) entry.getKey());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Decimal decimal) {
            out.writeNumber(decimal.text());
        } else {
            throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }
}
