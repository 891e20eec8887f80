package dev.gatelock.posix.internal.proc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * The scale of start times: clock ticks since boot, suspended time included. Its "now" is {@code /proc/uptime}, which
 * counts in hundredths of a second and is shifted like the start times in a time namespace.
 */
final class ClockTicks {
    private static final int AT_CLKTCK = 17;
    private static final long USUAL = 100;

    private final ProcFs proc;
    private volatile long perSecond;

    ClockTicks(ProcFs proc) {
        this.proc = proc;
    }

    long now() {
        return Math.floorDiv(uptimeHundredths() * perSecond(), 100);
    }

    Duration since(long startTime) {
        return Duration.ofMillis(Math.max(0, (now() - startTime) * 1000 / perSecond()));
    }

    private long uptimeHundredths() {
        String text = proc.lineOrNull("uptime");
        if (text == null) {
            throw new IllegalStateException("/proc/uptime cannot be read");
        }
        int dot = text.indexOf('.');
        int end = Text.wordEnd(text, 0);
        long seconds = Text.decimal(text, 0, dot);
        long hundredths = Text.decimal(text, dot + 1, end);
        if (seconds < 0 || hundredths < 0 || end - dot != 3) {
            throw new IllegalStateException("/proc/uptime has an unknown form: " + text);
        }
        return seconds * 100 + hundredths;
    }

    /** From the auxiliary vector, which is what sysconf(_SC_CLK_TCK) reads. */
    long perSecond() {
        long known = perSecond;
        if (known == 0) {
            known = readPerSecond();
            perSecond = known;
        }
        return known;
    }

    private long readPerSecond() {
        try {
            ByteBuffer vector = ByteBuffer.wrap(proc.read("self/auxv")).order(ByteOrder.nativeOrder());
            while (vector.remaining() >= 16) {
                long key = vector.getLong();
                long value = vector.getLong();
                if (key == AT_CLKTCK && value > 0) {
                    return value;
                }
            }
        } catch (IOException e) {
            // not readable for a program that may not be inspected
        }
        return USUAL;
    }
}
