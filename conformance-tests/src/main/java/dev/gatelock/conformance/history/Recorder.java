package dev.gatelock.conformance.history;

import dev.gatelock.conformance.history.Event.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects events from every thread of the harness under one monotonic clock. */
public final class Recorder {

    private final long origin = System.nanoTime();
    private final List<Event> events = new ArrayList<>();

    public Recorder() {}

    /** The clock of this recorder. */
    public long now() {
        return System.nanoTime() - origin;
    }

    /** Records what happens now; data as alternating keys and values. */
    public Event add(Kind kind, String actor, Object... data) {
        return addAt(now(), kind, actor, data);
    }

    /** Records what happened at a moment that was taken from {@link #now} before. */
    public Event addAt(long nanos, Kind kind, String actor, Object... data) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < data.length; i += 2) {
            map.put((String) data[i], data[i + 1]);
        }
        Event event = new Event(nanos, kind, actor, map);
        synchronized (events) {
            events.add(event);
        }
        return event;
    }

    public History history() {
        synchronized (events) {
            return new History(List.copyOf(events));
        }
    }
}
