package dev.gatelock.conformance.selftest;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.known.KnownFailures;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.run.Gate;
import dev.gatelock.conformance.run.Here;
import dev.gatelock.conformance.run.Jobs;
import dev.gatelock.conformance.run.Plan;
import dev.gatelock.conformance.run.Runner;
import dev.gatelock.conformance.run.Smoke;
import dev.gatelock.conformance.run.Watcher;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Req;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.scenario.Section;
import dev.gatelock.conformance.subject.Manifest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each miniature subject has to get the right status, and nothing of it may be left. */
public final class Selftest {

    private static final int MANY = 256;

    private final PrintStream out;
    private final String token = "selftest-" + UUID.randomUUID();
    private int wrong;

    public Selftest(PrintStream out) {
        this.out = out;
    }

    /** Plays everything; the last line printed is the verdict. */
    public ExitCode run() throws IOException {
        if (Here.unsuitable().isPresent()) {
            out.println("FAILED: " + Here.unsuitable().get());
            return ExitCode.UNSUITABLE;
        }
        Path folder = Files.createTempDirectory("conformance-selftest-");
        try {
            for (Miniature miniature : Miniature.ALL) {
                judge(miniature, folder);
            }
            workerThrows(folder);
            manyFailures();
            killedHarness(folder);
            check("nothing is left", left().isEmpty(), left().toString());
        } finally {
            delete(folder);
        }
        out.println(wrong == 0 ? "PASSED: the suite can fail" : "FAILED: " + wrong + " checks of the suite itself");
        return wrong == 0 ? ExitCode.AS_EXPECTED : ExitCode.KIT_BUG;
    }

    private void judge(Miniature miniature, Path folder) throws IOException {
        Manifest manifest = miniature.manifest(folder, token);
        String said = new Smoke(manifest, 1).look().problem().orElse("");
        boolean told = miniature.smoke().isEmpty() ? said.isEmpty() : said.contains(miniature.smoke());
        check(miniature.defect() + ": first start", told, said);
        Scenario scenario = Catalogue.all().stream()
                .filter(s -> s.slug().equals(miniature.slug()))
                .findFirst()
                .orElseThrow();
        Result result = new Player(manifest, settings(folder)).play(scenario);
        check(
                miniature.defect() + ": " + miniature.slug() + " is " + miniature.expected(),
                result.status() == miniature.expected(),
                result.status() + " " + result.findings() + result.reason());
    }

    private static Settings settings(Path folder) {
        return new Settings(0.5, 1, folder.resolve("out"));
    }

    private void workerThrows(Path folder) throws IOException {
        Scenario broken = new Scenario(
                "throws",
                Section.RACES,
                List.of(),
                List.of(Req.START_01),
                "",
                "",
                "",
                "0",
                Set.of(),
                Set.of(),
                (stage, expect) -> {
                    throw new AssertionError("thrown on purpose");
                });
        Manifest manifest = Miniature.ALL.get(0).manifest(folder, token);
        List<Outcome> outcomes = KnownFailures.none()
                .judge(new Runner(manifest, settings(folder), Watcher.NONE)
                        .play(new Plan(List.of(broken), 1, Jobs.of(1)), 1));
        int code = Gate.verdict(outcomes).code();
        check("an exception on a worker thread ends with 70", code == ExitCode.KIT_BUG.code(), "exit status " + code);
    }

    private void manyFailures() {
        List<Outcome> outcomes = IntStream.range(0, MANY)
                .mapToObj(i -> new Outcome(
                        new Outcome.What("s" + i, "races", List.of()),
                        Status.FAIL,
                        dev.gatelock.conformance.results.Standing.DIFFERS,
                        List.of(),
                        "",
                        new Outcome.Effort(0, 0, 1),
                        ""))
                .toList();
        int code = Gate.verdict(outcomes).code();
        check(MANY + " failures end with 1", code == ExitCode.DIFFERS.code(), "exit status " + code);
    }

    /** Another harness is SIGKILLed while its subject is active. */
    private void killedHarness(Path folder) throws IOException {
        Path manifest = Miniature.ALL.stream()
                .filter(m -> m.defect().equals("hangs-in-stop"))
                .findFirst()
                .orElseThrow()
                .write(folder, token);
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.gatelock.conformance.Main",
                        "run",
                        manifest.toString(),
                        "--select",
                        "term-exits-zero",
                        "--out",
                        folder.resolve("killed").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.txt").toFile())
                .start();
        boolean began = until(120, () -> !left().isEmpty() || !harness.isAlive()) && harness.isAlive();
        harness.destroyForcibly();
        boolean gone = until(60, () -> left().isEmpty());
        check(
                "a killed harness leaves nothing",
                began && gone,
                began
                        ? left().toString()
                        : "its subject never started: " + Files.readString(folder.resolve("killed.txt")));
    }

    private static boolean until(int seconds, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return true;
    }

    /** Processes that carry our token. */
    private List<String> left() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(this::ours)
                    .map(p -> p.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            return List.of("/proc cannot be read");
        }
    }

    private boolean ours(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1)
                    .contains(token);
        } catch (IOException e) {
            return false;
        }
    }

    private void check(String what, boolean right, String found) {
        wrong += right ? 0 : 1;
        out.println((right ? "ok     " : "WRONG  ") + what + (right ? "" : ": " + found));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
