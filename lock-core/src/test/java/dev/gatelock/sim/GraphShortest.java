package dev.gatelock.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Looks for the shortest way to a broken rule, nearest first, and so finds no longer one; every order is tried. */
final class GraphShortest implements AutoCloseable {
    private static final long NEVER = -1;

    private final World.Scenario scenario;
    private final Bounds bounds;
    private final Graph graph;
    /** By state: in how many steps it was reached. */
    private final LongMap met = new LongMap(NEVER);

    private final PriorityQueue<Point> waiting =
            new PriorityQueue<>(Comparator.<Point>comparingInt(p -> p.length).thenComparingInt(p -> p.born));
    private int born;
    private long steps;
    /** The end of the best way so far; null while there is none. */
    private Point best;

    private Optional<Outcome> found = Optional.empty();

    GraphShortest(World.Scenario scenario, Bounds bounds) {
        this.scenario = scenario;
        this.bounds = bounds;
        this.graph = new Graph(scenario, bounds, Trace.none());
    }

    /** Where somebody must choose, or where a rule is broken. */
    private static final class Point {
        private final Point before;
        private final int choice;
        private final int length;
        private final int born;
        private final long state;
        /** Null once everything was tried from here. */
        private Snapshot snapshot;

        private Point(Point before, int choice, int length, int born, long state) {
            this.before = before;
            this.choice = choice;
            this.length = length;
            this.born = born;
            this.state = state;
        }

        private int[] path() {
            List<Integer> choices = new ArrayList<>();
            for (Point at = this; at.before != null; at = at.before) {
                if (at.choice >= 0) {
                    choices.add(at.choice);
                }
            }
            Collections.reverse(choices);
            return choices.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** As long as no more states than that were met. */
    Report run(int mostStates) {
        arrive(null, -1);
        while (!waiting.isEmpty() && (best == null || waiting.peek().length < best.length)) {
            if (met.size() > mostStates) {
                return report(false);
            }
            Point point = waiting.poll();
            if (met.get(point.state) == point.length) {
                expand(point);
            }
            point.snapshot = null;
        }
        return report(true);
    }

    private void expand(Point point) {
        point.snapshot.restore(graph.course);
        List<Action> options = graph.toChoice();
        for (int i = 0; i < options.size(); i++) {
            if (i > 0) {
                point.snapshot.restore(graph.course);
            }
            steps++;
            graph.take(options.get(i));
            arrive(point, options.size() > 1 ? i : -1);
        }
    }

    private void arrive(Point from, int choice) {
        List<Action> options = graph.toChoice();
        Course course = graph.course;
        int length = course.trace.size();
        if (course.violation != null) {
            if (best == null || length < best.length) {
                best = new Point(from, choice, length, born++, 0);
                found = Optional.of(graph.confirmed(scenario, bounds, best.path(), best.path().length));
            }
        } else if (!options.isEmpty()) {
            long state = course.situation(options).state();
            long earlier = met.get(state);
            if (earlier == NEVER || length < earlier) {
                met.put(state, length);
                Point point = new Point(from, choice, length, born++, state);
                point.snapshot = new Snapshot(course);
                waiting.add(point);
            }
        }
    }

    private Report report(boolean complete) {
        String scope = bounds.preemptions() >= Bounds.UNLIMITED
                ? "shortest"
                : "shortest with " + bounds.preemptions() + " switches";
        return new Report(scope, born, met.size(), steps, complete, found);
    }

    @Override
    public void close() {
        graph.close();
    }
}
