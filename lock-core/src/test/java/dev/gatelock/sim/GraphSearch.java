package dev.gatelock.sim;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Depth first over every state of a {@link Graph}, less the orders that its {@link Ways} leave out. */
final class GraphSearch implements AutoCloseable {
    private static final int GLANCE = 0xfff;
    /** At random, before the first round: they teach most of what there is to learn, so that fewer rounds are needed. */
    private static final int WALKS = 500;

    private final World.Scenario scenario;
    private final Bounds bounds;
    private final Graph graph;
    private final Supplier<Ways> every;
    private final Deque<Place> places = new ArrayDeque<>();
    private Ways ways;
    private int[] path = new int[256];
    private int length;
    private int ends;
    private long steps;
    private int rounds;

    /**
     * @param every makes anew what decides which ways are tried
     */
    GraphSearch(World.Scenario scenario, Bounds bounds, Supplier<Ways> every) {
        this.scenario = scenario;
        this.bounds = bounds;
        this.every = every;
        this.graph = new Graph(scenario, bounds, Trace.none());
    }

    private record Place(SleepSets.Fork fork, List<Action> options, Snapshot snapshot, int length) {}

    /** Asked now and then. */
    interface Watch {
        /** Whether to go on. */
        boolean goesOn(String progress);
    }

    /** Every schedule, or a part: again and again, until nothing new is learned about what the programs may touch. */
    Report run(Watch watch) {
        graph.toChoice();
        Snapshot beginning = new Snapshot(graph.course);
        Random random = new Random(WALKS);
        for (int walk = 0; walk < WALKS; walk++) {
            walk(random);
            again(beginning);
        }
        graph.futures.believe();
        while (true) {
            rounds++;
            ways = every.get();
            Report report = once(watch);
            if (report.found().isPresent() || !report.complete() || !graph.futures.believe()) {
                return report;
            }
            again(beginning);
        }
    }

    private void again(Snapshot beginning) {
        beginning.restore(graph.course);
        places.clear();
        length = 0;
        ends = 0;
    }

    /** To an end, or to where a rule is broken: to find that is the search's. */
    private void walk(Random random) {
        List<Action> options = graph.toChoice();
        while (!options.isEmpty() && graph.course.violation == null) {
            take(options, random.nextInt(options.size()));
            options = graph.toChoice();
        }
    }

    private Report once(Watch watch) {
        long sleep = 0;
        while (true) {
            List<Action> options = graph.toChoice();
            if (graph.course.violation != null) {
                return report(true, Optional.of(confirmed()));
            }
            Situation now = new Parted(graph, options);
            SleepSets.Fork fork = options.isEmpty() ? null : ways.fork(now, sleep);
            if (fork == null) {
                ends++;
                if ((ends & GLANCE) == 0 && (ways.isFull() || !watch.goesOn(toString()))) {
                    return report(false, Optional.empty());
                }
                Place place = back();
                if (place == null) {
                    return report(true, Optional.empty());
                }
                fork = place.fork;
                options = place.options;
                now = new Parted(graph, options);
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
        return new Report((complete ? "" : "cut at ") + "every schedule", ends, ways.states(), steps, complete, found);
    }

    private Outcome confirmed() {
        return graph.confirmed(scenario, bounds, path, length);
    }

    @Override
    public String toString() {
        return "round " + rounds + ", " + ends + " schedules, " + ways.states() + " states";
    }

    @Override
    public void close() {
        graph.close();
    }
}
