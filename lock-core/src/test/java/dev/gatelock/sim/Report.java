package dev.gatelock.sim;

import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param scope seeds or bounds that were covered
 * @param complete whether everything within the bounds was covered
 * @param found the shortest run that breaks a rule; empty if none does
 */
record Report(String scope, int runs, int states, long steps, boolean complete, Optional<Outcome> found) {
    @Override
    public String toString() {
        return (found.isPresent() ? "BROKEN, " : complete ? "clean, " : "clean so far, ") + scope + ": " + runs
                + " runs, "
                + states + " states, " + steps + " steps"
                + found.map(o -> "\n" + o.story()).orElse("");
    }

    /** Fails a test with the trace. */
    Report mustBeClean() {
        if (found.isPresent()) {
            throw new AssertionError(this);
        }
        return this;
    }

    /** Fails a test if nothing was found. */
    Report mustBreak(String rule) {
        if (found.isEmpty() || !found.get().violation().orElseThrow().startsWith(rule)) {
            throw new AssertionError("expected " + rule + " to break, but: " + this);
        }
        return this;
    }
}
