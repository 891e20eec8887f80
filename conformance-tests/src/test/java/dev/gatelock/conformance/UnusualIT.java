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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Implementations that are right in unusual ways: nothing may be red. By default the scenarios that such differences have
 * upset before; {@code -Dconformance.unusual=all} plays all of them, which takes an hour or two.
 */
class UnusualIT {

    private static final Turns TURNS = new Turns();
    private static final Path FOLDER = Path.of(System.getProperty("conformance.subjects", "subjects"), "unusual");
    private static final Set<String> TELLING = Set.of(
            "stale-pid-dead-owner",
            "stale-pid-really-reused",
            "legacy-bare-int",
            "record-unreadable",
            "blind-rm-in-supervisor",
            "files-removed-under-owner",
            "lock-free-but-alive",
            "dual-start",
            "claim-after-side-effects",
            "late-second-starter",
            "held-lock-unlinked",
            "cleanup-toctou",
            "supervisor-gives-up",
            "symlinked-lock",
            "root-owned-lock",
            "restart-deadlock",
            "zombie-target",
            "stopped-target",
            "eperm-on-target",
            "target-survives-kill",
            "kill-before-drain-ends",
            "concurrent-replace",
            "replace-looks-like-crash",
            "pid-recycled-before-kill",
            "term-exits-zero",
            "planned-stop-exits-one",
            "hard-exit-leaks-pid",
            "exit-hangs-after-teardown",
            "supervised-stray-signal",
            "supervised-two-units",
            "drain-before-release",
            "disk-full",
            "crash-while-replaced",
            "separate-pid-namespace",
            "read-only-home",
            "fd-exhaustion");
    /** What children that outlive their parent have upset. */
    private static final Set<String> TELLING_OF_CHILDREN = Set.of(
            "stale-pid-really-reused",
            "lock-unlinked-by-leaver",
            "planned-stop-exits-one",
            "exit-hangs-after-teardown",
            "crash-anywhen",
            "crash-while-stopping");

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicNode> nothingIsRed() {
        boolean all = System.getProperty("conformance.unusual", "").equals("all");
        return Stream.of(
                        "shell",
                        "abstract",
                        "child",
                        "flock",
                        "renamed",
                        "lines",
                        "grandchild",
                        "unhandled",
                        "request",
                        "database",
                        "talkative",
                        "unhurried",
                        "script",
                        "bound",
                        "nested",
                        "nonblocking",
                        "briefly",
                        "patient",
                        "announcing")
                .map(name -> DynamicContainer.dynamicContainer(
                        name,
                        Catalogue.all().stream()
                                .filter(s -> all || telling(name).contains(s.slug()))
                                .map(s -> DynamicTest.dynamicTest(s.slug(), () -> play(name, s)))));
    }

    /** A start that tries for a moment longer than the suite looks has the same right as one that does not try. */
    @ParameterizedTest
    @ValueSource(strings = {"supervisor-gives-up", "lock-late-release"})
    void whoGivesUpAfterAMomentLeavesItToTheSupervisor(String slug) throws Exception {
        Result result = played("briefly", slug(slug));
        assertThat(result.status()).as(result.reason()).isIn(Status.NOT_APPLICABLE, Status.PASS);
    }

    private static Scenario slug(String slug) {
        return Catalogue.all().stream()
                .filter(s -> s.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> telling(String name) {
        return switch (name) {
            case "script" -> TELLING_OF_CHILDREN;
            case "briefly" -> Set.of(); // nonblocking with another wait
            default -> TELLING;
        };
    }

    private static void play(String name, Scenario scenario) throws Exception {
        Path source = FOLDER.resolve(name + ".c");
        Assumptions.assumeTrue(!Files.exists(source) || compiled(name, source), "there is no C compiler");
        Assumptions.assumeTrue(
                !Files.exists(FOLDER.resolve(name + ".pl")) || Files.isExecutable(Path.of("/usr/bin/perl")),
                "there is no Perl");
        Result result = played(name, scenario);
        assertThat(result.status()).as(TextReport.details(scenario, result)).matches(s -> !s.red());
        Assumptions.assumeTrue(result.status() == Status.PASS, result.status() + ": " + result.reason());
    }

    private static Result played(String name, Scenario scenario) throws Exception {
        Manifest manifest = ManifestReader.read(FOLDER.resolve(name + ".json"));
        return TURNS.take(scenario, () -> new Player(manifest, Settings.fromSystem()).play(scenario));
    }

    /** Where the manifest expects it. */
    private static synchronized boolean compiled(String name, Path source) throws Exception {
        Path program = FOLDER.resolve("../../target/unusual/" + name).normalize();
        if (!Files.exists(program)) {
            Files.createDirectories(program.getParent());
            Process cc = new ProcessBuilder(
                            "sh", "-c", "cc -O1 -o \"$1\" \"$2\"", "sh", program.toString(), source.toString())
                    .inheritIO()
                    .start();
            return cc.waitFor() == 0;
        }
        return true;
    }
}
