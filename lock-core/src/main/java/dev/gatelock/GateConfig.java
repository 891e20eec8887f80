package dev.gatelock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Settings of a gate, fixed once built. Immutable.
 *
 * @param home the directory to guard, absolute
 * @param program what the record says we are
 * @param patience how long to wait
 * @param lockDirectory where the locks of scopes are
 */
public record GateConfig(Path home, OwnerRecord.Program program, Patience patience, LockDirectory lockDirectory) {
    /** Makes the home absolute at once, so that a later change of directory cannot move it (#56986). */
    public GateConfig {
        home = home.toAbsolutePath().normalize();
        Objects.requireNonNull(program);
        Objects.requireNonNull(patience);
        Objects.requireNonNull(lockDirectory);
    }

    /**
     * Bounds of waiting; every one is kept with a monotonic clock.
     *
     * @param claim how long a claim waits for a lock whose holder is going or unknown
     * @param grace how long a replaced owner may take to end by itself before it is forced
     * @param kill how long the kernel may take to free the lock of a forced owner
     */
    public record Patience(Duration claim, Duration grace, Duration kill) {
        private static final Duration LONGEST = Duration.ofDays(36_500);

        /** Rejects negative durations; longer than a century counts as a century, so that "for ever" is a duration, too. */
        public Patience {
            if (claim.isNegative() || grace.isNegative() || kill.isNegative()) {
                throw new IllegalArgumentException("a wait cannot be negative");
            }
            claim = atMost(claim);
            grace = atMost(grace);
            kill = atMost(kill);
        }

        private static Duration atMost(Duration wait) {
            return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
        }

        /** Ten seconds each. */
        public static Patience standard() {
            return new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
        }
    }

    /** The kind written to records unless another is set. */
    public static final String DEFAULT_KIND = "gateway";

    static GateConfig of(Path home) {
        return new GateConfig(
                home, new OwnerRecord.Program(DEFAULT_KIND, List.of()), Patience.standard(), LockDirectory.standard());
    }
}
