package dev.gatelock.spi;

import java.util.List;
import java.util.Map;

/**
 * A program to start.
 *
 * @param command program and arguments, not empty, never null; the program is searched for on {@code PATH}
 * @param environment variables set in addition to our own, never null
 */
public record Launch(List<String> command, Map<String, String> environment) {
    /** Copies; rejects an empty command. */
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a command");
        }
    }
}
