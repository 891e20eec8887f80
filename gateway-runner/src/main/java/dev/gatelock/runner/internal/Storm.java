package dev.gatelock.runner.internal;

import dev.gatelock.Standing;
import dev.gatelock.StartHistory;
import dev.gatelock.runner.RunnerConfig;
import dev.gatelock.runner.RunnerConfig.Entry;
import java.util.concurrent.TimeUnit;

/**
 * Slows a crash loop down before it claims (#66479). Ends as soon as somebody holds the home, since then there is a refusal
 * to give; never delays a replacer, whom a person has asked for.
 */
final class Storm {
    private static final long LOOK_MILLIS = 500;

    private Storm() {}

    static void await(RunnerConfig config) throws InterruptedException {
        StartHistory history = config.gate().registerStart(config.stormLimit());
        if (history.backOff().isZero() || config.entry() == Entry.REPLACE) {
            return;
        }
        config.notices()
                .accept("gateway: " + history.recentStarts()
                        + " starts in two minutes, and the last one did not end well: waiting "
                        + history.backOff().toSeconds()
                        + " s before the next (GATEWAY_STORM_LIMIT=0 switches this off)");
        long end = System.nanoTime() + history.backOff().toNanos();
        while (end - System.nanoTime() > 0 && !held(config)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private static boolean held(RunnerConfig config) {
        Standing.State state = config.gate().probe().state();
        return state != Standing.State.FREE && state != Standing.State.UNVERIFIABLE;
    }
}
