package dev.gatelock.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatelock.Gate;
import dev.gatelock.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The example that everybody copies compiles, works, and is as short as it claims to be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeExampleTest {
    private static final int LINES = 20;
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private Path directory;
    private String example;

    private record Ended(int status, String out, String err) {}

    @BeforeAll
    void compile(@TempDir Path temporary) throws IOException {
        directory = temporary;
        Path readme =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../README.md");
        Matcher block = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL).matcher(Files.readString(readme));
        assertThat(block.find()).isTrue();
        example = block.group(1);
        Path source = Files.writeString(directory.resolve("Single.java"), example);
        Optional<ToolProvider> javac = ToolProvider.findFirst("javac");
        assumeTrue(javac.isPresent(), "this is a JRE: no compiler");
        int status = javac.get()
                .run(
                        System.out,
                        System.err,
                        "-Xlint:all",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        CLASS_PATH,
                        source.toString());
        assertThat(status).isZero();
    }

    private Ended run(Path home) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        directory + System.getProperty("path.separator") + CLASS_PATH,
                        "Single",
                        home.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void isTwentyLines() {
        assertThat(example.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(LINES);
        assertThat(example.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1500);
    }

    @Test
    void works() throws Exception {
        Path home = directory.resolve("free");
        for (int generation = 1; generation <= 2; generation++) {
            Ended ended = run(home);
            assertThat(ended.err()).doesNotContain("Exception");
            assertThat(ended.status()).isZero();
            assertThat(ended.out().lines())
                    .containsExactly(
                            "step 0 of generation " + generation,
                            "step 1 of generation " + generation,
                            "step 2 of generation " + generation);
        }
        assertThat(home.resolve("gateway.pid")).doesNotExist();
    }

    @Test
    void isRefusedWhileAnotherProcessHolds() throws Exception {
        Path home = directory.resolve("held");
        try (Lease lease = Gate.at(home).kind("single").open().claim().lease()) {
            Ended ended = run(home);
            assertThat(ended.status()).isEqualTo(69);
            assertThat(ended.out()).isEmpty();
            List<String> said = ended.err()
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
                    .toList();
            assertThat(said).hasSize(2);
            assertThat(said.get(0))
                    .contains("is held by pid " + ProcessHandle.current().pid());
            lease.ensureValid();
        }
        assertThat(run(home).status()).isZero();
    }
}
