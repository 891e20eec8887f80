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
 * to five seconds, so a later sighting of the live process makes the interval longer. And who keeps the connection open for
 * seconds after the process of the actor is gone goes on in its name: a worker without its supervisor.
 *
 * @param orphaned whether it lasted beyond the end of the process, by a connection that somebody of it kept open
 */
public record Hold(String actor, String home, long from, long until, boolean orphaned) {

    /** Below the five seconds after which an owner may give up without an answer. */
    private static final long ANSWER_NANOS = 4_500_000_000L;

    /** For as long the kernel may take to end the connections of who is gone. */
    private static final long TEARDOWN_NANOS = 3_000_000_000L;

    public boolean overlaps(Hold other) {
        return from < other.until && other.from < until;
    }

    public static List<Hold> in(History history) {
        List<Hold> holds = new ArrayList<>();
        for (Event active : history.all(Kind.ACTIVE).toList()) {
            Hold hold = from(history, active);
            if (hold.until > hold.from) { // what it said last may be heard after its death
                holds.add(hold);
            }
        }
        return holds;
    }

    private static Hold from(History history, Event active) {
        String actor = active.actor();
        String home =
                history.first(Kind.STARTED, actor).map(e -> e.text("home")).orElse("");
        Optional<Event> halfClosed = history.first(Kind.HALF_CLOSED, actor);
        long connected = halfClosed.map(Event::nanos).orElse(Long.MAX_VALUE);
        long end = Math.min(
                history.end() + 1, halfClosed.isPresent() ? lastSeen(history, actor, connected) : Long.MAX_VALUE);
        long exited = history.first(Kind.EXITED, actor).map(Event::nanos).orElse(Long.MAX_VALUE);
        long killed = history.all(Kind.SIGNAL, actor)
                .filter(e -> e.text("signal").equals("KILL"))
                .mapToLong(Event::nanos)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        long gone = Math.min(exited, killed);
        boolean orphaned = gone != Long.MAX_VALUE
                && Math.min(connected, history.end()) > lastOf(exited, killed) + TEARDOWN_NANOS
                && history.all(Kind.IDLE_HEIR, actor).findAny().isEmpty();
        return new Hold(actor, home, active.nanos(), orphaned ? end : Math.min(end, gone), orphaned);
    }

    private static long lastSeen(History history, String actor, long halfClosed) {
        long answered = Math.min(
                halfClosed + ANSWER_NANOS,
                history.first(Kind.CLOSED, actor).map(Event::nanos).orElse(Long.MAX_VALUE));
        return history.all(Kind.STILL_THERE, actor)
                .mapToLong(Event::nanos)
                .filter(t -> t <= answered)
                .reduce(halfClosed, Math::max);
    }

    /** The later one of those that happened. */
    private static long lastOf(long exited, long killed) {
        return exited == Long.MAX_VALUE || killed == Long.MAX_VALUE
                ? Math.min(exited, killed)
                : Math.max(exited, killed);
    }
}
