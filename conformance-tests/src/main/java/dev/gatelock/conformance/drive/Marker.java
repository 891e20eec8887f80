package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A takeover or planned-stop marker that the harness forges for an owner, in the upstream format. */
public final class Marker {

    public static final String TAKEOVER = ".gateway-takeover.json";
    public static final String PLANNED_STOP = ".gateway-planned-stop.json";

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final Home home;
    private final String name;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Marker(Actor owner, String name) {
        this.home = owner.home();
        this.name = name;
        values.put("target_pid", owner.reportedPid());
        values.put("target_start_time", owner.startTime());
        age(0);
    }

    public static Marker takeover(Actor owner) {
        Marker marker = new Marker(owner, TAKEOVER);
        marker.values.put("target_hermes_home", owner.homeName());
        marker.values.put("replacer_pid", ProcessHandle.current().pid());
        marker.values.put("replacer_hermes_home", owner.homeName());
        return marker;
    }

    public static Marker plannedStop(Actor owner) {
        Marker marker = new Marker(owner, PLANNED_STOP);
        marker.values.put("stopper_pid", ProcessHandle.current().pid());
        return marker;
    }

    public Marker pid(long pid) {
        values.put("target_pid", pid);
        return this;
    }

    public Marker start(Long ticks) {
        values.put("target_start_time", ticks);
        return this;
    }

    public Marker home(String path) {
        values.put("target_hermes_home", path);
        return this;
    }

    public Marker nonce(String nonce) {
        values.put("target_nonce", nonce);
        return this;
    }

    /** Written so many seconds ago; negative is the future. */
    public Marker age(long seconds) {
        values.put("written_at", ISO.format(Instant.now().minusSeconds(seconds)));
        return this;
    }

    /** Nobody knows when it was written. */
    public Marker undated() {
        values.remove("written_at");
        return this;
    }

    public void plant() {
        plant(Json.write(values));
    }

    /** That text instead, which may be no marker at all. */
    public void plant(String text) {
        home.overwrite(name + ".tmp", text);
        if (!home.file(name + ".tmp").toFile().renameTo(home.file(name).toFile())) {
            throw new IllegalStateException("cannot plant " + name);
        }
    }
}
