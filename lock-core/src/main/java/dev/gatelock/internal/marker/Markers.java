package dev.gatelock.internal.marker;

import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.files.WholeFile;
import dev.gatelock.internal.json.JsonFields;
import dev.gatelock.internal.json.JsonText;
import dev.gatelock.internal.json.MalformedJsonException;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes, reads and clears the markers of one home. A marker counts for 60 seconds either way, so that one from before a
 * clock jump is not valid for ever; one that is for another home is neither obeyed nor touched (#29092).
 */
public final class Markers {
    /** How far a marker's time may be from now. */
    public static final Duration VALIDITY = Duration.ofSeconds(60);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final Clock clock;
    private final String home;

    /**
     * @param clock for the time of writing
     * @param home the canonical home
     */
    public Markers(Clock clock, String home) {
        this.clock = clock;
        this.home = home;
    }

    private static final String RESTART = "restart";

    /** What an operator wants. */
    public enum Request {
        /** Stay down. */
        STOP,
        /** Come back. */
        RESTART
    }

    /** How a marker relates to an owner. */
    public enum Relation {
        /** There is none. */
        ABSENT,
        /** It is valid and names this owner. */
        NAMES_OWNER,
        /** It is valid, names this owner and asks it to come back. */
        NAMES_OWNER_TO_RESTART,
        /** It is valid and names somebody else. */
        NAMES_ANOTHER,
        /** It is no marker, or out of date: the owner may delete it. */
        WORTHLESS;

        /** Whether it names this owner, whatever it asks for. */
        public boolean mine() {
            return this == NAMES_OWNER || this == NAMES_OWNER_TO_RESTART;
        }
    }

    /** Writes a takeover marker. */
    public void writeTakeover(Directory directory, OwnerRecord target, ProcessIdentity writer) throws PortException {
        Map<String, Object> fields = target(target);
        fields.put("target_hermes_home", home);
        fields.put("replacer_pid", writer.pid());
        fields.put("replacer_hermes_home", home);
        write(directory, HomeFiles.TAKEOVER_MARKER, fields, target, writer);
    }

    /** Writes a planned-stop marker. */
    public void writePlannedStop(Directory directory, OwnerRecord target, ProcessIdentity writer, Request request)
            throws PortException {
        Map<String, Object> fields = target(target);
        fields.put("stopper_pid", writer.pid());
        if (request == Request.RESTART) {
            fields.put(RESTART, true);
        }
        write(directory, HomeFiles.PLANNED_STOP_MARKER, fields, target, writer);
    }

    private static Map<String, Object> target(OwnerRecord target) {
        Map<String, Object> fields = new LinkedHashMap<>();
        OptionalLong start = target.identity().startTime();
        fields.put("target_pid", target.identity().pid());
        fields.put("target_start_time", start.isPresent() ? start.getAsLong() : null);
        target.stamp().nonce().ifPresent(nonce -> fields.put("target_nonce", nonce));
        return fields;
    }

    private void write(
            Directory directory, String name, Map<String, Object> fields, OwnerRecord target, ProcessIdentity writer)
            throws PortException {
        fields.put("written_at", TIME.format(clock.now().atOffset(ZoneOffset.UTC)));
        // A marker that root writes with mode 0600 could not be read by the service's own user.
        OptionalLong reader = target.identity().uid();
        OpenMode mode =
                reader.isPresent() && !reader.equals(writer.uid()) ? OpenMode.CREATE_NEW_READABLE : OpenMode.CREATE_NEW;
        String unique = writer.pid() + "-" + clock.nanoTime();
        try (WholeFile file = WholeFile.prepare(directory, name, JsonText.write(fields), unique, mode)) {
            file.publish();
        }
    }

    /** Relates the marker to an owner; reads only. */
    public Relation relation(DirectoryView directory, String name, OwnerRecord owner) {
        byte[] content;
        try (OpenFile file = directory.openForReading(name)) {
            content = file.read(RecordCodec.LIMIT + 1);
        } catch (PortException e) {
            return e.fault() == Fault.NOT_FOUND ? Relation.ABSENT : Relation.NAMES_ANOTHER;
        }
        Marker marker;
        try {
            if (content.length > RecordCodec.LIMIT) {
                return Relation.WORTHLESS;
            }
            marker = parse(content);
        } catch (MalformedJsonException | DateTimeException e) {
            return Relation.WORTHLESS;
        }
        if (marker.targetHome().isPresent() && !marker.targetHome().get().equals(home)) {
            return Relation.NAMES_ANOTHER;
        }
        if (Duration.between(marker.writtenAt(), clock.now()).abs().compareTo(VALIDITY) > 0) {
            return Relation.WORTHLESS;
        }
        if (!names(marker, owner)) {
            return Relation.NAMES_ANOTHER;
        }
        return marker.request() == Request.RESTART ? Relation.NAMES_OWNER_TO_RESTART : Relation.NAMES_OWNER;
    }

    private static boolean names(Marker marker, OwnerRecord owner) {
        if (marker.targetNonce().isPresent() && owner.stamp().nonce().isPresent()) {
            return marker.targetNonce().equals(owner.stamp().nonce());
        }
        OptionalLong start = owner.identity().startTime();
        return marker.targetPid() == owner.identity().pid()
                && (marker.targetStartTime().isEmpty()
                        || start.isEmpty()
                        || start.getAsLong() == marker.targetStartTime().getAsLong());
    }

    private static Marker parse(byte[] content) throws MalformedJsonException {
        JsonFields fields = new JsonFields(JsonText.parseObject(content));
        OptionalLong pid = fields.whole("target_pid");
        if (pid.isEmpty() || pid.getAsLong() < 1) {
            throw new MalformedJsonException("names no pid");
        }
        String written = fields.text("written_at").orElseThrow(() -> new MalformedJsonException("no time"));
        Instant at = OffsetDateTime.parse(written).toInstant();
        return new Marker(
                pid.getAsLong(),
                fields.whole("target_start_time"),
                fields.text("target_nonce"),
                fields.text("target_hermes_home"),
                at,
                Boolean.TRUE.equals(fields.raw(RESTART)) ? Request.RESTART : Request.STOP);
    }

    /** Removes a marker if it names this owner or is worthless; leaves one that is for somebody else. */
    public void clear(Directory directory, String name, OwnerRecord owner) throws PortException {
        Relation relation = relation(directory, name, owner);
        if (relation.mine() || relation == Relation.WORTHLESS) {
            directory.unlink(name);
        }
    }
}
