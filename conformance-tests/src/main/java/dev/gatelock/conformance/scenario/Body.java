package dev.gatelock.conformance.scenario;

import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Stage;

/** The story of a scenario: what is done, and what has to hold. */
@FunctionalInterface
public interface Body {

    void play(Stage stage, Expect expect) throws Exception;
}
