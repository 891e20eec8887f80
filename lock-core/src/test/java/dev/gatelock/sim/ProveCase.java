package dev.gatelock.sim;

import java.util.function.Consumer;

/**
 * One thing to be proven.
 *
 * @param name for people
 * @param search what is run
 */
record ProveCase(String name, Search search) {
    /** Runs it; whoever calls measures the time. */
    interface Search {
        /**
         * @param progress told now and then how far it is
         */
        Row run(Consumer<String> progress);
    }

    /**
     * How it went.
     *
     * @param verdict in a word or two
     * @param good whether that is what had to come out
     * @param schedules runs
     * @param states different states met; 0 where they are not told apart
     * @param steps of all runs
     * @param story what to show if it is not good; empty if there is nothing
     */
    record Row(String verdict, boolean good, int schedules, int states, long steps, String story) {
        /** Nothing may be found. */
        static Row clean(Report report) {
            boolean good = report.found().isEmpty();
            String verdict = !good ? "BROKEN" : report.complete() ? "holds" : "holds so far";
            return new Row(
                    verdict + ", " + report.scope(),
                    good,
                    report.runs(),
                    report.states(),
                    report.steps(),
                    good ? "" : report.toString());
        }

        /** Something must be found. */
        static Row broken(Report report, String rule) {
            boolean good = report.found().flatMap(Outcome::violation).orElse("").startsWith(rule);
            int length = report.found().map(o -> o.trace().size()).orElse(0);
            return new Row(
                    good ? "wrong: " + rule + " after " + length + " steps" : "NOT FOUND WRONG",
                    good,
                    report.runs(),
                    report.states(),
                    report.steps(),
                    good ? "" : report.toString());
        }
    }
}
