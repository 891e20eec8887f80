package dev.gatelock.conformance.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code /proc} says. */
class ProcTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String LEAVES_ONE_UNREAPED =
            """
            import os, sys
            dead = os.fork()
            if dead == 0:
                os._exit(0)
            os.waitid(os.P_PID, dead, os.WEXITED | os.WNOWAIT)
            print(dead, flush=True)
            sys.stdin.read()
            """;

    /** One that its tracer left behind, killed in the middle of its word, was told from a liar by nothing else. */
    @Test
    void whoeverWaitsToBeReapedDoesNotLive() throws Exception {
        assumeThat(Files.isReadable(Path.of("/proc/self/stat"))).as("/proc").isTrue();
        assumeThat(Files.isExecutable(Path.of(PYTHON))).as("python3").isTrue();
        Process parent = new ProcessBuilder(PYTHON, "-c", LEAVES_ONE_UNREAPED)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = parent.inputReader()) {
            long dead = Long.parseLong(said.readLine());
            assertThat(Proc.stat(dead)).isPresent();
            assertThat(Proc.lives(dead)).isFalse();
            assertThat(Proc.lives(parent.pid())).isTrue();
        } finally {
            parent.getOutputStream().close();
            parent.waitFor();
        }
    }
}
