package dev.gatelock.conformance.mutants;

import dev.gatelock.conformance.Player;
import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays every mutant in every scenario and writes what goes red: {@code FILE [MUTANT...]}. That takes hours; a mutant that
 * is in the file already is passed over, so that it can be done in pieces.
 */
final class FullMatrix {

    private static final double HASTE = 0.4;

    private FullMatrix() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Set<String> only = Set.of(args);
        Set<String> done =
                Files.exists(file) ? Kill.read(file).stream().map(Kill::mutant).collect(Collectors.toSet()) : Set.of();
        for (String mutant : PythonMutants.names()) {
            if (!done.contains(mutant) && (args.length == 1 || only.contains(mutant))) {
                Files.write(
                        file,
                        row(PythonMutants.manifest(mutant)),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
    }

    private static List<String> row(Manifest mutant) {
        Settings settings = Settings.fromSystem();
        Player player = new Player(mutant, new Settings(HASTE, settings.seed(), settings.out()));
        List<String> lines = new ArrayList<>();
        for (Scenario scenario : Catalogue.all()) {
            Result result = player.play(scenario);
            if (result.status().red()) {
                String finding = result.findings().stream()
                        .max((a, b) -> a.status().compareTo(b.status()))
                        .map(f -> f.message())
                        .orElse("");
                lines.add(String.join(
                        " | ", mutant.name(), scenario.slug(), result.status().name(), oneLine(finding)));
            }
        }
        System.out.println(mutant.name() + ": " + lines.size());
        return lines;
    }

    private static String oneLine(String text) {
        String line = text.replace('\n', ' ').replace('|', '/');
        return line.length() > 120 ? line.substring(0, 120) : line;
    }
}
