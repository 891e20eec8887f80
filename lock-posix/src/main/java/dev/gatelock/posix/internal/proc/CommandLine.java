package dev.gatelock.posix.internal.proc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code /proc/PID/cmdline}: arguments, each ended by a NUL. */
final class CommandLine {
    private CommandLine() {}

    /** The arguments; empty for kernel threads and for processes that are being torn down. */
    static List<String> split(byte[] text) {
        List<String> arguments = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == 0) {
                arguments.add(new String(text, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        if (start < text.length) { // a program that has rewritten its arguments
            arguments.add(new String(text, start, text.length - start, StandardCharsets.UTF_8));
        }
        return arguments;
    }

    /**
     * What follows the JVM's own options.
     *
     * @param all the whole command line
     * @param javaCommand the property {@code sun.java.command}: main class or jar and its arguments, joined by spaces; or null
     */
    static List<String> withoutInterpreter(List<String> all, String javaCommand) {
        if (javaCommand == null) { // started by another program's own launcher
            return all.size() > 1 ? all.subList(1, all.size()) : all;
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            List<String> tail = all.subList(i, all.size());
            if (String.join(" ", tail).equals(javaCommand)) {
                return tail;
            }
        }
        return javaCommand.isEmpty()
                ? List.of()
                : List.of(javaCommand.split(" ")); // an @file, or an environment variable
    }
}
