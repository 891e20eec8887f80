package dev.gatelock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.run.Turns;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Implementations that are right, and slow at random between any two of their steps: nothing may be red. What is, is a race, in
 * the suite or in the implementation. {@code -Dconformance.jitter=MS} is another longest pause,
 * {@code -Dconformance.jittered=python,reference} are other subjects.
 */
class JitteredIT {
    private static final Turns TURNS = new Turns();
    private static final Path FOLDER =
            Path.of(System.getProperty("conformance.subjects", "subjects")).toAbsolutePath();
    private static final String LONGEST = System.getProperty("conformance.jitter", "60");

    private static Path library;

    @BeforeAll
    static void compiled() throws Exception {
        library = FOLDER.resolve("../target/jitter.so").normalize();
        Process cc = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cc -O1 -shared -fPIC -o \"$1\" \"$2\" -ldl",
                        "sh",
                        library.toString(),
                        FOLDER.resolve("jitter/jitter.c").toString())
                .inheritIO()
                .start();
        Assumptions.assumeTrue(cc.waitFor() == 0, "there is no C compiler");
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicNode> nothingIsRed() {
        return Stream.of(System.getProperty("conformance.jittered", "python,unusual/announcing,reference")
                        .split(","))
                .map(name -> DynamicContainer.dynamicContainer(
                        name,
                        Catalogue.all().stream().map(s -> DynamicTest.dynamicTest(s.slug(), () -> play(name, s)))));
    }

    private static void play(String name, Scenario scenario) throws Exception {
        Manifest slow = jittered(ManifestReader.read(FOLDER.resolve(name + ".json")));
        Result result = TURNS.take(scenario, () -> new Player(slow, Settings.fromSystem()).play(scenario));
        assertThat(result.status()).as(TextReport.details(scenario, result)).matches(s -> !s.red());
        Assumptions.assumeTrue(result.status() == Status.PASS, result.status() + ": " + result.reason());
    }

    private static Manifest jittered(Manifest plain) {
        Map<String, String> env = new LinkedHashMap<>(plain.env());
        env.put("LD_PRELOAD", library.toString());
        env.put("JITTER_MS", LONGEST);
        return new Manifest(
                plain.name(),
                plain.folder(),
                plain.commands(),
                env,
                plain.files(),
                plain.options(),
                plain.startSeconds() + Double.parseDouble(LONGEST) / 10, // a third of it for each call, and 300 calls
                plain.restartPreventExitStatus(),
                plain.restartForceExitStatus(),
                plain.features(),
                plain.about());
    }
}
