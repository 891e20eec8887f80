package dev.gatelock.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Depth first over every state of a {@link Graph}, less the orders that {@link SleepSets} leave out. */
final class GraphSearch {
    private final World.Scenario scenario;
    private final Bounds bounds;
    private final Graph graph;
    private SleepSets sets = new SleepSets();
    private final Deque<Place> places = new ArrayDeque<>();
    private int[] path = new int[256];
    private int length;
    private int ends;
    private long steps;
    private int rounds;

    GraphSearch(World.Scenario scenario, Bounds bounds) {
        this.scenario = scenario;
        this.bounds = bounds;
        this.graph = new Graph(scenario, bounds);
    }

    private record Place(SleepSets.Fork fork, List<Action> options, Snapshot snapshot, int length) {}

    Graph graph() { return graph; }

    @Override
    public String toString() {
        return "round " + rounds + ": " + sets.states() + " states, " + ends + " ends, " + steps + " steps, depth " + length + ", " + places.size()
                + " open, code ran " + graph.recalls() + " times";
    }

    /**
     * Every schedule, or a part: again and again, until nothing new is learned about what the programs may touch.
     *
     * @param goOn asked now and then whether there is time left
     */
    Report run(BooleanSupplier goOn) {
        graph.toChoice();
        Snapshot beginning = new Snapshot(graph.course);
        while (true) {
            rounds++;
            Report report = once(goOn);
            if (report.found().isPresent() || !report.complete() || !graph.futures.believe()) {
                return report;
            }
            System.out.println("round " + this);
            beginning.restore(graph.course);
            sets = new SleepSets();
            places.clear();
            length = 0;
            ends = 0;
        }
    }

    private Situation situation(List<Action> options) {
        return new Parted(graph, options);
    }

    private Report once(BooleanSupplier goOn) {
        long sleep = 0;
        while (true) {
            List<Action> options = graph.toChoice();
            SleepSets.Fork fork = null;
            if (graph.course.violation != null) {
                return report(true, Optional.of(confirmed()));
            }
            Situation now = situation(options);
            if (!options.isEmpty()) {
                fork = sets.fork(now, sleep);
            }
            if (fork == null) {
                ends++;
                if ((ends & 0xfff) == 0 && !goOn.getAsBoolean()) {
                    return report(false, Optional.empty());
                }
                Place place = back();
                if (place == null) {
                    return report(true, Optional.empty());
                }
                fork = place.fork;
                options = place.options;
                now = situation(options);
            } else if (fork.isFork()) {
                places.push(new Place(fork, options, new Snapshot(graph.course), length));
            }
            sleep = SleepSets.asleepAfter(now, fork);
            take(options, fork.index());
        }
    }

    private void take(List<Action> options, int index) {
        if (options.size() > 1) {
            if (length == path.length) {
                path = Arrays.copyOf(path, 2 * length);
            }
            path[length++] = index;
        }
        steps++;
        graph.learn(options.get(index));
        graph.take(options.get(index));
    }

    /** To the last place where something is left to try; null if there is none. */
    private Place back() {
        while (!places.isEmpty()) {
            Place place = places.peek();
            if (place.fork.next()) {
                place.snapshot.restore(graph.course);
                length = place.length;
                return place;
            }
            places.pop();
        }
        return null;
    }

    private Report report(boolean complete, Optional<Outcome> found) {
        return new Report((complete ? "" : "cut at ") + "every schedule", ends, sets.states(), steps, complete, found);
    }

    /** The same on threads, which must come to the same end. */
    private Outcome confirmed() {
        Outcome outcome = SimScheduler.run(scenario, bounds, Chooser.replay(Graph.choices(path, length)));
        if (outcome.violation().isEmpty()) {
            Graph again = new Graph(scenario, bounds, new Trace(t -> t));
            int at = 0;
            while (true) {
                List<Action> options = again.toChoice();
                if (options.isEmpty()) {
                    break;
                }
                int index = options.size() > 1 ? at < length ? path[at++] : 0 : 0;
                again.take(options.get(index));
            }
            throw new IllegalStateException("found " + graph.course.violation + ", which threads do not confirm\n" + again.course.trace + again.course.violation + "\nthreads:\n" + outcome.trace());
        }
        return outcome;
    }
}
