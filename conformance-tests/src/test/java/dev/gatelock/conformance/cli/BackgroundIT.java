package dev.gatelock.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Started by {@code nohup}, or in the background of a script, the suite inherits that HUP and INT are ignored, and the subjects would
 * inherit it from the suite: then none of them can end for Ctrl+C, and a right one looks broken.
 */
class BackgroundIT {

    private static final Path SUBJECT =
            Path.of(System.getProperty("conformance.subjects", "subjects")).resolve("python.json");
    private static final int MINUTES = 5;

    @TempDir
    Path folder;

    @Test
    void ignoredSignalsAreNotHandedOn() throws Exception {
        Path output = folder.resolve("output");
        Process suite = new ProcessBuilder(List.of(
                        "/bin/sh",
                        "-c",
                        "trap '' HUP INT QUIT TERM; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.gatelock.conformance.Main",
                        "run",
                        SUBJECT.toString(),
                        "interrupt-exits-zero",
                        "hard-exit-leaks-pid",
                        "term-exits-zero",
                        "--out",
                        folder.resolve("out").toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(suite.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(suite.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            suite.destroyForcibly();
        }
    }
}
