package dev.gatelock.conformance;

import dev.gatelock.conformance.junit.ConformanceSuite;
import java.nio.file.Path;

/** The scenarios against the independent Python implementation. */
class PythonSubjectIT extends ConformanceSuite {

    PythonSubjectIT() {
        super(Path.of(System.getProperty("conformance.subjects", "subjects"), "python.json"));
    }
}
