package dev.gatelock.conformance.history;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened, or that was expected, at one moment of the harness's monotonic clock.
 *
 * @param nanos since the scenario began
 * @param actor the process it concerns, by the name that the scenario gave it; empty when none
 */
public record Event(long nanos, Kind kind, String actor, Map<String, Object> data) {

    /** What an event says; the data keys are named in parentheses. */
    public enum Kind {
        /** A process was started (role, home, pid). */
        STARTED,
        /** A process ended (code, stderr, stdout). */
        EXITED,
        /** It opened its witness connection. */
        CONNECTED,
        /** It said who it is (pid, owned = whether that pid is really the actor or a descendant). */
        ACTIVE,
        /** Its side of the connection ended. */
        HALF_CLOSED,
        /** Our side ended: from now on a graceful owner may give up the lock. */
        CLOSED,
        /** Still neither dead nor dying although its side had ended, at a moment when another one was active. */
        STILL_THERE,
        /** It is gone, and what keeps its connection open is a program that only waits (program). */
        IDLE_HEIR,
        /** The harness sent a signal to it (signal). */
        SIGNAL,
        /** The harness did something to the world (what). */
        FAULT,
        /** Something has to hold (what, and more by kind). */
        EXPECT,
        /** What the scenario is about was seen, or not (what, seen). */
        SAW,
        /** A remark for the reader (text). */
        NOTE,
        /** The harness or the subject's launch failed (who, text). */
        ERROR
    }

    public Event {
        data = new LinkedHashMap<>(data);
    }

    public String text(String key) {
        Object value = data.get(key);
        return value == null ? "" : value.toString();
    }

    public long number(String key) {
        return data.get(key) instanceof Number n ? n.longValue() : Long.MIN_VALUE;
    }

    public boolean flag(String key) {
        return Boolean.TRUE.equals(data.get(key));
    }

    public double seconds() {
        return nanos / 1e9;
    }
}
