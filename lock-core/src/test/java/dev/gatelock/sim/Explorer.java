package dev.gatelock.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Runs a scenario in many orders, or in all of them, until a rule breaks. */
final class Explorer {
    private static final int SHRINKING_RUNS = 600;

    private final World.Scenario scenario;
    private final Bounds bounds;

    Explorer(World.Scenario scenario, Bounds bounds) {
        this.scenario = scenario;
        this.bounds = bounds;
    }

    /** One run per seed, from {@code seed} on; the seed that failed is in the report. */
    Report random(long seed, int runs) {
        long steps = 0;
        for (int run = 0; run < runs; run++) {
            Outcome outcome = SimScheduler.run(scenario, bounds, Chooser.random(new Random(seed + run)));
            steps += outcome.trace().size();
            if (outcome.violation().isPresent()) {
                return new Report("seed " + (seed + run), run + 1, 0, steps, true, Optional.of(shrink(outcome)));
            }
        }
        return new Report("seeds " + seed + " to " + (seed + runs - 1), runs, 0, steps, true, Optional.empty());
    }

    /**
     * Every schedule within the bounds, few preemptions first, so that what is found is short. A state that was met before is not
     * entered again: its future is known.
     */
    Report exhaustive(int maxRuns) {
        int runs = 0;
        long steps = 0;
        int states = 0;
        boolean unlimited = bounds.preemptions() >= Bounds.UNLIMITED;
        for (int preemptions = unlimited ? bounds.preemptions() : 0;
                preemptions <= bounds.preemptions();
                preemptions++) {
            Depth depth = new Depth();
            do {
                Outcome outcome = SimScheduler.run(scenario, bounds.preemptions(preemptions), depth);
                runs++;
                steps += outcome.trace().size();
                if (outcome.violation().isPresent()) {
                    Outcome shortest = shrink(outcome);
                    return new Report(
                            scope(preemptions), runs, states + depth.met.size(), steps, true, Optional.of(shortest));
                }
                if (runs >= maxRuns) {
                    return new Report(
                            "cut at " + scope(preemptions),
                            runs,
                            states + depth.met.size(),
                            steps,
                            false,
                            Optional.empty());
                }
            } while (depth.another());
            states = depth.met.size();
        }
        return new Report(scope(bounds.preemptions()), runs, states, steps, true, Optional.empty());
    }

    /** Every schedule, less those that only swap independent neighbours; see {@link Reduction}. */
    Report reduced(int maxRuns) {
        Reduction reduction = new Reduction();
        long steps = 0;
        int runs = 0;
        do {
            Outcome outcome = SimScheduler.run(scenario, bounds, reduction);
            runs++;
            steps += outcome.trace().size();
            if (outcome.violation().isPresent()) {
                return new Report(
                        "every schedule", runs, reduction.states(), steps, true, Optional.of(shrink(outcome)));
            }
            if (runs >= maxRuns) {
                return new Report("cut at every schedule", runs, reduction.states(), steps, false, Optional.empty());
            }
        } while (reduction.another());
        return new Report("every schedule", runs, reduction.states(), steps, true, Optional.empty());
    }

    /** Breadth first, so that what is found is the shortest there is; for small worlds. */
    Report shortest(int maxRuns) {
        Breadth breadth = new Breadth();
        long steps = 0;
        int runs = 0;
        while (breadth.another()) {
            Outcome outcome = SimScheduler.run(scenario, bounds, breadth);
            runs++;
            steps += outcome.trace().size();
            if (outcome.violation().isPresent()) {
                return new Report("shortest first", runs, breadth.states(), steps, true, Optional.of(outcome));
            }
            if (runs >= maxRuns) {
                return new Report("cut, shortest first", runs, breadth.states(), steps, false, Optional.empty());
            }
        }
        return new Report("shortest first", runs, breadth.states(), steps, true, Optional.empty());
    }

    private static String scope(int preemptions) {
        return preemptions >= Bounds.UNLIMITED ? "every schedule" : "up to " + preemptions + " preemptions";
    }

    /** Takes choices away as long as a rule still breaks: least disturbances, then least steps. */
    private Outcome shrink(Outcome found) {
        Outcome best = found;
        boolean better = true;
        int runs = 0;
        while (better && runs < SHRINKING_RUNS) {
            better = false;
            int size = best.choices().size();
            for (int chunk = Math.max(1, size / 4); chunk >= 1 && runs < SHRINKING_RUNS; chunk /= 2) {
                for (int at = 0; at < size && runs < SHRINKING_RUNS; at += chunk) {
                    List<Integer> calmer = new ArrayList<>(best.choices());
                    boolean changed = false;
                    for (int i = at; i < Math.min(at + chunk, calmer.size()); i++) {
                        changed |= calmer.get(i) != 0;
                        calmer.set(i, 0);
                    }
                    if (!changed) {
                        continue;
                    }
                    runs++;
                    Outcome outcome = SimScheduler.run(scenario, bounds, Chooser.replay(calmer));
                    if (outcome.violation().isPresent() && weight(outcome) < weight(best)) {
                        best = outcome;
                        size = best.choices().size();
                        better = true;
                    }
                }
            }
        }
        return best;
    }

    private static long weight(Outcome outcome) {
        return outcome.choices().stream().filter(c -> c != 0).count() * 10_000
                + outcome.trace().size();
    }

    /** Depth first by running again: follows a prefix, then takes the first way at each fork that is new. */
    private static final class Depth implements Chooser {
        private final List<int[]> forks = new ArrayList<>();
        private final Set<Long> met = new HashSet<>();
        private int at;

        @Override
        public int choose(Situation now) {
            int options = now.options().size();
            if (at < forks.size()) {
                int[] fork = forks.get(at++);
                if (fork[1] != options) {
                    throw new IllegalStateException(
                            "the same choices led elsewhere: the code under test is not deterministic");
                }
                return fork[0];
            }
            if (!met.add(now.state())) {
                return PRUNE;
            }
            forks.add(new int[] {0, options});
            at++;
            return 0;
        }

        @Override
        public boolean knowsStates() {
            return true;
        }

        boolean another() {
            at = 0;
            while (!forks.isEmpty()) {
                int[] fork = forks.get(forks.size() - 1);
                if (++fork[0] < fork[1]) {
                    return true;
                }
                forks.remove(forks.size() - 1);
            }
            return false;
        }
    }
}
