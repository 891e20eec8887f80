package dev.gatelock;

import java.util.Objects;

/**
 * What an earlier owner left behind, and why it did not count.
 *
 * @param record the leftover record
 * @param why one sentence, such as "pid 4711 is gone"
 */
public record Recovered(OwnerRecord record, String why) {
    /** Rejects nulls. */
    public Recovered {
        Objects.requireNonNull(record);
        Objects.requireNonNull(why);
    }
}
