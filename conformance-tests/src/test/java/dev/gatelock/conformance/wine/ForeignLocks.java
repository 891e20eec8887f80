package dev.gatelock.conformance.wine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The C program of lock-windows/src/wine, compiled for Windows where there is a compiler for it. */
final class ForeignLocks {
    private static final String COMPILER = "x86_64-w64-mingw32-gcc";

    private ForeignLocks() {}

    static boolean compilable() {
        try {
            return new ProcessBuilder(COMPILER, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Path compile(Path folder) throws IOException, InterruptedException {
        Path source =
                Wine.SUBJECTS.resolve("../../lock-windows/src/wine/probe.c").normalize();
        Path program = folder.resolve("probe.exe");
        Process compiler = new ProcessBuilder(
                        COMPILER, "-O1", "-Wall", "-Wextra", "-Werror", "-o", program.toString(), source.toString())
                .inheritIO()
                .start();
        if (!compiler.waitFor(120, TimeUnit.SECONDS) || compiler.exitValue() != 0 || !Files.exists(program)) {
            throw new AssertionError("the probe does not compile");
        }
        return program;
    }
}
