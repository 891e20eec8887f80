package dev.gatelock.internal.scope;

import dev.gatelock.OwnerRecord;
import dev.gatelock.Scope;
import dev.gatelock.internal.json.JsonFields;
import dev.gatelock.internal.json.JsonText;
import dev.gatelock.internal.json.MalformedJsonException;
import dev.gatelock.internal.record.RecordCodec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name and content of a scoped lock file. They are a contract with other implementations; the identity is in neither.
 *
 * @param name of the scope
 * @param hash of its identity
 */
record ScopeFile(String name, String hash) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+)-([0-9a-f]{16})\\.lock");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    static ScopeFile of(Scope scope) {
        return new ScopeFile(scope.name(), scope.hash());
    }

    /** The scope that a file name means, if it means one. */
    static Optional<ScopeFile> parse(String fileName) {
        Matcher matcher = FORM.matcher(fileName);
        return matcher.matches() ? Optional.of(new ScopeFile(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    String fileName() {
        return name + "-" + hash + ".lock";
    }

    /** What an owner writes into it. */
    byte[] content(RecordCodec codec, OwnerRecord owner, Instant now) {
        Map<String, Object> fields = codec.fields(owner);
        fields.put("scope", name);
        fields.put("identity_hash", hash);
        fields.put("metadata", Map.of());
        fields.put("updated_at", TIME.format(now.atOffset(ZoneOffset.UTC)));
        return JsonText.write(fields);
    }

    /** When a content was written, as it says; empty if it does not say. */
    static Optional<Instant> updatedAt(byte[] content) {
        try {
            Optional<String> text = new JsonFields(JsonText.parseObject(content)).text("updated_at");
            return text.isPresent()
                    ? Optional.of(OffsetDateTime.parse(text.get()).toInstant())
                    : Optional.empty();
        } catch (MalformedJsonException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
