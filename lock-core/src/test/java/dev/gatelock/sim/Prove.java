package dev.gatelock.sim;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** {@code conformance prove}: runs the real protocol on the simulated kernel in every order, and what is wrong as well. */
public final class Prove {
    private static final String USAGE =
            """
            usage: prove [--quick | --deep] [--seed N] [--jobs N]
              Runs the protocol of lock-core on a simulated kernel in every order, with crashes and power losses, and
              protocols that are known to be wrong, which must be found wrong.
              --quick   under a minute      --deep   until every case is complete: hours
              --seed N  of the random schedules; the same seed repeats them
              --jobs N  cases at a time; default: as many as there are processors, at most 4
            exit status: 0 all as it must be, 1 something is not, 2 usage, 70 a bug here
            """;
    private static final long HEARTBEAT_SECONDS = 15;

    private final PrintStream out;
    private ProveLevel level = ProveLevel.NORMAL;
    private long seed = 1;
    private int jobs = Math.min(4, Runtime.getRuntime().availableProcessors());
    private final Map<String, String> running = new ConcurrentSkipListMap<>();

    private Prove(PrintStream out) {
        this.out = out;
    }

    /** Ends the JVM with the status. */
    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    /**
     * The command.
     *
     * @param args without the command's name, never null
     * @param out where everything goes that it has to say, never null
     * @return the exit status: 0, 1, 2 or 70
     */
    public static int run(String[] args, PrintStream out) {
        Prove prove = new Prove(out);
        try {
            if (Arrays.asList(args).contains("--help")) {
                out.print(USAGE);
                return 0;
            }
            prove.read(Arrays.asList(args).iterator());
        } catch (IllegalArgumentException e) {
            out.println("prove: " + e.getMessage());
            out.print(USAGE);
            return 2;
        }
        try {
            return prove.all();
        } catch (ExecutionException e) {
            e.getCause().printStackTrace(out);
            return 70;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 70;
        }
    }

    private void read(Iterator<String> args) {
        while (args.hasNext()) {
            String option = args.next();
            switch (option) {
                case "--quick" -> level = ProveLevel.QUICK;
                case "--deep" -> level = ProveLevel.DEEP;
                case "--seed" -> seed = number(option, args);
                case "--jobs" -> jobs = (int) Math.max(1, Math.min(64, number(option, args)));
                default -> throw new IllegalArgumentException("unknown: " + option);
            }
        }
    }

    private static long number(String option, Iterator<String> args) {
        String value = args.hasNext() ? args.next() : "";
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a whole number, not \"" + value + "\"");
        }
    }

    private int all() throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        List<ProveCase> cases = level.cases(seed);
        out.printf(
                "%d cases and %d safeguards, seed %d, %d at a time%n",
                cases.size(), Safeguard.values().length, seed, jobs);
        List<Weakened.Result> safeguards = new ArrayList<>();
        for (Safeguard safeguard : Safeguard.values()) {
            cases.add(new ProveCase("without: " + safeguard.text, progress -> {
                Weakened.Result result = Weakened.without(safeguard);
                synchronized (safeguards) {
                    safeguards.add(result);
                }
                return result.row();
            }));
        }
        Totals totals = run(cases);
        out.println();
        out.print(Weakened.table(safeguards));
        out.printf(
                "%n%d cases, %d states, %d schedules, %d steps, %d seconds: %s%n",
                cases.size(),
                totals.states,
                totals.schedules,
                totals.steps,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                totals.bad == 0 ? "all as it must be" : totals.bad + " not as they must be");
        return totals.bad == 0 ? 0 : 1;
    }

    private static final class Totals {
        private long states;
        private long schedules;
        private long steps;
        private int bad;

        void add(ProveCase.Row row) {
            states += row.states();
            schedules += row.schedules();
            steps += row.steps();
            bad += row.good() ? 0 : 1;
        }
    }

    private record Done(String name, ProveCase.Row row, long millis) {}

    private Totals run(List<ProveCase> cases) throws InterruptedException, ExecutionException {
        Totals totals = new Totals();
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            ExecutorCompletionService<Done> service = new ExecutorCompletionService<>(pool);
            cases.forEach(one -> service.submit(() -> timed(one)));
            for (int left = cases.size(); left > 0; ) {
                Future<Done> done = service.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (done == null) {
                    out.println("        ... " + left + " left, at work: " + String.join("; ", atWork()));
                } else {
                    left--;
                    show(done.get());
                    totals.add(done.get().row());
                }
            }
            return totals;
        } finally {
            pool.shutdownNow();
        }
    }

    private List<String> atWork() {
        List<String> cases = new ArrayList<>();
        running.forEach((name, progress) -> cases.add(name + progress));
        return cases;
    }

    private Done timed(ProveCase one) {
        long start = System.nanoTime();
        running.put(one.name(), "");
        ProveCase.Row row = one.search().run(progress -> running.put(one.name(), " (" + progress + ")"));
        running.remove(one.name());
        return new Done(one.name(), row, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private void show(Done done) {
        ProveCase.Row row = done.row();
        out.printf(
                "%-4s %-50s %-40s %8d schedules %8d states %9d steps %6.1f s%n",
                row.good() ? "ok" : "BAD",
                done.name(),
                row.verdict(),
                row.schedules(),
                row.states(),
                row.steps(),
                done.millis() / 1000.0);
        if (!row.story().isEmpty()) {
            out.println(row.story());
        }
        out.flush();
    }
}
