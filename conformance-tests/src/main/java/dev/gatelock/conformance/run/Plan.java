package dev.gatelock.conformance.run;

import dev.gatelock.conformance.scenario.Scenario;
import java.util.List;

/**
 * What is to be played and how.
 *
 * @param rounds how often each
 * @param jobs how many at once
 */
public record Plan(List<Scenario> scenarios, int rounds, Jobs jobs) {

    public Plan {
        scenarios = List.copyOf(scenarios);
    }
}
