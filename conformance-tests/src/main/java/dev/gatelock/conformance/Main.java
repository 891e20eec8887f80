package dev.gatelock.conformance;

import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestException;
import dev.gatelock.conformance.subject.ManifestReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code run SUBJECT.json [SLUG-OR-PATTERN...]}: the scenarios from a terminal. */
public final class Main {

    private static final int AS_EXPECTED = 0;
    private static final int DIFFERS = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, PrintStream out) {
        if (args.length < 2 || !args[0].equals("run")) {
            out.println("usage: run SUBJECT.json [SLUG-OR-PATTERN...]");
            return USAGE;
        }
        try {
            List<Pattern> patterns = List.of(args).subList(2, args.length).stream()
                    .map(Main::glob)
                    .toList();
            List<Scenario> chosen = Catalogue.all().stream()
                    .filter(s -> patterns.isEmpty()
                            || patterns.stream()
                                    .anyMatch(p -> p.matcher(s.slug()).matches()))
                    .toList();
            if (chosen.isEmpty()) {
                out.println("no scenario matches");
                return USAGE;
            }
            return play(ManifestReader.read(Path.of(args[1])), chosen, out);
        } catch (ManifestException e) {
            out.println(e.getMessage());
            return USAGE;
        }
    }

    private static int play(Manifest manifest, List<Scenario> scenarios, PrintStream out) {
        Settings settings = Settings.fromSystem();
        out.println("seed " + settings.seed());
        Player player = new Player(manifest, settings);
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Result result = player.play(scenario);
            results.add(result);
            out.println(result.status().red() ? TextReport.details(scenario, result) : TextReport.line(result));
        }
        out.println(TextReport.summary(manifest.name(), results));
        return results.stream().anyMatch(r -> r.status().red()) ? DIFFERS : AS_EXPECTED;
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
