package dev.gatelock.conformance;

import dev.gatelock.conformance.junit.ConformanceSuite;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.scenario.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The scenarios against the reference, `./gateway` of this repository. */
class ReferenceConformanceIT extends ConformanceSuite {

    private static final Guard GUARD = new Guard("reference");

    ReferenceConformanceIT() {
        super(Path.of(System.getProperty("conformance.subjects", "subjects"), "reference.json"));
    }

    @Override
    protected void seen(Scenario scenario, Result result) {
        GUARD.add(result);
    }

    @AfterAll
    static void nothingWasSkipped() {
        GUARD.check();
    }
}
