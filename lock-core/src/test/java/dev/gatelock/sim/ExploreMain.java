package dev.gatelock.sim;

/** For trying out by hand. */
final class ExploreMain {
    public static void main(String[] args) {
        boolean moving = args[0].endsWith("+");
        Scenarios named = Scenarios.valueOf(args[0].replace("+", ""));
        World.Scenario scenario = world -> {
            if (moving) {
                world.movingClock();
            }
            named.build(world);
        };
        int p = Integer.parseInt(args[1]);
        Bounds b = (p < 0 ? Bounds.free() : Bounds.none().preemptions(p)).crashes(Integer.parseInt(args[2]))
                .earlyTicks(Integer.parseInt(args[3])).recycles(Integer.parseInt(args[4]));
        int runs = Integer.parseInt(args[5]);
        long start = System.nanoTime();
        Report r = args.length > 6 ? new Explorer(scenario, b).random(Long.parseLong(args[6]), runs) : new Explorer(scenario, b).exhaustive(runs);
        System.out.println(named + " " + b + " " + r + "  " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
