package dev.gatelock.runner.cli;

import dev.gatelock.Scope;
import dev.gatelock.runner.RunnerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@code gateway run} was asked to do, however it was parsed. Immutable.
 *
 * @param guarded what only one may have
 * @param entry claim or replace
 * @param patience {@code --wait} and {@code --grace}
 * @param kind what the record says this is
 * @param volume how much to say
 * @param work the command and where it runs
 * @param arguments everything that was typed, for the record
 */
record RunOptions(
        Guarded guarded,
        RunnerConfig.Entry entry,
        Patience patience,
        String kind,
        Volume volume,
        Command work,
        List<String> arguments) {
    RunOptions {
        arguments = List.copyOf(arguments);
    }

    /**
     * What only one may have.
     *
     * @param home the directory
     * @param scopes {@code --scope}
     */
    record Guarded(Path home, List<Scope> scopes) {
        Guarded {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Bounds.
     *
     * @param claim for the lock
     * @param grace for an orderly end
     */
    record Patience(Duration claim, Duration grace) {
        static final String DEFAULT = "10s";
    }

    /** How much to say. */
    enum Volume {
        /** Refusals and failures only. */
        QUIET("error"),
        /** What matters. */
        NORMAL("warn"),
        /** Everything. */
        VERBOSE("debug");

        private final String level;

        Volume(String level) {
            this.level = level;
        }

        String level() {
            return level;
        }
    }

    /**
     * The program to run.
     *
     * @param line program and arguments, empty for adapters only
     * @param style where it runs
     */
    record Command(List<String> line, RunnerConfig.Style style) {
        Command {
            line = List.copyOf(line);
        }
    }
}
