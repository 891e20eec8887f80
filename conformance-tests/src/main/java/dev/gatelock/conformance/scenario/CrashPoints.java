package dev.gatelock.conformance.scenario;

import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SIGKILL at every system call that a subject makes on its home, from outside, in any language. The calls are counted first. All
 * are played, but for a subject that is slow to start (here, now), for which the seed chooses, and for
 * {@code -Dconformance.crashes}, which says how many ({@code 0} means all). strace counts for
 * each thread and each kind of call by itself, so a moment is a kind of call and a number. (Its {@code --seccomp-bpf} would be
 * quicker, but swallows injected signals up to 6.1 at least.)
 */
final class CrashPoints {

    /** What changes or locks something; a question mark lets strace pass over what this machine does not have. */
    private static final String CALLS = "flock,fcntl,?rename,?renameat,renameat2,?link,linkat,fsync,fdatasync,?unlink,"
            + "unlinkat,pwrite64,ftruncate,truncate,write,writev,?open,openat,?mkdir,mkdirat,?chmod,fchmod,fchmodat";

    private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\(");

    private static final int ALL = 0;
    /** For a subject that needs a second or two to start under strace. */
    private static final int SOME_DEATHS = 12;
    /** For one that needs longer. */
    private static final int FEW_DEATHS = 3;

    private static final long SLOW_NANOS = 1_500_000_000L;
    private static final long SLOWER_NANOS = 4_000_000_000L;

    private final Stage stage;
    private long began;
    /** Nanoseconds from the launch to the first count; 0 as long as nothing was counted. */
    private long needed;

    CrashPoints(Stage stage) {
        this.stage = stage;
    }

    /** The n-th call of that name. */
    record Moment(String call, int n) implements Comparable<Moment> {
        private static final Comparator<Moment> ORDER =
                Comparator.comparing(Moment::call).thenComparingInt(Moment::n);

        @Override
        public int compareTo(Moment other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return call + "-" + n;
        }
    }

    /** How many calls each thread has made, by thread and name. */
    record Counts(Map<String, Integer> calls, Set<Moment> home) {
        static final Counts NONE = new Counts(Map.of(), Set.of());
    }

    /** The same launch, its calls on the home written down. */
    Launch counted(Launch launch) {
        began = System.nanoTime();
        return launch.strace("count.log", arguments(List.of()));
    }

    /** The same launch, killed at the entry of that call. */
    Launch dying(Launch launch, Moment at) {
        return launch.named("victim-" + at)
                .strace(
                        "crash.log",
                        arguments(List.of("-e", "inject=" + at.call() + ":signal=SIGKILL:when=" + at.n())));
    }

    private String[] arguments(List<String> more) {
        // not -P: temporary files have names that nobody knows beforehand
        List<String> all = new ArrayList<>(List.of("-y", "-e", "trace=" + CALLS));
        all.addAll(more);
        return all.toArray(String[]::new);
    }

    Counts counts() throws IOException {
        if (needed == 0) {
            needed = System.nanoTime() - began;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        Set<Moment> home = new TreeSet<>();
        Path log = stage.folder().resolve("count.log");
        for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
            Matcher call = CALL.matcher(line);
            if (call.lookingAt()) {
                int n = counts.merge(call.group(1) + " " + call.group(2), 1, Integer::sum);
                if (line.contains(stage.home().path().toString())) {
                    home.add(new Moment(call.group(2), n));
                }
            }
        }
        return new Counts(counts, home);
    }

    /** The moments at which to die: those of {@code all} that {@code before} did not see yet. */
    List<Moment> moments(Counts before, Counts all) {
        Set<Moment> moments = new TreeSet<>();
        all.calls().forEach((key, calls) -> {
            for (int n = before.calls().getOrDefault(key, 0) + 1; n <= calls; n++) {
                Moment moment = new Moment(key.substring(key.indexOf(' ') + 1), n);
                if (all.home().contains(moment)) {
                    moments.add(moment);
                }
            }
        });
        return chosen(List.copyOf(moments));
    }

    private int deaths() {
        if (needed < SLOW_NANOS) {
            return ALL;
        }
        return needed < SLOWER_NANOS ? SOME_DEATHS : FEW_DEATHS;
    }

    private List<Moment> chosen(List<Moment> moments) {
        int most = Integer.getInteger("conformance.crashes", deaths());
        if (most <= 0 || moments.size() <= most) {
            stage.note("dies at each of " + moments.size() + " system calls on the home");
            return moments;
        }
        List<Moment> mixed = new ArrayList<>(moments);
        Collections.shuffle(mixed, stage.random());
        // one of each kind of call before a second of any: most of them open files
        Map<String, Integer> turns = new LinkedHashMap<>();
        Map<Moment, Integer> turn = new LinkedHashMap<>();
        mixed.forEach(m -> turn.put(m, turns.merge(m.call(), 1, Integer::sum)));
        mixed.sort(Comparator.comparingInt(turn::get));
        List<Moment> played = mixed.subList(0, most).stream().sorted().toList();
        stage.note("dies at " + played + ", chosen by the seed; not played, of " + moments.size() + ": "
                + mixed.subList(most, mixed.size()).stream().sorted().toList()
                + "; -Dconformance.crashes=0 plays all");
        return played;
    }
}
