package dev.gatelock.conformance;

import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Whether a subject lies where another user can start it: a clone in somebody's home folder often does not. */
final class Reach {

    private static final String NOBODY = "65533";
    private static final Map<String, Boolean> ANSWERS = new ConcurrentHashMap<>();

    private Reach() {}

    static boolean byOthers(Manifest manifest) {
        String program = manifest.command(Role.RUN).get(0);
        return ANSWERS.computeIfAbsent(manifest.folder() + "\0" + program, key -> reached(manifest, program));
    }

    private static boolean reached(Manifest manifest, String program) {
        try {
            Process process = new ProcessBuilder(
                            "setpriv",
                            "--reuid",
                            NOBODY,
                            "--regid",
                            NOBODY,
                            "--clear-groups",
                            "/bin/sh",
                            "-c",
                            "cd \"$1\" && command -v \"$2\"",
                            "sh",
                            manifest.folder().toString(),
                            program)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
