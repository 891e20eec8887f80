package dev.gatelock.conformance.check;

import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Histories for tests, in milliseconds. */
final class HistoryBuilder {

    private final List<Event> events = new ArrayList<>();

    HistoryBuilder at(long millis, Kind kind, String actor, Object... data) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            map.put((String) data[i], data[i + 1]);
        }
        events.add(new Event(millis * 1_000_000, kind, actor, map));
        return this;
    }

    HistoryBuilder started(long millis, String actor) {
        return at(millis, Kind.STARTED, actor, "role", "run", "home", "/h");
    }

    HistoryBuilder active(long millis, String actor) {
        return at(millis, Kind.CONNECTED, actor).at(millis, Kind.ACTIVE, actor, "pid", 4711, "owned", true);
    }

    HistoryBuilder exited(long millis, String actor, int code, String stderr) {
        return at(millis, Kind.EXITED, actor, "code", code, "stderr", stderr);
    }

    HistoryBuilder expect(long millis, String actor, String what, Object... data) {
        Object[] all = new Object[data.length + 2];
        all[0] = "what";
        all[1] = what;
        System.arraycopy(data, 0, all, 2, data.length);
        return at(millis, Kind.EXPECT, actor, all);
    }

    History build() {
        return new History(events);
    }
}
