package dev.gatelock.conformance.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging: leaves out steps, many at a time and then few, for as long as the rest still fails. */
final class Shrinker {

    private final Predicate<Schedule> fails;

    Shrinker(Predicate<Schedule> fails) {
        this.fails = fails;
    }

    Schedule shrink(Schedule schedule) {
        List<Step> steps = schedule.steps();
        int parts = 2;
        while (steps.size() > 1) {
            List<Step> shorter = shorter(steps, parts);
            if (shorter.size() < steps.size()) {
                steps = shorter;
                parts = Math.max(2, parts - 1);
            } else if (parts >= steps.size()) {
                break;
            } else {
                parts = Math.min(steps.size(), parts * 2);
            }
        }
        return new Schedule(steps);
    }

    private List<Step> shorter(List<Step> steps, int parts) {
        int size = (steps.size() + parts - 1) / parts;
        for (int from = 0; from < steps.size(); from += size) {
            List<Step> rest = new ArrayList<>(steps.subList(0, from));
            rest.addAll(steps.subList(Math.min(steps.size(), from + size), steps.size()));
            if (!rest.isEmpty() && fails.test(new Schedule(rest))) {
                return rest;
            }
        }
        return steps;
    }
}
