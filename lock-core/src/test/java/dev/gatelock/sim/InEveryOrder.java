package dev.gatelock.sim;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Goes through every order of a story that has a name; entered by name, since it runs in classes loaded for it, in which random
 * names are none.
 */
public final class InEveryOrder {
    private InEveryOrder() {}

    /**
     * The search, in classes of its own.
     *
     * @param story a constant of an enum
     * @param crashes how many processes may be killed at any point
     * @param watch told now and then how far it is; says whether to go on
     */
    static ProveCase.Row row(Enum<?> story, int crashes, Predicate<String> watch) {
        try {
            Map<?, ?> found = (Map<?, ?>) new PatchedLoader(Map.of())
                    .loadClass(InEveryOrder.class.getName())
                    .getMethod("search", String.class, String.class, int.class, Predicate.class)
                    .invoke(null, story.getDeclaringClass().getName(), story.name(), crashes, watch);
            return new ProveCase.Row(
                    (String) found.get("verdict"),
                    (Boolean) found.get("good"),
                    (Integer) found.get("schedules"),
                    (Integer) found.get("states"),
                    (Long) found.get("steps"),
                    (String) found.get("story"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(story.name(), e);
        }
    }

    /** The search itself. */
    public static Map<String, Object> search(String stories, String name, int crashes, Predicate<String> watch)
            throws ReflectiveOperationException {
        World.Scenario scenario = (World.Scenario)
                Class.forName(stories).getMethod("valueOf", String.class).invoke(null, name);
        try (GraphSearch search = new GraphSearch(scenario, Bounds.free().crashes(crashes), SleepSets::new)) {
            ProveCase.Row row = ProveCase.Row.clean(search.run(watch::test));
            return Map.of(
                    "verdict",
                    row.verdict(),
                    "good",
                    row.good(),
                    "schedules",
                    row.schedules(),
                    "states",
                    row.states(),
                    "steps",
                    row.steps(),
                    "story",
                    row.story());
        }
    }

    /**
     * By hand: a scenario, how many crashes, and after how many seconds it is enough.
     *
     * @param args as said
     */
    public static void main(String[] args) {
        long start = System.nanoTime();
        long[] shown = {0};
        ProveCase.Row row = row(Scenarios.valueOf(args[0]), Integer.parseInt(args[1]), progress -> {
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            if (seconds >= shown[0] + 10) {
                shown[0] = seconds;
                System.out.println(seconds + " s: " + progress);
            }
            return seconds < Long.parseLong(args[2]);
        });
        System.out.println(args[0] + ", " + args[1] + " crashes: " + row.verdict() + ", " + row.schedules()
                + " schedules, " + row.states() + " states, " + row.steps() + " steps, "
                + (System.nanoTime() - start) / 1_000_000_000 + " s\n" + row.story());
        System.exit(0);
    }
}
