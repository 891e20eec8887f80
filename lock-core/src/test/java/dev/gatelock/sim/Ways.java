package dev.gatelock.sim;

/** What is to be tried at each point of a search. */
interface Ways {
    /**
     * What to try from here.
     *
     * @param now where somebody must choose
     * @param sleep what need not be tried, as {@link SleepSets} count it
     * @return null if nothing is left to try
     */
    SleepSets.Fork fork(Situation now, long sleep);

    /** How many different states were met. */
    int states();

    /** Whether no more states can be remembered: a larger heap ({@code -Xmx}) goes further. */
    default boolean isFull() {
        return false;
    }
}
