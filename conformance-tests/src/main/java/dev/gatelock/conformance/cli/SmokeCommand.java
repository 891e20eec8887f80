package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.run.Here;
import dev.gatelock.conformance.run.Smoke;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code smoke}: can the subject be exercised at all? */
@Command(
        name = "smoke",
        mixinStandardHelpOptions = true,
        description =
                "Starts the subject once, hears its witness line, stops it; says what is wrong with the manifest.")
final class SmokeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SUBJECT.json", description = "the subject's manifest")
    private Path subject;

    @Option(names = "--timeout-factor", paramLabel = "X", description = "multiplies every bound; default 1")
    private Double timeoutFactor;

    SmokeCommand() {}

    @Override
    public Integer call() {
        Manifest manifest = ManifestReader.read(subject);
        manifest.about().warnings().forEach(System.err::println);
        Optional<String> unsuitable = Here.unsuitable();
        if (unsuitable.isPresent()) {
            System.err.println(unsuitable.get());
            return ExitCode.UNSUITABLE.code();
        }
        double factor = Numbers.positive(
                "--timeout-factor", timeoutFactor, Settings.fromSystem().timeoutFactor());
        Smoke.Answer answer = new Smoke(manifest, factor).look();
        answer.remarks().forEach(remark -> System.err.println("remark: " + remark));
        if (answer.problem().isPresent()) {
            System.err.println(manifest.name() + " cannot be exercised: "
                    + answer.problem().get());
            return ExitCode.NOT_EXERCISED.code();
        }
        System.out.printf(
                Locale.ROOT, "%s: active after %.1f s, tells its pid, ends%n", manifest.name(), answer.startSeconds());
        System.out.println("it offers: "
                + answer.subject().features().stream()
                        .map(Feature::key)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return ExitCode.AS_EXPECTED.code();
    }
}
