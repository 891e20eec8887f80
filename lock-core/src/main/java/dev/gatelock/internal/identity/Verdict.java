package dev.gatelock.internal.identity;

/**
 * A judgement about the process that a record names.
 *
 * @param liveness the answer
 * @param why one clause for people, such as {@code "pid 4711 is gone"}
 */
public record Verdict(Liveness liveness, String why) {
    /** Whether the recorded process is certainly the live one. */
    public boolean same() {
        return liveness == Liveness.SAME;
    }

    /** Whether the recorded process is certainly gone. */
    public boolean dead() {
        return liveness == Liveness.DEAD;
    }

    /** Three values and oneself. */
    public enum Liveness {
        /** It is alive: pid and start time agree, and nothing contradicts. */
        SAME,
        /** It is this very process. */
        SELF,
        /** It is gone, or its pid means another process now. */
        DEAD,
        /** A process with that pid may be it: counts as alive when showing and refusing, never signalled on this ground. */
        UNKNOWN
    }
}
