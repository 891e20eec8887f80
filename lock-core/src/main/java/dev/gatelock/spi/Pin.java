package dev.gatelock.spi;

/** Outcome of pinning a process. */
public sealed interface Pin {
    /**
     * Pinned; whoever receives it closes it.
     *
     * @param process the handle, never null
     */
    record Pinned(PinnedProcess process) implements Pin {}

    /** There is no such process any more, or the number is a thread's. */
    record Gone() implements Pin {}

    /**
     * The process may exist, but no handle can be had.
     *
     * @param why for people, never null
     */
    record Refused(String why) implements Pin {}
}
