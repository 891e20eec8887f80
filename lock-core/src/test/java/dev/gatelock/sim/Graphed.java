package dev.gatelock.sim;

import java.util.Map;

/** By hand. */
public final class Graphed {
    private Graphed() {}

    public static void main(String[] args) {
        try {
            new PatchedLoader(Map.of())
                    .loadClass(Graphed.class.getName())
                    .getMethod("search", String[].class)
                    .invoke(null, (Object) args);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void search(String[] args) {
        int preemptions = Integer.parseInt(args[1]);
        Bounds bounds = (preemptions < 0 ? Bounds.free() : Bounds.none().preemptions(preemptions))
                .crashes(Integer.parseInt(args[2]))
                .earlyTicks(Integer.parseInt(args[3]))
                .recycles(Integer.parseInt(args[4]));
        long start = System.nanoTime();
        long limit = Long.parseLong(args[5]);
        GraphSearch search = new GraphSearch(Scenarios.valueOf(args[0]), bounds);
        long[] shown = {start};
        Runtime.getRuntime().addShutdownHook(new Thread(() -> search.graph().branchings().entrySet().stream().sorted((a, b) -> b.getValue() - a.getValue()).limit(60).forEach(System.out::println)));
        Report report = search.run(() -> {
            long now = System.nanoTime();
            if (now - shown[0] > 10_000_000_000L) {
                shown[0] = now;
                System.out.println("... " + (now - start) / 1_000_000_000 + " s " + search);
            }
            return (now - start) / 1_000_000_000 < limit;
        });
        System.out.println(
                args[0] + " " + report + "\n" + search + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
