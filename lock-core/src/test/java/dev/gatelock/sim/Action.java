package dev.gatelock.sim;

/**
 * What can happen next.
 *
 * @param kind what
 * @param process to whom; null for the clock
 * @param preempts whether it interrupts a process that could go on
 * @param loss what a power loss makes of what was not flushed; null for everything else
 */
record Action(Kind kind, SimProcess process, boolean preempts, Disk.Loss loss) {
    Action(Kind kind, SimProcess process, boolean preempts) {
        this(kind, process, preempts, null);
    }

    enum Kind {
        /** The process makes its next port call. */
        RUN,
        /** The kernel closes the descriptors of a dead process. */
        TEAR_DOWN,
        /** Time moves to the next deadline, nobody being able to run. */
        TICK,
        /** The same, although somebody could. */
        EARLY_TICK,
        /** SIGKILL out of the blue. */
        CRASH,
        /** An innocent process is born under a dead one's pid. */
        RECYCLE,
        /** The machine goes dark and boots again. */
        POWER_LOSS
    }
}
