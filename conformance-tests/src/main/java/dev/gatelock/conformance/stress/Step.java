package dev.gatelock.conformance.stress;

import java.util.Locale;

/**
 * One step of a schedule.
 *
 * @param actor who is started, or whom it concerns; "the owner" is whoever is active then; may be empty
 * @param detail which signal, which garbage; may be empty
 * @param pauseMillis how long to wait after it
 */
record Step(Deed deed, String actor, String detail, int pauseMillis) {

    static final String OWNER = "the owner";

    @Override
    public String toString() {
        return String.format(Locale.ROOT, deed.text(), actor, detail) + ", wait " + pauseMillis + " ms";
    }
}
