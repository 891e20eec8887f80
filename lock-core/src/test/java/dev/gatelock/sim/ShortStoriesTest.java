package dev.gatelock.sim;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every story in a handful of orders: what mutation testing can afford for each mutant. The explorers go further. */
class ShortStoriesTest {
    private static final Bounds ROUGH = Bounds.free().crashes(1).earlyTicks(2).recycles(1);

    @ParameterizedTest
    @EnumSource
    void oneAfterTheOther(Scenarios scenario) {
        new Explorer(scenario, Bounds.none()).random(1, 1).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    void inSomeOrders(Scenarios scenario) {
        new Explorer(scenario, ROUGH).random(1, 3).mustBeClean();
        new Explorer(scenario.withMovingClock(), ROUGH).random(1, 2).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    void oneAfterTheOther(ScopeScenarios scenario) {
        new Explorer(scenario, Bounds.none()).random(1, 1).mustBeClean();
    }

    @ParameterizedTest
    @EnumSource
    void inSomeOrders(ScopeScenarios scenario) {
        new Explorer(scenario, ROUGH).random(1, 4).mustBeClean();
    }
}
