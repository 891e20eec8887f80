package dev.gatelock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A test that is skipped although this machine could play it makes the build red. */
final class Guard {

    private final String subject;
    private final List<Result> results = Collections.synchronizedList(new ArrayList<>());

    Guard(String subject) {
        this.subject = subject;
    }

    void add(Result result) {
        results.add(result);
        System.out.println(TextReport.line(result));
    }

    void check() {
        System.out.println(TextReport.summary(subject, results));
        if (capable()) {
            assertThat(results)
                    .filteredOn(r -> r.status() == Status.SKIPPED)
                    .as("skipped although this machine can")
                    .isEmpty();
        }
        assertThat(results).as("scenarios that were played").anyMatch(r -> r.status() == Status.PASS);
    }

    /** Root on Linux, with the tools that the faults need. */
    private static boolean capable() {
        return Files.isReadable(Path.of("/proc/self/stat"))
                && "root".equals(System.getProperty("user.name"))
                && Stream.of("unshare", "strace", "setpriv", "nsenter").allMatch(Guard::onPath);
    }

    private static boolean onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
