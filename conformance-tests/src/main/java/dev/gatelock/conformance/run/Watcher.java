package dev.gatelock.conformance.run;

import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.scenario.Scenario;

/** Hears how a run goes, from several threads at once. */
public interface Watcher {

    /** Hears nothing. */
    Watcher NONE = new Watcher() {};

    default void started(Scenario scenario, Player player) {}

    default void finished(Scenario scenario, Result result) {}

    /** Who plays, and what it waits for. */
    @FunctionalInterface
    interface Player {
        String waitsFor();
    }
}
