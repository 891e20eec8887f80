package dev.gatelock.internal.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Lenient getters: a field that is missing, null or of another type is empty. Nothing here throws. */
public final class JsonFields {
    private final Map<String, ?> fields;

    /**
     * @param fields a parsed object, never null
     */
    public JsonFields(Map<String, ?> fields) {
        this.fields = fields;
    }

    /** The raw value, null if missing. */
    public Object raw(String name) {
        return fields.get(name);
    }

    /** A text that is not empty. */
    public Optional<String> text(String name) {
        return fields.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** A whole number: an integer, a numeric text, or a decimal whose fraction is zero; never a boolean. */
    public OptionalLong whole(String name) {
        return whole(fields.get(name));
    }

    /** The texts of an array; empty if it is no array or holds anything else. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof String text)) {
                    return List.of();
                }
                texts.add(text);
            }
        }
        return texts;
    }

    /** As {@link #whole(String)}, for any parsed value. */
    public static OptionalLong whole(Object value) {
        if (value instanceof Long number) {
            return OptionalLong.of(number);
        }
        if (value instanceof String text) {
            return digits(text.strip());
        }
        if (value instanceof JsonText.Decimal decimal
                && !decimal.text().contains("e")
                && !decimal.text().contains("E")) {
            try {
                return OptionalLong.of(new BigDecimal(decimal.text()).longValueExact());
            } catch (ArithmeticException e) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong digits(String text) {
        if (text.length() > 20) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && !(i == 0 && (c == '-' || c == '+'))) {
                return OptionalLong.empty();
            }
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
