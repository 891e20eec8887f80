package dev.gatelock.conformance;

import java.nio.file.Path;

/**
 * How a run is done.
 *
 * @param timeoutFactor multiplies every bound
 * @param seed of every random choice
 * @param out where histories go, one folder per subject and scenario
 */
public record Settings(double timeoutFactor, long seed, Path out) {

    /** From {@code -Dconformance.timeoutFactor}, {@code -Dconformance.seed}, {@code -Dconformance.out}, or the environment. */
    public static Settings fromSystem() {
        String seed = value("conformance.seed", "CONFORMANCE_SEED", "");
        return new Settings(
                Double.parseDouble(value("conformance.timeoutFactor", "CONFORMANCE_TIMEOUT_FACTOR", "1")),
                seed.isEmpty() ? System.nanoTime() & 0xffffffffL : Long.parseLong(seed),
                Path.of(value("conformance.out", "CONFORMANCE_OUT", "target/conformance")));
    }

    private static String value(String property, String variable, String otherwise) {
        String set = System.getProperty(property, System.getenv(variable));
        return set == null || set.isBlank() ? otherwise : set.strip();
    }
}
