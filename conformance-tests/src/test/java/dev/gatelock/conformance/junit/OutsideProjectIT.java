package dev.gatelock.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.starter.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody else's Maven project extends the suite, with nothing but the published artifact. */
class OutsideProjectIT {

    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final Path OUTSIDE = Path.of("target/outside").toAbsolutePath();

    @Test
    void runsTheScenarios() throws Exception {
        delete(OUTSIDE);
        publish("conformance-tests", Path.of("pom.xml"), Path.of("target/conformance-tests-" + VERSION + ".jar"));
        publish("gatelock", Path.of("../pom.xml"), null);
        Path project = project();
        Path log = OUTSIDE.resolve("log.txt");
        Process maven = new ProcessBuilder(List.of(
                        "mvn",
                        "-B",
                        "-q",
                        "-s",
                        project.resolve("settings.xml").toString(),
                        "-Dmaven.repo.local=" + OUTSIDE.resolve("local"),
                        "-Dhere.repository="
                                + Path.of(System.getProperty("conformance.repository"))
                                        .toUri(),
                        "-Dkit.repository=" + OUTSIDE.resolve("published").toUri(),
                        "test"))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = maven.waitFor(10, TimeUnit.MINUTES);
        assertThat(ended && maven.exitValue() == 0).as(Files.readString(log)).isTrue();
        Path results = project.resolve("target/surefire-reports/TEST-org.example.MyGatewayTest.xml");
        assertThat(Files.readString(results))
                .contains("scenarios()[4]")
                .doesNotContain("<failure")
                .doesNotContain("<error")
                .doesNotContain("<skipped");
    }

    /** As a file repository has it. */
    private static void publish(String artifact, Path pom, Path jar) throws IOException {
        Path place = OUTSIDE.resolve("published/dev/gatelock/" + artifact + "/" + VERSION);
        Files.createDirectories(place);
        Files.copy(pom, place.resolve(artifact + "-" + VERSION + ".pom"));
        if (jar != null) {
            Files.copy(jar, place.resolve(artifact + "-" + VERSION + ".jar"));
        }
    }

    private static Path project() throws IOException {
        Path project = Files.createDirectories(OUTSIDE.resolve("project"));
        Path tests = Files.createDirectories(project.resolve("src/test/java/org/example"));
        resource("pom.xml", project);
        resource("settings.xml", project);
        resource("MyGatewayTest.java", tests);
        Starter.PYTHON.write(project);
        Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("rwxr-xr-x"));
        return project;
    }

    private static void resource(String name, Path folder) throws IOException {
        Files.copy(
                Path.of("src/test/resources/outside", name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
