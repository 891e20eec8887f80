package dev.gatelock.conformance.scenario;

import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final Pattern OPENS = Pattern.compile("open|openat|flock|fcntl");

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

        /** Counted among the calls on known names: a program opens, and locks, other files as often as it likes. */
        boolean known() {
            return OPENS.matcher(call).matches();
        }

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
        return launch.strace("count.log", "-y", "-e", "trace=" + CALLS);
    }

    /** The same launch, killed at the entry of that call. */
    Launch dying(Launch launch, Moment at) {
        List<String> all = new ArrayList<>();
        if (at.known()) {
            known().forEach(path -> all.addAll(List.of("-P", path)));
        }
        all.addAll(List.of("-e", "trace=" + at.call()));
        all.addAll(List.of("-e", "inject=" + at.call() + ":signal=SIGKILL:when=" + at.n()));
        return launch.named("victim-" + at).strace("crash.log", all.toArray(String[]::new));
    }

    /** What strace can be told to look at; temporary files have names that nobody knows beforehand. */
    private Set<String> known() {
        Home home = stage.home();
        Set<Path> paths = new LinkedHashSet<>(List.of(home.path(), home.lock(), home.pid()));
        paths.add(home.lock().getParent());
        for (String name : List.of(Home.STATE, Home.TAKEOVER)) {
            paths.add(home.file(name));
        }
        Set<String> known = paths.stream().map(Path::toString).collect(Collectors.toCollection(LinkedHashSet::new));
        known.addAll(inHome()); // as one calls them that works inside of its home
        return known;
    }

    private Set<String> inHome() {
        Home home = stage.home();
        return Stream.of(home.lock(), home.pid())
                .filter(path -> path.startsWith(home.path()) && !path.equals(home.path()))
                .map(path -> home.path().relativize(path).toString())
                .collect(Collectors.toCollection(LinkedHashSet::new));
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
                String name = call.group(2);
                boolean opens = OPENS.matcher(name).matches();
                boolean ours = opens
                        ? known().stream().anyMatch(p -> names(line, p))
                        : line.contains(stage.home().path().toString())
                                || inHome().stream().anyMatch(file -> line.contains("\"" + file + "\""));
                if (ours || !opens) {
                    int n = counts.merge(call.group(1) + " " + name, 1, Integer::sum);
                    if (ours) {
                        home.add(new Moment(name, n));
                    }
                }
            }
        }
        return new Counts(counts, home);
    }

    /** As {@code -P} sees it: as a path that is spelled out, or by a descriptor; not relative to the working directory. */
    private static boolean names(String line, String path) {
        return line.contains("\"" + path + "\"")
                || line.contains("<" + path + ">") && !line.contains("AT_FDCWD<" + path + ">");
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
