package dev.gatelock.runner.cli;

import dev.gatelock.GatelockException;
import dev.gatelock.runner.ExitCode;

/** Where lines for people go: standard error, one line each. */
final class Logging {
    private Logging() {}

    /** Must be called before the first logger is made. */
    static void level(String level) {
        setDefault("org.slf4j.simpleLogger.defaultLogLevel", level);
        setDefault("org.slf4j.simpleLogger.showThreadName", "false");
        setDefault("org.slf4j.simpleLogger.showLogName", "false");
        setDefault("slf4j.internal.verbosity", "WARN");
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Says what failed and what to do; gives the exit status. */
    static int failure(GatelockException e) {
        line("gateway: " + e.getMessage());
        line("gateway: " + e.advice());
        return ExitCode.of(e).number();
    }

    static void line(String line) {
        System.err.println(line);
    }
}
