package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.check.RestartPolicy;
import dev.gatelock.conformance.check.RestartPolicy.Limit;
import dev.gatelock.conformance.check.RestartPolicy.Rule;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A service manager in miniature: it starts units and, while it is told to {@link #watch}, starts them again as their policy
 * says. No thread of its own: between two watches nothing is restarted, so that a scenario decides what it sees.
 */
public final class Supervisor {

    private static final double PAUSE = 0.1;
    private static final Limit LIMIT = new Limit(5, 10);

    private final Stage stage;
    private final RestartPolicy policy;
    private final List<Unit> units = new ArrayList<>();

    private Supervisor(Stage stage, RestartPolicy policy) {
        this.stage = stage;
        this.policy = policy;
    }

    /** With the exit codes that the manifest names for units. */
    public static Supervisor of(Stage stage, Rule rule) {
        return of(stage, rule, stage.manifest().restartPreventExitStatus());
    }

    /**
     * The same where nothing but planned ends happen: whoever SIGTERM ended by itself has ended cleanly, as systemd has it,
     * unless it uses our codes.
     */
    public static Supervisor ofPlannedEnds(Stage stage, Rule rule) {
        Set<Integer> prevent = new HashSet<>(stage.manifest().restartPreventExitStatus());
        if (rule == Rule.ON_FAILURE && !stage.can(Feature.EXIT_CODES)) {
            prevent.add(Expect.TERMINATED);
        }
        return of(stage, rule, prevent);
    }

    private static Supervisor of(Stage stage, Rule rule, Set<Integer> prevent) {
        RestartPolicy policy =
                new RestartPolicy(rule, prevent, stage.manifest().restartForceExitStatus(), PAUSE, LIMIT);
        stage.note("supervisor: Restart=" + rule.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + ", prevented after " + policy.prevent() + ", forced after " + policy.force());
        return new Supervisor(stage, policy);
    }

    /** Starts a unit and waits until its process is active or gone. */
    public Unit start(String name, Role role) {
        Unit unit = new Unit(name, role);
        units.add(unit);
        unit.launch();
        watch(stage.bounds().replace(), () -> unit.actor.hasBeenActive() || unit.actor.hasExited());
        return unit;
    }

    /** Watches until the condition holds; false if it does not within the time. */
    public boolean watch(double seconds, BooleanSupplier condition) {
        return Await.until(seconds, () -> {
            units.forEach(Unit::look);
            return condition.getAsBoolean();
        });
    }

    /** Watches until every unit is up or down, and then long enough to see a fight. */
    public void settle() {
        int[] starts = {-1};
        long[] since = {System.nanoTime()};
        watch(2 * stage.bounds().replace(), () -> {
            int now = units.stream().mapToInt(u -> u.starts.size()).sum();
            boolean calm = units.stream().allMatch(Unit::settled);
            if (!calm || now != starts[0]) {
                starts[0] = now;
                since[0] = System.nanoTime();
            }
            return calm && System.nanoTime() - since[0] > (PAUSE + 1) * 1e9;
        });
    }

    /** One unit. */
    public final class Unit {
        private final String name;
        private final Role role;
        private final List<Long> starts = new ArrayList<>();
        private Actor actor;
        private long due = Long.MAX_VALUE;
        private boolean decided;
        private boolean failed;

        private Unit(String name, Role role) {
            this.name = name;
            this.role = role;
        }

        private void launch() {
            due = Long.MAX_VALUE;
            decided = false;
            starts.add(System.nanoTime());
            actor = stage.launch(role).named(name).start();
        }

        private void look() {
            if (actor.hasExited() && !decided) {
                decided = true;
                boolean again = policy.restartsAfter(actor.exitCode());
                stage.note("supervisor: " + actor.name() + " ended with " + actor.exitCode()
                        + (again ? ", is started again" : ", stays down"));
                due = again ? System.nanoTime() + (long) (PAUSE * 1e9) : Long.MAX_VALUE;
            }
            if (due != Long.MAX_VALUE && System.nanoTime() >= due) {
                failed = policy.exhausted(starts, System.nanoTime());
                due = Long.MAX_VALUE;
                if (!failed) {
                    launch();
                }
            }
        }

        private boolean settled() {
            return actor.isActive() || actor.hasExited() && decided && due == Long.MAX_VALUE;
        }

        /** How often it was started again. */
        public int restarts() {
            return starts.size() - 1;
        }

        /** {@code up}, {@code down}, or {@code failed} after too many starts; anything else is {@code between}. */
        public String state() {
            return actor.isActive() ? "up" : failed ? "failed" : settled() ? "down" : "between";
        }

        /** Its process of now, or the last one. */
        public Actor actor() {
            return actor;
        }
    }
}
