package dev.gatelock.internal.record;

import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.json.JsonFields;
import dev.gatelock.internal.json.JsonText;
import dev.gatelock.internal.json.MalformedJsonException;
import dev.gatelock.spi.ProcessIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes to record and back. Pure and thread-safe; no bytes make it throw. */
public final class RecordCodec {
    /** The format version that is written and the highest that is read. */
    public static final long VERSION = 1;

    /** The largest record that is read, in bytes. */
    public static final int LIMIT = 64 * 1024;

    private final long highestPid;

    /**
     * @param highestPid a pid above this is malformed
     */
    public RecordCodec(long highestPid) {
        this.highestPid = highestPid;
    }

    /** Reads any bytes. */
    public Reading decode(byte[] content) {
        if (content.length > LIMIT) {
            return new Reading.Malformed("is larger than " + LIMIT + " bytes");
        }
        String text;
        try {
            text = JsonText.decode(content);
        } catch (MalformedJsonException e) {
            return new Reading.Unreadable("is " + e.getMessage());
        }
        if (text.isEmpty()) {
            return new Reading.Empty();
        }
        try {
            return decodeValue(JsonText.parse(text));
        } catch (MalformedJsonException e) {
            return new Reading.Malformed("is no JSON: " + e.getMessage());
        }
    }

    private Reading decodeValue(Object value) {
        if (value instanceof Long) {
            return identified(value, new JsonFields(Map.of()));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                fields.put((String) entry.getKey(), entry.getValue());
            }
            JsonFields read = new JsonFields(fields);
            OptionalLong version = read.whole("version");
            if (version.isPresent() && version.getAsLong() > VERSION) {
                return new Reading.Future(version.getAsLong());
            }
            return identified(read.raw("pid"), read);
        }
        return new Reading.Malformed("is neither an object nor a pid");
    }

    private Reading identified(Object rawPid, JsonFields fields) {
        OptionalLong pid = JsonFields.whole(rawPid);
        OptionalLong startTime = fields.whole("start_time");
        OptionalLong namespace = fields.whole("pid_ns");
        if (pid.isEmpty()) {
            return new Reading.Malformed("names no pid");
        }
        // A container's first process is pid 1; only a record that knows of namespaces can mean that one.
        long lowest = startTime.isPresent() && namespace.isPresent() ? 1 : 2;
        if (pid.getAsLong() < lowest || pid.getAsLong() > highestPid) {
            return new Reading.Malformed("names the impossible pid " + pid.getAsLong());
        }
        ProcessIdentity identity = new ProcessIdentity(
                pid.getAsLong(),
                startTime,
                fields.text("boot_id"),
                namespace,
                fields.whole("uid"),
                fields.text("host"));
        OwnerRecord.Program program =
                new OwnerRecord.Program(fields.text("kind").orElse(""), fields.texts("argv"));
        OwnerRecord.Stamp stamp = new OwnerRecord.Stamp(
                fields.text("nonce"),
                fields.whole("generation"),
                fields.whole("claimed_at"),
                fields.text("lock_class"));
        return new Reading.Found(new OwnerRecord(identity, program, fields.text("hermes_home"), stamp));
    }

    /** Writes a record; {@link #decode} gives back an equal one. */
    public byte[] encode(OwnerRecord record) {
        return JsonText.write(fields(record));
    }

    /** The identity block, in the order in which it is written, for files that carry more than the block. */
    public Map<String, Object> fields(OwnerRecord record) {
        ProcessIdentity identity = record.identity();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", identity.pid());
        fields.put("kind", record.program().kind());
        fields.put("argv", record.program().argv());
        fields.put(
                "start_time",
                identity.startTime().isPresent() ? identity.startTime().getAsLong() : null);
        put(fields, "hermes_home", record.home());
        put(fields, "boot_id", identity.bootId());
        put(fields, "pid_ns", identity.pidNamespace());
        put(fields, "host", identity.host());
        put(fields, "uid", identity.uid());
        OwnerRecord.Stamp stamp = record.stamp();
        put(fields, "nonce", stamp.nonce());
        put(fields, "generation", stamp.generation());
        put(fields, "claimed_at", stamp.claimedAt());
        put(fields, "lock_class", stamp.lockClass());
        if (stamp.nonce().isPresent()) {
            fields.put("version", VERSION);
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<String> value) {
        if (value.isPresent()) {
            fields.put(name, value.get());
        }
    }

    private static void put(Map<String, Object> fields, String name, OptionalLong value) {
        if (value.isPresent()) {
            fields.put(name, value.getAsLong());
        }
    }
}
