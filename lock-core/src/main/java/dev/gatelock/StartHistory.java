package dev.gatelock;

import java.time.Duration;

/**
 * How often starts were tried lately.
 *
 * @param recentStarts starts in the last two minutes, this one included; 0 if the ledger could not be used
 * @param backOff how long to wait before claiming; zero unless starts fail in a loop
 */
public record StartHistory(int recentStarts, Duration backOff) {
    /** No crash loop. */
    public static StartHistory calm(int recentStarts) {
        return new StartHistory(recentStarts, Duration.ZERO);
    }
}
