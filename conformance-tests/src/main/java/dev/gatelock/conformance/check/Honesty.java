package dev.gatelock.conformance.check;

import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import java.util.List;
import java.util.stream.Stream;

/** A subject connects once, and reports the pid of its own process. */
public final class Honesty implements Checker {

    public Honesty() {}

    @Override
    public List<Finding> check(History history) {
        Stream<Finding> lies = history.all(Kind.ACTIVE)
                .filter(e ->
                        !e.flag("owned") && !killedBefore(history, e)) // its parents are gone, and with them the proof
                .map(e -> Finding.fail(
                        "witness", e.actor() + " reported pid " + e.text("pid") + ", which is not its own", e.nanos()));
        Stream<Finding> repeats = history.all(Kind.ACTIVE)
                .filter(e -> history.first(Kind.ACTIVE, e.actor()).orElseThrow() != e)
                .filter(e -> !killedBefore(history, e))
                .map(e -> Finding.fail("witness", e.actor() + " announced itself more than once", e.nanos()));
        return Stream.concat(lies, repeats).toList();
    }

    /** By the harness: it may be another process of it. */
    private static boolean killedBefore(History history, Event active) {
        return history.all(Kind.SIGNAL, active.actor())
                .anyMatch(e -> e.text("signal").equals("KILL") && e.nanos() < active.nanos());
    }
}
