package dev.gatelock.conformance.wine;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.run.Runner;
import dev.gatelock.conformance.run.Turns;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.ManifestReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The scenarios against the gateway in Windows JVMs; those of {@code -Dwine.scenarios=a,b,c}, or all. The kit runs on Linux and
 * sees witness connections, files and exit codes; what a Windows lacks is NOT_APPLICABLE by the manifest.
 */
@OnWine
class WindowsConformanceWineIT {
    private static final List<Result> RESULTS = new CopyOnWriteArrayList<>();
    private static final Turns TURNS = new Turns();
    private static Process keeper;

    /** Without it every scenario would start a Windows of its own, and end it. */
    @BeforeAll
    static void keepWindows() throws IOException {
        keeper = new ProcessBuilder(Wine.SUBJECTS.resolve("wine/keep").toString())
                .redirectErrorStream(true)
                .start();
        if (keeper.inputReader().readLine() == null) {
            throw new IllegalStateException("Wine does not start");
        }
    }

    @AfterAll
    static void summary() {
        keeper.destroyForcibly();
        System.out.println(TextReport.summary("windows-wine", RESULTS));
    }

    /** Side by side, since most of what a scenario does is waiting. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> scenarios() {
        Player player =
                new Player(ManifestReader.read(Wine.SUBJECTS.resolve("windows-wine.json")), Settings.fromSystem());
        return chosen().stream()
                .sorted(Comparator.comparing(Runner::alone))
                .map(scenario -> DynamicTest.dynamicTest(scenario.slug() + " [on Wine]", () -> play(player, scenario)));
    }

    private static List<Scenario> chosen() {
        Set<String> slugs = Arrays.stream(
                        System.getProperty("wine.scenarios", "").split(","))
                .map(String::strip)
                .filter(slug -> !slug.isEmpty())
                .collect(Collectors.toSet());
        List<Scenario> chosen = Catalogue.all().stream()
                .filter(scenario -> slugs.isEmpty() || slugs.contains(scenario.slug()))
                .toList();
        if (!slugs.isEmpty() && chosen.size() != slugs.size()) {
            throw new IllegalArgumentException("-Dwine.scenarios names what does not exist: " + slugs);
        }
        return chosen;
    }

    private static void play(Player player, Scenario scenario) {
        Result result = TURNS.take(scenario, () -> player.play(scenario));
        RESULTS.add(result);
        System.out.println(TextReport.line(result));
        if (result.status().red()) {
            throw new AssertionError(TextReport.details(scenario, result));
        }
        Assumptions.assumeTrue(result.status() == Status.PASS, result.status() + ": " + result.reason());
    }
}
