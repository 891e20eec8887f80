package dev.gatelock.conformance.selftest;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A subject with one defect, and what the suite has to say of it.
 *
 * @param smoke part of what the first start tells; empty when it has to be in order
 * @param slug the scenario that is played
 */
record Miniature(String defect, String smoke, String slug, Status expected) {

    static final List<Miniature> ALL = List.of(
            new Miniature("none", "", "dual-start", Status.PASS),
            new Miniature("floods-output", "", "dual-start", Status.PASS),
            new Miniature("leaves-a-child", "", "dual-start", Status.PASS),
            new Miniature("no-lock", "", "dual-start", Status.FAIL),
            new Miniature("exit-zero", "", "term-exits-zero", Status.FAIL),
            new Miniature("ignores-signals", "", "term-exits-zero", Status.TIMEOUT),
            new Miniature("hangs-in-stop", "", "term-exits-zero", Status.TIMEOUT),
            new Miniature("never-connects", "has not connected", "stale-pid-dead-owner", Status.TIMEOUT),
            new Miniature("dies-at-once", "ended with exit status 1", "stale-pid-dead-owner", Status.FAIL),
            new Miniature("speaks-nonsense", "not JSON", "stale-pid-dead-owner", Status.FAIL),
            new Miniature("lies-about-its-pid", "pid 1, which is not", "stale-pid-dead-owner", Status.FAIL));

    private static final String PROGRAM = "miniature.py";

    /** Writes the program and its manifest. */
    Path write(Path folder, String token) throws IOException {
        try (InputStream in = Miniature.class.getResourceAsStream(PROGRAM)) {
            Files.write(folder.resolve(PROGRAM), in.readAllBytes());
        }
        String python = Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", defect);
        map.put("run", List.of(python, "-S", "-E", PROGRAM, defect, token));
        map.put("stop", List.of("true")); // never called; with one, SIGTERM is not how it is asked to stop
        map.put("env", Map.of("SELFTEST_HOME", "{home}", "SELFTEST_WITNESS", "{witness}"));
        map.put("files", Map.of("pid", "gateway.pid"));
        map.put("startSeconds", 2);
        Path file = folder.resolve(defect + ".json");
        Files.writeString(file, Json.pretty(map));
        return file;
    }

    Manifest manifest(Path folder, String token) throws IOException {
        return ManifestReader.read(write(folder, token));
    }
}
