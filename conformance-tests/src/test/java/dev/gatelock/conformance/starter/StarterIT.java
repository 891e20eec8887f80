package dev.gatelock.conformance.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.known.KnownFailures;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.run.Plan;
import dev.gatelock.conformance.run.Profile;
import dev.gatelock.conformance.run.SuiteRun;
import dev.gatelock.conformance.run.Watcher;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Interop;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The starters do what they offer; those that are compiled, where there is a compiler. */
class StarterIT {

    private static final Path SUBJECTS = Path.of(System.getProperty("conformance.subjects", "subjects"));

    private static final Set<String> HANGING =
            Set.of("cleanup-hangs-at-exit", "exit-hangs-after-teardown", "teardown-hangs");

    @TempDir
    Path folder;

    /** The quick profile, and what is hard to get right on the way out. */
    @ParameterizedTest
    @EnumSource
    void passes(Starter starter) throws Exception {
        Manifest manifest = written(starter);
        RunReport report = run(
                manifest,
                Catalogue.all().stream()
                        .filter(s -> Profile.QUICK.has(s) || HANGING.contains(s.slug()))
                        .toList());
        assertThat(report.gate().code()).as(TextReport.full(report)).isZero();
        assertThat(report.counts().get(Status.PASS)).isGreaterThan(8);
    }

    @Test
    void isRefusedByTheReferenceAndRefusesIt() throws Exception {
        Manifest mine = written(Starter.PYTHON);
        Manifest reference = ManifestReader.read(SUBJECTS.resolve("reference.json"));
        List<Scenario> scenarios = Interop.between(mine, reference);
        assertThat(scenarios).hasSizeGreaterThan(6);
        List<Scenario> exclusion = scenarios.stream()
                .filter(s -> s.slug().matches("interop-(beside|crash|race)(-reverse)?"))
                .toList();
        RunReport report = run(mine, exclusion);
        assertThat(report.gate().code()).as(TextReport.full(report)).isZero();
        assertThat(report.counts()).containsOnlyKeys(Status.PASS);
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Starter.BASH.write(folder);
        assertThatThrownBy(() -> Starter.BASH.write(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is there already");
    }

    private RunReport run(Manifest manifest, List<Scenario> scenarios) {
        Settings system = Settings.fromSystem();
        Settings settings = new Settings(system.timeoutFactor(), system.seed(), folder.resolve("out"));
        return new SuiteRun(manifest, settings, KnownFailures.none())
                .play(
                        new Plan(scenarios, 1, 2),
                        SuiteRun.options(true, Map.of()),
                        "",
                        Watcher.NONE,
                        smoke -> assertThat(smoke.problem()).isEmpty());
    }

    private Manifest written(Starter starter) throws Exception {
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
