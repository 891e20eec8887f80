package dev.gatelock.conformance.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated kernel's rules of Windows are those of Wine, as far as Wine is Windows: {@code WindowsStories} of {@code lock-core}
 * tells random calls of several processes with the answers by the rules, and as many Windows JVMs make the same calls with
 * {@code lock-windows}. Its documentation says which calls are left out, and why. {@code -Dconformance.seed=N} changes the stories,
 * {@code -Dconformance.stories=N} their number.
 */
@OnWine
@Timeout(300)
class DifferentialWineIT {
    private static final String STORIES = "dev.gatelock.sim.WindowsStories";
    private static final String WORKER = "dev.gatelock.sim.PortCalls";
    private static final long SEED = Long.getLong("conformance.seed", 1);
    private static final int COUNT = Integer.getInteger("conformance.stories", 30);
    private static final int CALLS = 80;
    private static final String ARROW = " -> ";

    @TempDir
    Path folder;

    private final Wine wine = Wine.shared();
    /** Not in use, and perhaps not ready yet. */
    private final Deque<StoryWorker> spare = new ArrayDeque<>();

    private final List<StoryWorker> players = new ArrayList<>();
    private List<Path> classPath;
    private Path home;
    private int started;

    @AfterEach
    void end() {
        wine.close();
    }

    @Test
    void the_simulated_kernel_and_windows_jvms_answer_random_calls_alike() throws Exception {
        classPath = List.of(simulation(), root().resolve("gateway-runner/target/gateway.jar"));
        List<String> lines = told();
        for (int i = 0; i < 4; i++) {
            spare.add(start());
        }
        List<String> story = new ArrayList<>();
        Set<String> answers = new HashSet<>();
        int calls = 0;
        int deaths = 0;
        for (String line : lines) {
            if (line.startsWith("story ")) {
                story.clear();
                begin(line);
                continue;
            }
            calls++;
            int who = Integer.parseInt(line.substring(0, line.indexOf(' ')));
            int arrow = line.lastIndexOf(ARROW);
            String call = line.substring(line.indexOf(' ') + 1, arrow);
            String expected = line.substring(arrow + ARROW.length());
            String actual = call.equals("dies") ? die(who) : players.get(who).tell(call);
            deaths += call.equals("dies") ? 1 : 0;
            story.add(who + " " + call + ARROW + actual);
            answers.add(actual);
            assertThat(expected)
                    .as(() -> "seed " + SEED + ": the simulated kernel, where Wine says\n" + String.join("\n", story))
                    .isEqualTo(actual);
        }
        System.out.printf(
                Locale.ROOT, "seed %d: %d stories, %d calls, %d deaths: all alike%n", SEED, COUNT, calls, deaths);
        assertThat(answers)
                .contains("ok", "ACQUIRED", "CONTENDED", "BUSY", "EXISTS", "NOT_FOUND", "NOT_REGULAR", "NO", "UNKNOWN");
    }

    private static Path root() {
        return Wine.SUBJECTS.resolve("../..").normalize();
    }

    private static Path simulation() throws IOException {
        try (Stream<Path> jars = Files.list(root().resolve("lock-core/target"))) {
            return jars.filter(jar -> jar.toString().endsWith("-sim.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The simulated kernel runs in a JVM of this Linux: the kit is not compiled against it. */
    private List<String> told() throws IOException, InterruptedException {
        Process teller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath.get(0) + ":" + classPath.get(1),
                        STORIES,
                        Long.toString(SEED),
                        Integer.toString(COUNT),
                        Integer.toString(CALLS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told = new String(teller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(teller.waitFor()).isZero();
        return told.lines().toList();
    }

    private StoryWorker start() throws IOException {
        Path alive = folder.resolve("alive" + started++);
        return wine.worker(folder, alive, classPath, WORKER);
    }

    private void begin(String line) throws IOException {
        String[] words = line.split(" ");
        spare.addAll(players);
        players.clear();
        home = Files.createDirectory(folder.resolve("story" + words[1]));
        Files.createDirectory(home.resolve("dir"));
        for (int i = Integer.parseInt(words[2]); i > 0; i--) {
            StoryWorker player = spare.remove();
            player.home(home);
            players.add(player);
        }
    }

    private String die(int who) throws IOException, InterruptedException {
        StoryWorker dead = players.get(who);
        dead.kill();
        spare.add(start());
        StoryWorker next = spare.remove();
        next.awaitEndOf(dead);
        next.home(home);
        players.set(who, next);
        return "ok";
    }
}
