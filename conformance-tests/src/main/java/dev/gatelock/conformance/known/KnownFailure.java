package dev.gatelock.conformance.known;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One entry.
 *
 * @param id a scenario's slug or a requirement's id
 * @param mode whether it always fails
 * @param why reason and link, both for the reader
 * @param until the last day on which it excuses anything
 * @param when conditions; an entry whose conditions are not met is as if it were not there
 */
public record KnownFailure(String id, Mode mode, Why why, Optional<LocalDate> until, When when) {

    /** What is expected of it. */
    public enum Mode {
        /** It fails, and a pass is a surprise that fails the run. */
        FAILS,
        /** It may fail or pass. */
        FLAKY
    }

    /** For the reader: what is wrong, and where it is being followed up. */
    public record Why(String reason, String link) {}

    /** Globs; an empty one matches everything. */
    public record When(String platform, String version) {
        public static final When ALWAYS = new When("", "");
    }

    /** As it stands in the file. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("expect", mode == Mode.FAILS ? "fails" : "flaky");
        map.put("reason", why.reason());
        map.put("link", why.link());
        until.ifPresent(day -> map.put("until", day.toString()));
        if (!when.equals(When.ALWAYS)) {
            Map<String, Object> conditions = new LinkedHashMap<>();
            if (!when.platform().isEmpty()) {
                conditions.put("platform", when.platform());
            }
            if (!when.version().isEmpty()) {
                conditions.put("version", when.version());
            }
            map.put("when", conditions);
        }
        return map;
    }
}
