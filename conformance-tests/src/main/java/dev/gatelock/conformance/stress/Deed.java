package dev.gatelock.conformance.stress;

import dev.gatelock.conformance.subject.Feature;
import java.util.Set;

/** What the nemesis can do, how often it does it, and what the subject must offer for it. */
enum Deed {
    START("start %1$s", 24),
    REPLACE("replace by %1$s", 18, Feature.REPLACE),
    START_UNREAPED("start %1$s below a parent that never reaps it", 5),
    LOOK("ask for the status", 6, Feature.STATUS),
    STOP("run the stop command", 5, Feature.STOP),
    SIGNAL("send SIG%2$s to %1$s", 26),
    DELETE_RECORD("delete the record", 4, Feature.RECORD),
    DELETE_LOCK("delete the lock file", 4, Feature.LOCK_FILE, Feature.HOME_LOCK),
    CORRUPT_RECORD("overwrite the record with %2$s", 5, Feature.RECORD),
    EXCHANGE_RECORD("put a copy in place of the record", 3, Feature.RECORD),
    DELAY_GOODBYE("leave the goodbye of %1$s unanswered", 5),
    ANSWER_GOODBYE("answer the goodbye of %1$s", 5);

    private final String text;
    private final int weight;
    private final Set<Feature> needs;

    Deed(String text, int weight, Feature... needs) {
        this.text = text;
        this.weight = weight;
        this.needs = Set.of(needs);
    }

    String text() {
        return text;
    }

    int weight() {
        return weight;
    }

    Set<Feature> needs() {
        return needs;
    }

    boolean starts() {
        return this == START || this == REPLACE || this == START_UNREAPED;
    }
}
