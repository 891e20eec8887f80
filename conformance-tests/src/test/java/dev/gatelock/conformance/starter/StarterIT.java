package dev.gatelock.conformance.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.run.Profile;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The starters do what they offer; those that are compiled, where there is a compiler. */
class StarterIT {

    private static final Set<String> HANGING =
            Set.of("cleanup-hangs-at-exit", "exit-hangs-after-teardown", "teardown-hangs");

    @TempDir
    Path folder;

    /** The quick profile, and what is hard to get right on the way out. */
    @ParameterizedTest
    @EnumSource
    void passes(Starter starter) throws Exception {
        Manifest manifest = Starters.written(starter, folder);
        RunReport report = Starters.run(
                manifest,
                folder,
                Catalogue.all().stream()
                        .filter(s -> Profile.QUICK.has(s) || HANGING.contains(s.slug()))
                        .toList());
        assertThat(report.gate().code()).as(TextReport.full(report)).isZero();
        assertThat(report.counts().get(Status.PASS)).isGreaterThan(8);
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Starter.BASH.write(folder);
        assertThatThrownBy(() -> Starter.BASH.write(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is there already");
    }
}
