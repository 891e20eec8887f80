package dev.gatelock.conformance.subject;

import java.util.Locale;

/** The commands of a subject. */
public enum Role {
    RUN,
    REPLACE,
    STATUS,
    STOP,
    RESTART;

    /** The manifest key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
