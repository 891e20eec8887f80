package dev.gatelock.conformance.check;

import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time in which an actor certainly held: from the moment the witness heard it until its connection ended or the kill was
 * sent. That lies inside the true interval. A graceful owner has to keep the lock until the witness has answered, for up
 * to five seconds, so a later sighting of the live process makes the interval longer.
 */
public record Hold(String actor, String home, long from, long until) {

    /** Below the five seconds after which an owner may give up without an answer. */
    private static final long ANSWER_NANOS = 4_500_000_000L;

    public boolean overlaps(Hold other) {
        return from < other.until && other.from < until;
    }

    public static List<Hold> in(History history) {
        List<Hold> holds = new ArrayList<>();
        for (Event active : history.all(Kind.ACTIVE).toList()) {
            String actor = active.actor();
            String home =
                    history.first(Kind.STARTED, actor).map(e -> e.text("home")).orElse("");
            long end = history.end() + 1;
            Optional<Event> halfClosed = history.first(Kind.HALF_CLOSED, actor);
            if (halfClosed.isPresent()) {
                end = halfClosed.get().nanos();
                long answered = Math.min(
                        end + ANSWER_NANOS,
                        history.first(Kind.CLOSED, actor).map(Event::nanos).orElse(Long.MAX_VALUE));
                long seen = history.all(Kind.STILL_THERE, actor)
                        .mapToLong(Event::nanos)
                        .filter(t -> t <= answered)
                        .max()
                        .orElse(end);
                end = Math.max(end, seen);
            }
            Optional<Event> exited = history.first(Kind.EXITED, actor);
            if (exited.isPresent()) {
                end = Math.min(end, exited.get().nanos());
            }
            Optional<Event> killed = history.all(Kind.SIGNAL, actor)
                    .filter(e -> e.text("signal").equals("KILL"))
                    .findFirst();
            if (killed.isPresent()) {
                end = Math.min(end, killed.get().nanos());
            }
            holds.add(new Hold(actor, home, active.nanos(), end));
        }
        return holds;
    }
}
