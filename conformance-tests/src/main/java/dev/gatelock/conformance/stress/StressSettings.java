package dev.gatelock.conformance.stress;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long, and from where. Immutable.
 *
 * @param seed of the first schedule; each further one has the next number
 * @param duration of the search; a round that has begun is finished, and shrinking may take as long again
 * @param timeoutFactor multiplies every bound
 * @param out where the history of a failure goes, {@code SUBJECT/stress-SEED.jsonl}
 */
public record StressSettings(long seed, Duration duration, double timeoutFactor, Path out) {}
