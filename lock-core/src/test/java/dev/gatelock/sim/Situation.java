package dev.gatelock.sim;

import java.util.List;

/** A moment at which somebody must decide what happens next. */
interface Situation {
    /** What can happen; the first disturbs least. Not empty. */
    List<Action> options();

    /** Hash of the whole state, the budgets included. */
    long state();

    /** What an action would read and change now. */
    Footprint footprint(Action action);

    /** Whether nothing that anybody else may still do conflicts with it. */
    default boolean isApart(Action action) {
        return false;
    }
}
