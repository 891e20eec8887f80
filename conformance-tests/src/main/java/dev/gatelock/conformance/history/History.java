package dev.gatelock.conformance.history;

import dev.gatelock.conformance.history.Event.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened in one scenario, in the order of the clock; immutable. */
public record History(List<Event> events) {

    public History {
        events = events.stream().sorted(Comparator.comparingLong(Event::nanos)).toList();
    }

    public Stream<Event> all(Kind kind) {
        return events.stream().filter(e -> e.kind() == kind);
    }

    public Stream<Event> all(Kind kind, String actor) {
        return all(kind).filter(e -> e.actor().equals(actor));
    }

    public Optional<Event> first(Kind kind, String actor) {
        return all(kind, actor).findFirst();
    }

    /** The moment of the last event. */
    public long end() {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).nanos();
    }
}
