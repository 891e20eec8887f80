package dev.gatelock.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shortest way in which a wrong protocol goes wrong, kept as a file that people read and a test replays: what breaks, the
 * choices, the steps.
 */
final class KeptTrace {
    private static final String CHOICES = "choices: ";

    private KeptTrace() {}

    /** As it must read. */
    static String text(WrongProtocol wrong, Outcome outcome) {
        String choices = outcome.choices().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return ProveLevel.words(wrong) + " => " + outcome.violation().orElse("nothing breaks") + "\n" + CHOICES
                + choices + "\n\n" + outcome.trace();
    }

    /** As it was kept; empty if it was not. */
    static String kept(WrongProtocol wrong) {
        try (InputStream in = KeptTrace.class.getResourceAsStream("traces/" + ProveLevel.words(wrong) + ".txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Outcome replay(WrongProtocol wrong) {
        List<Integer> choices = kept(wrong)
                .lines()
                .filter(line -> line.startsWith(CHOICES))
                .flatMap(line -> Arrays.stream(line.substring(CHOICES.length()).split(" ")))
                .map(Integer::valueOf)
                .toList();
        return SimScheduler.run(wrong, wrong.bounds(), Chooser.replay(choices));
    }

    static ProveCase.Row row(WrongProtocol wrong) {
        Outcome outcome = replay(wrong);
        int steps = outcome.trace().size();
        boolean good = text(wrong, outcome).equals(kept(wrong));
        return new ProveCase.Row(
                good ? "wrong: " + wrong.rule + " after " + steps + " steps (kept)" : "NOT AS KEPT",
                good,
                1,
                0,
                steps,
                good ? "" : text(wrong, outcome));
    }

    /** Searches all of them anew and writes them to the folder that is named. */
    public static void main(String[] args) throws IOException {
        for (WrongProtocol wrong : WrongProtocol.values()) {
            Outcome found =
                    new Explorer(wrong, wrong.bounds()).shortest(80_000).found().orElseThrow();
            Files.writeString(Path.of(args[0], ProveLevel.words(wrong) + ".txt"), text(wrong, found));
        }
        System.exit(0);
    }
}
