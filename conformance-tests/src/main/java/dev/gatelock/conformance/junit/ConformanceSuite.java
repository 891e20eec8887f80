package dev.gatelock.conformance.junit;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.run.Profile;
import dev.gatelock.conformance.run.Runner;
import dev.gatelock.conformance.run.Selection;
import dev.gatelock.conformance.run.Smoke;
import dev.gatelock.conformance.run.Turns;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import dev.gatelock.conformance.text.UsageException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One JUnit test per scenario, named by its slug. Extend it and name the manifest:
 *
 * <pre>{@code
 * class MyGatewayIT extends ConformanceSuite {
 *     MyGatewayIT() {
 *         super(Path.of("subjects/mine.json"));
 *     }
 * }
 * }</pre>
 *
 * <p>Where JUnit's parallel execution is switched on the scenarios run side by side, except those that need the machine for
 * themselves.
 */
public abstract class ConformanceSuite {

    private static final Turns TURNS = new Turns();

    private final Path manifest;
    private final Selection selection;

    /** All scenarios, or those of {@code -Dconformance.profile}. */
    protected ConformanceSuite(Path manifest) {
        this(manifest, new Selection(List.of(), List.of(), profile()));
    }

    /** Some of them. */
    protected ConformanceSuite(Path manifest, Selection selection) {
        this.manifest = manifest;
        this.selection = selection;
    }

    private static Profile profile() {
        String key = System.getProperty("conformance.profile", Profile.FULL.key());
        return Profile.of(key)
                .orElseThrow(() -> new UsageException("-Dconformance.profile=" + key + ": quick, full or stress"));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    final Stream<DynamicTest> scenarios() {
        Manifest subject = new Smoke(
                        ManifestReader.read(manifest), Settings.fromSystem().timeoutFactor())
                .look()
                .subject();
        return selection.of(Catalogue.all()).stream()
                .sorted(Comparator.comparing(Runner::alone))
                .map(s -> DynamicTest.dynamicTest(s.slug(), () -> play(subject, s)));
    }

    private void play(Manifest subject, Scenario scenario) {
        Result result = TURNS.take(scenario, () -> new Player(subject, Settings.fromSystem()).play(scenario));
        seen(scenario, result);
        if (result.status().red()) {
            throw new AssertionError(TextReport.details(scenario, result));
        }
        Assumptions.assumeTrue(result.status() == Status.PASS, result.status() + ": " + result.reason());
    }

    /** Called with every result, by any thread, before it is turned into a test outcome. */
    protected void seen(Scenario scenario, Result result) {}
}
