package dev.gatelock.runner;

import java.util.List;

/**
 * How a run ended.
 *
 * @param status the exit status for the process: one of {@link ExitCode}, or the workload's own
 * @param messages lines for people, possibly empty
 */
public record RunResult(int status, List<String> messages) {
    /** Copies the list. */
    public RunResult {
        messages = List.copyOf(messages);
    }

    /** A status with its messages. */
    public static RunResult of(ExitCode code, String... messages) {
        return new RunResult(code.number(), List.of(messages));
    }
}
