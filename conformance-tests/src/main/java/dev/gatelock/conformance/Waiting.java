package dev.gatelock.conformance;

import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;

/** What a scenario waits for, in words. */
final class Waiting {

    private Waiting() {}

    static String describe(History history) {
        Event last = history.all(Kind.EXPECT).reduce((a, b) -> b).orElse(null);
        if (last == null) {
            return "setting the stage";
        }
        String who = last.actor().isEmpty() ? "" : last.actor() + " ";
        String what =
                switch (last.text("what")) {
                    case "active" -> "waiting for " + who + "to become active";
                    case "refused" -> "waiting for " + who + "to be refused";
                    case "resolved", "decided" -> "waiting for " + who + "to be active or gone";
                    case "exits", "fails" -> "waiting for " + who + "to end";
                    case "one-winner" -> "waiting for one winner among " + last.text("among");
                    default -> "after " + last.text("what") + " " + who + last.text("of");
                };
        return what.length() > 80 ? what.substring(0, 77) + "..." : what.strip();
    }
}
