package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.scenario.Scenario;
import java.util.List;
import java.util.regex.Pattern;

/** What to look at first; the scenario's own guess, unless the findings are about one command only. */
final class LikelyCause {

    /** As expectations on the answer of {@code status} are worded. */
    private static final Pattern STATUS = Pattern.compile(
            "^(exit code of status while it runs|status says that nothing runs|running or cannot tell)");

    private static final String OF_STATUS =
            "status answers from what lies on the disk, or by trying the lock, where it has to ask the kernel who holds it;"
                    + " nothing else is wrong here";

    private LikelyCause() {}

    static String of(Scenario scenario, List<Finding> findings) {
        boolean status = !findings.isEmpty()
                && findings.stream()
                        .allMatch(finding -> STATUS.matcher(finding.message()).find());
        return status ? OF_STATUS : scenario.cause();
    }
}
