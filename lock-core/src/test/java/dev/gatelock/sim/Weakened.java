package dev.gatelock.sim;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for what goes wrong when one safeguard is missing; entered by name, since it runs in classes loaded for it. */
public final class Weakened {
    private static final int MOST_SWITCHES = 3;
    private static final int MOST_STATES = 60_000;
    private static final int RANDOM_RUNS = 6_000;

    private Weakened() {}

    /**
     * What was found.
     *
     * @param safeguard what was missing
     * @param runs schedules until it was found
     * @param steps of all of them
     * @param length steps of the trace; 0 if nothing was found
     * @param shortest whether no trace with fewer switches, or with as many and fewer steps, goes wrong
     * @param violation the rule that broke and how; empty if none did
     * @param story the trace for people
     */
    record Result(
            Safeguard safeguard, int runs, long steps, int length, boolean shortest, String violation, String story) {
        boolean asExpected() {
            return violation.startsWith(safeguard.rule);
        }

        ProveCase.Row row() {
            String verdict =
                    asExpected() ? "wrong: " + safeguard.rule + " after " + length + " steps" : "NOT FOUND WRONG";
            return new ProveCase.Row(
                    verdict, asExpected(), runs, 0, steps, asExpected() ? "" : violation + "\n" + story);
        }
    }

    /** A line for each, in the order of {@link Safeguard}. */
    static String table(List<Result> results) {
        StringBuilder text = new StringBuilder("| without | breaks | shortest trace |\n|---|---|---|\n");
        results.stream().sorted(Comparator.comparing(Result::safeguard)).forEach(result -> text.append("| ")
                .append(result.safeguard().text)
                .append(" | ")
                .append(
                        result.violation().isEmpty()
                                ? "nothing that was found"
                                : result.violation().lines().findFirst().orElseThrow())
                .append(" | ")
                .append(result.length())
                .append(result.shortest() ? " steps |\n" : " steps, perhaps not the shortest |\n"));
        return text.toString();
    }

    static Result without(Safeguard safeguard) {
        try {
            PatchedLoader loader = new PatchedLoader(safeguard.answers());
            Map<?, ?> found = (Map<?, ?>) loader.loadClass(Weakened.class.getName())
                    .getMethod("search", String.class)
                    .invoke(null, safeguard.name());
            if (!loader.missing().isEmpty()) {
                throw new IllegalStateException("to be patched, but not there: " + loader.missing());
            }
            return new Result(
                    safeguard,
                    (Integer) found.get("runs"),
                    (Long) found.get("steps"),
                    (Integer) found.get("length"),
                    (Boolean) found.get("shortest"),
                    (String) found.get("violation"),
                    (String) found.get("story"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(safeguard.name(), e);
        }
    }

    /**
     * The search itself: the fewest switches first, and with so many the shortest; if that takes too long, at random.
     *
     * @param name of the safeguard
     * @return runs, length, whether there is no shorter one, violation and story
     */
    public static Map<String, Object> search(String name) {
        Safeguard safeguard = Safeguard.valueOf(name);
        int runs = 0;
        long steps = 0;
        boolean shortest = true;
        Report report = null;
        for (int switches = 0;
                switches <= MOST_SWITCHES && (report == null || report.found().isEmpty());
                switches++) {
            report = shortest(safeguard.without(), safeguard.bounds().preemptions(switches));
            shortest &= report.complete();
            runs += report.runs();
            steps += report.steps();
        }
        if (report.found().isEmpty()) {
            shortest = false;
            report = new Explorer(safeguard.without(), safeguard.bounds().preemptions(Bounds.UNLIMITED))
                    .random(1, RANDOM_RUNS);
            runs += report.runs();
            steps += report.steps();
        }
        Optional<Outcome> found = report.found();
        return Map.of(
                "runs",
                runs,
                "steps",
                steps,
                "length",
                found.map(o -> o.trace().size()).orElse(0),
                "shortest",
                shortest,
                "violation",
                found.flatMap(Outcome::violation).orElse(""),
                "story",
                found.map(Outcome::story).orElse(""));
    }

    private static Report shortest(World.Scenario scenario, Bounds bounds) {
        if (bounds.powerLosses() > 0) {
            return new Explorer(scenario, bounds).shortest(MOST_STATES);
        }
        try (GraphShortest search = new GraphShortest(scenario, bounds)) {
            return search.run(MOST_STATES);
        }
    }
}
