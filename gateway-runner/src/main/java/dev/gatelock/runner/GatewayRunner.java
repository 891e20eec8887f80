package dev.gatelock.runner;

import dev.gatelock.Gate;
import dev.gatelock.runner.internal.Course;

/**
 * Runs work under the lock: claim, adapters, work, and everything closed before the lock is given up.
 *
 * <pre>{@code
 * Gate gate = Gate.at(home).kind("bot").open();
 * RunResult result = GatewayRunner.of(gate).adapter(new Poller()).build().run();
 * System.exit(result.status());
 * }</pre>
 *
 * <p>One run at a time. {@link #stop} and {@link #restart} may be called from any thread.
 */
public final class GatewayRunner {
    private final Course course;

    GatewayRunner(RunnerConfig config) {
        course = new Course(config);
    }

    /** Begins the settings of a runner. */
    public static GatewayRunnerBuilder of(Gate gate) {
        return new GatewayRunnerBuilder(gate);
    }

    /** Runs until the work ends or somebody ends it; blocks. Never throws for refusals or failures: see the result. */
    public RunResult run() {
        return course.run();
    }

    /** Ends the run in order (status 0); returns at once. */
    public void stop() {
        course.requestStop();
    }

    /** Ends the run in order and asks for another (status 75); returns at once. */
    public void restart() {
        course.requestRestart();
    }
}
