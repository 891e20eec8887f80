package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.scenario.Scenario;
import java.util.List;

/** What to look at first; the scenario's own guess, unless the findings are about one command only. */
final class LikelyCause {

    private static final String OF_STATUS =
            "status answers from what lies on the disk, or by trying the lock, where it has to ask the kernel who holds it;"
                    + " nothing else is wrong here";

    private LikelyCause() {}

    static String of(Scenario scenario, List<Finding> findings) {
        boolean status = !findings.isEmpty()
                && findings.stream()
                        .allMatch(finding -> Expect.ON_STATUS.stream().anyMatch(finding.message()::startsWith));
        return status ? OF_STATUS : scenario.cause();
    }
}
