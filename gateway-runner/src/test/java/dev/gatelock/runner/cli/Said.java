package dev.gatelock.runner.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a command printed and how it ended.
 *
 * @param status its exit status; null if it declined
 */
record Said(Integer status, String out, String err) {
    static Said by(Supplier<Integer> command) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        Integer status;
        try {
            status = command.get();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return new Said(status, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
    }

    List<String> complaints() {
        return err.lines().toList();
    }
}
