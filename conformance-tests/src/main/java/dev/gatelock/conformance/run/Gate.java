package dev.gatelock.conformance.run;

import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport.Verdict;
import dev.gatelock.conformance.results.Standing;
import dev.gatelock.conformance.text.Counted;
import java.util.List;

/** Whether a run went as expected: what a build acts on. */
public final class Gate {

    private Gate() {}

    /** @param outcomes each with its standing; none at all is {@link ExitCode#USAGE}, never success */
    public static Verdict verdict(List<Outcome> outcomes) {
        ExitCode worst = outcomes.stream()
                .map(o -> code(o.standing()))
                .reduce(ExitCode.AS_EXPECTED, ExitCode::worse)
                .worse(coverage(outcomes));
        return new Verdict(worst.code(), text(worst, outcomes));
    }

    private static ExitCode code(Standing standing) {
        return switch (standing) {
            case EXPECTED, EXCUSED -> ExitCode.AS_EXPECTED;
            case DIFFERS, UNEXPECTED_PASS -> ExitCode.DIFFERS;
            case NOT_EXERCISED -> ExitCode.NOT_EXERCISED;
            case KIT_BUG -> ExitCode.KIT_BUG;
        };
    }

    /** A run that judged nothing is never in order. */
    private static ExitCode coverage(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return ExitCode.USAGE;
        }
        boolean judged =
                outcomes.stream().anyMatch(o -> o.status() != Status.SKIPPED && o.status() != Status.NOT_APPLICABLE);
        boolean skipped = outcomes.stream().anyMatch(o -> o.status() == Status.SKIPPED);
        return judged ? ExitCode.AS_EXPECTED : skipped ? ExitCode.UNSUITABLE : ExitCode.USAGE;
    }

    private static String text(ExitCode code, List<Outcome> outcomes) {
        return switch (code) {
            case AS_EXPECTED -> {
                long excused = count(outcomes, Standing.EXCUSED);
                yield excused == 0 ? code.meaning() : code.meaning() + ", with " + Counted.of(excused, "known failure");
            }
            case DIFFERS -> {
                long open = outcomes.stream()
                        .filter(o -> o.standing() == Standing.DIFFERS && o.status() == Status.INCONCLUSIVE)
                        .count();
                long red = count(outcomes, Standing.DIFFERS) - open;
                long passes = count(outcomes, Standing.UNEXPECTED_PASS);
                yield code.meaning() + ": " + red + " failed" + (open == 0 ? "" : ", " + open + " inconclusive")
                        + (passes == 0
                                ? ""
                                : ", " + Counted.of(passes, "known failure that passes", "known failures that pass")
                                        + ": to be removed from the list");
            }
            case USAGE -> code.meaning() + ": nothing that was selected applies to this subject";
            case UNSUITABLE -> code.meaning() + ": everything that was selected had to be skipped";
            default -> code.meaning();
        };
    }

    private static long count(List<Outcome> outcomes, Standing standing) {
        return outcomes.stream().filter(o -> o.standing() == standing).count();
    }
}
