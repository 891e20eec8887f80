package dev.gatelock.sim;

import java.util.List;
import java.util.Optional;

/**
 * How one run ended.
 *
 * @param violation the rule that was broken and how; empty if none was
 * @param choices what was chosen, where there was a choice
 * @param trace every step
 * @param pruned it was given up because its future was known
 */
record Outcome(Optional<String> violation, List<Integer> choices, Trace trace, boolean pruned) {
    /** For people: the violation under the steps that led to it. */
    String story() {
        return trace + "   => " + violation.orElse("no violation") + "\n      choices " + choices;
    }
}
