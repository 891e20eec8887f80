package dev.gatelock.sim;

import java.util.List;

/** Explores one scenario by hand: see {@link #main}. */
final class Explore {
    private Explore() {}

    /**
     * Arguments: scenario (with {@code +}: a moving clock), preemptions (-1: any), crashes, early ticks, recycles, runs, and a seed
     * for random schedules; without one, depth first. No runs: shows one undisturbed run.
     */
    public static void main(String[] args) {
        boolean moving = args[0].endsWith("+");
        Scenarios named = Scenarios.valueOf(args[0].replace("+", ""));
        int preemptions = Integer.parseInt(args[1]);
        Bounds bounds = (preemptions < 0 ? Bounds.free() : Bounds.none().preemptions(preemptions))
                .crashes(Integer.parseInt(args[2]))
                .earlyTicks(Integer.parseInt(args[3]))
                .recycles(Integer.parseInt(args[4]));
        int runs = Integer.parseInt(args[5]);
        if (runs == 0) {
            System.out.println(
                    SimScheduler.run(named, bounds, Chooser.replay(List.of())).story());
            return;
        }
        Explorer explorer = new Explorer(moving ? named.withMovingClock() : named, bounds);
        long start = System.nanoTime();
        Report report = args.length > 6 && args[6].equals("r")
                ? explorer.reduced(runs)
                : args.length > 6 ? explorer.random(Long.parseLong(args[6]), runs) : explorer.exhaustive(runs);
        System.out.println(
                args[0] + " " + bounds + " " + report + "\n" + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
