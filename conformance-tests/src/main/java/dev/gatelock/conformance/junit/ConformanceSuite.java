package dev.gatelock.conformance.junit;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.run.Profile;
import dev.gatelock.conformance.run.Selection;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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
 */
public abstract class ConformanceSuite {

    private final Path manifest;
    private final Selection selection;

    /** All scenarios. */
    protected ConformanceSuite(Path manifest) {
        this(manifest, new Selection(List.of(), List.of(), Profile.FULL));
    }

    /** Some of them. */
    protected ConformanceSuite(Path manifest, Selection selection) {
        this.manifest = manifest;
        this.selection = selection;
    }

    @TestFactory
    final Stream<DynamicTest> scenarios() {
        Player player = new Player(ManifestReader.read(manifest), Settings.fromSystem());
        return selection.of(Catalogue.all()).stream()
                .map(s -> DynamicTest.dynamicTest(s.slug(), () -> play(player, s)));
    }

    private void play(Player player, Scenario scenario) {
        Result result = player.play(scenario);
        seen(scenario, result);
        if (result.status().red()) {
            throw new AssertionError(TextReport.details(scenario, result));
        }
        Assumptions.assumeTrue(result.status() == Status.PASS, result.status() + ": " + result.reason());
    }

    /** Called with every result, before it is turned into a test outcome. */
    protected void seen(Scenario scenario, Result result) {}
}
