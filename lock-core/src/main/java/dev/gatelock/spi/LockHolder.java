package dev.gatelock.spi;

/**
 * A process that has a locked open file description, according to the kernel.
 *
 * @param pid the process that has the descriptor open now ({@code confirmed}) or that took the lock (not confirmed)
 * @param takenBy the process that called the lock function; differs from {@code pid} if the descriptor was inherited
 * @param confirmed whether the descriptor was seen open in {@code pid}, not only listed
 */
public record LockHolder(long pid, long takenBy, boolean confirmed) {
    /** Whether {@code pid} got the lock from {@code takenBy} by inheriting the descriptor. */
    public boolean inherited() {
        return confirmed && pid != takenBy;
    }
}
