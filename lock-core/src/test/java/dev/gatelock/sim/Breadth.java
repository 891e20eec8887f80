package dev.gatelock.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Breadth first by running again: each run goes one step further than one before and is given up there. */
final class Breadth implements Chooser {
    private final Deque<List<Integer>> waiting = new ArrayDeque<>();
    private final Set<Long> met = new HashSet<>();
    private List<Integer> path = List.of();
    private int at;
    private boolean begun;

    @Override
    public boolean wantsEverything() {
        return true;
    }

    @Override
    public boolean knowsStates() {
        return true;
    }

    int states() {
        return met.size();
    }

    /** The next path, if there is one. */
    boolean another() {
        at = 0;
        if (begun) {
            path = waiting.poll();
        }
        begun = true;
        return path != null;
    }

    @Override
    public int choose(Situation now) {
        if (at < path.size()) {
            return path.get(at++);
        }
        if (met.add(now.state())) {
            for (int i = 0; i < now.options().size(); i++) {
                List<Integer> longer = new ArrayList<>(path);
                longer.add(i);
                waiting.add(longer);
            }
        }
        return PRUNE;
    }
}
