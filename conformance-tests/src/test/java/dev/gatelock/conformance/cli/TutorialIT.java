package dev.gatelock.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.starter.Starter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the tutorial is run, and prints what the tutorial says, numbers aside. */
class TutorialIT {

    private static final Path TUTORIAL = Path.of("../docs/conformance-tutorial.md");
    private static final int MINUTES = 15;

    private record Step(String command, List<String> output) {}

    @TempDir
    Path folder;

    @BeforeEach
    void command() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path script = bin.resolve("conformance");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -jar '"
                        + Path.of("target/gatelock-conformance.jar").toAbsolutePath() + "' \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void everyOutputIsReal() throws Exception {
        for (Step step : steps(Files.readString(TUTORIAL))) {
            String printed = run(step.command());
            assertThat(normal(printed)).as(step.command() + "\n" + printed).matches(pattern(step.output()));
        }
    }

    @Test
    void theFilesAreTheStarters() throws IOException {
        String tutorial = Files.readString(TUTORIAL);
        Starter.PYTHON.files().values().forEach(text -> assertThat(tutorial).contains("\n" + text + "```"));
    }

    private String run(String command) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().compute("PATH", (k, path) -> folder.resolve("bin") + ":" + path);
        builder.environment().put("CONFORMANCE_TIMEOUT_FACTOR", System.getProperty("conformance.timeoutFactor", "1"));
        Process process = builder.start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(command).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher block = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL).matcher(text);
        while (block.find()) {
            block.group(1).lines().forEach(line -> {
                if (line.startsWith("$ ")) {
                    steps.add(new Step(line.substring(2), new ArrayList<>()));
                } else {
                    steps.get(steps.size() - 1).output().add(line);
                }
            });
        }
        assertThat(steps).hasSizeGreaterThan(8);
        return steps;
    }

    /** Times, seeds, process numbers and what a machine cannot do differ; exit statuses and failures are words of their own. */
    private static String normal(String text) {
        return text.lines()
                .map(line -> line.startsWith("exit status")
                        ? line
                        : line.replaceAll("\\b(run|owner)-\\d+", "$1")
                                .replaceAll(" *\\d+(\\.\\d+)?", " #")
                                .replace(", # SKIPPED", ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Pattern pattern(List<String> lines) {
        String regex = lines.stream()
                .map(line -> line.equals("...") ? "(?:.*\n)*?" : Pattern.quote(normal(line)))
                .collect(Collectors.joining());
        return Pattern.compile(lines.isEmpty() ? "\n?" : regex);
    }
}
