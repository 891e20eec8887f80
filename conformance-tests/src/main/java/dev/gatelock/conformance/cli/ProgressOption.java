package dev.gatelock.conformance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether a line tells what is going on while it is going on. */
final class ProgressOption {

    /** When it does. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--progress",
            paramLabel = "WHEN",
            description = "a moving line on standard error: auto (default: on a terminal), always or never")
    private When when = When.AUTO;

    ProgressOption() {}

    boolean chosen() {
        return when == When.ALWAYS || when == When.AUTO && terminal();
    }

    private static boolean terminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
