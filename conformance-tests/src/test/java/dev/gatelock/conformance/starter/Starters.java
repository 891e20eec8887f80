package dev.gatelock.conformance.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.known.KnownFailures;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.run.Jobs;
import dev.gatelock.conformance.run.Plan;
import dev.gatelock.conformance.run.SuiteRun;
import dev.gatelock.conformance.run.Watcher;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Writes a starter into a folder, and plays scenarios against it. */
final class Starters {

    private Starters() {}

    static RunReport run(Manifest manifest, Path folder, List<Scenario> scenarios) {
        Settings system = Settings.fromSystem();
        Settings settings = new Settings(system.timeoutFactor(), system.seed(), folder.resolve("out"));
        return new SuiteRun(manifest, settings, KnownFailures.none())
                .play(
                        new Plan(scenarios, 1, Jobs.of(2)),
                        SuiteRun.options(true, Map.of()),
                        "",
                        Watcher.NONE,
                        smoke -> assertThat(smoke.problem()).isEmpty());
    }

    static Manifest written(Starter starter, Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        starter.write(folder);
        if (starter.prepare().isPresent()) {
            String command = starter.prepare().get();
            String compiler = command.substring(0, command.indexOf(' '));
            assumeTrue(onPath(compiler), compiler + " is not installed");
            Process build = new ProcessBuilder("/bin/sh", "-c", command)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(build.waitFor(2, TimeUnit.MINUTES) && build.exitValue() == 0)
                    .as(command)
                    .isTrue();
        }
        return ManifestReader.read(folder.resolve(Starter.MANIFEST));
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }
}
