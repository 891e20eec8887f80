package dev.gatelock.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who copies a clone that has been built copies its class archives, too, which fit the old path only. The JVM says so, on standard
 * output, where a program expects one object and nothing else.
 */
class MovedCloneIT {

    private static final Path ROOT = Path.of(System.getProperty("conformance.subjects", "subjects"))
            .resolve("../..")
            .toAbsolutePath()
            .normalize();
    private static final Path TARGET = Path.of("gateway-runner", "target");
    private static final int MINUTES = 2;

    @TempDir
    Path folder;

    @Test
    void statusAnswersAndNothingElse() throws Exception {
        Files.createDirectories(folder.resolve(TARGET));
        Files.copy(ROOT.resolve("gateway"), folder.resolve("gateway"));
        Files.copy(
                ROOT.resolve(TARGET).resolve("gateway.jar"),
                folder.resolve(TARGET).resolve("gateway.jar"));
        Path launch = folder.resolve(TARGET).resolve("launch");
        Files.createDirectory(launch);
        try (Stream<Path> files = Files.list(ROOT.resolve(TARGET).resolve("launch"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, launch.resolve(file.getFileName()));
            }
        }
        Path answer = folder.resolve("answer");
        Process status = new ProcessBuilder(
                        "/bin/sh",
                        folder.resolve("gateway").toString(),
                        "status",
                        "--json",
                        "--home",
                        folder.resolve("home").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(answer.toFile())
                .start();
        try {
            assertThat(status.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(status.exitValue()).isEqualTo(3);
            assertThat(Json.read(Files.readString(answer).strip())).isInstanceOf(Map.class);
        } finally {
            status.destroyForcibly();
        }
    }
}
