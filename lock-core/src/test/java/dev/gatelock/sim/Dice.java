package dev.gatelock.sim;

import java.util.UUID;

/**
 * In the place of {@link UUID} in classes that {@link PatchedLoader} loaded: while it is {@link #open} on a thread, it makes the same
 * ones each time for the same process.
 */
public final class Dice {
    private static final ThreadLocal<Cup> OPEN = new ThreadLocal<>();

    private final String text;

    private Dice(UUID uuid) {
        text = uuid.toString();
    }

    /** Instead of {@link UUID#randomUUID}. */
    public static Dice randomUUID() {
        Cup cup = OPEN.get();
        return new Dice(cup == null ? UUID.randomUUID() : cup.next());
    }

    @Override
    public String toString() {
        return text;
    }

    /** From now on this thread rolls what the process rolls. */
    static void open(String process) {
        OPEN.set(new Cup(Tokens.hash(process)));
    }

    static void close() {
        OPEN.remove();
    }

    /** What a process will roll. */
    private static final class Cup {
        private final long seed;
        private long rolled;

        private Cup(long seed) {
            this.seed = seed;
        }

        private UUID next() {
            rolled++;
            return new UUID(Tokens.mix(seed + rolled), Tokens.mix(seed - rolled));
        }
    }
}
