package dev.gatelock.conformance;

import dev.gatelock.conformance.junit.ConformanceSuite;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.scenario.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The scenarios against the independent Python implementation. */
class PythonSubjectIT extends ConformanceSuite {

    private static final Guard GUARD = new Guard("python");

    PythonSubjectIT() {
        super(Path.of(System.getProperty("conformance.subjects", "subjects"), "python.json"));
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
