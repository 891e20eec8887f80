package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.spec.Requirement;
import dev.gatelock.conformance.spec.Specification;
import dev.gatelock.conformance.text.Nearest;
import dev.gatelock.conformance.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: everything about one requirement or one scenario. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells what a requirement or a scenario is about, and what is likely wrong when it fails.")
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID|SLUG", arity = "1..*", description = "such as REC-01 or dual-start")
    private List<String> names;

    ExplainCommand() {}

    @Override
    public Integer call() {
        names.forEach(name -> System.out.print(explain(name)));
        return ExitCode.AS_EXPECTED.code();
    }

    private static String explain(String name) {
        Optional<Requirement> requirement = Specification.ours().find(name.toUpperCase(Locale.ROOT));
        if (requirement.isPresent()) {
            return Explanation.of(requirement.get());
        }
        return all().filter(s -> s.slug().equals(name))
                .findFirst()
                .map(Explanation::of)
                .orElseThrow(() -> unknown(name));
    }

    private static Stream<Scenario> all() {
        return Catalogue.all().stream();
    }

    private static UsageException unknown(String name) {
        List<String> known = new ArrayList<>(all().map(Scenario::slug).toList());
        Specification.ours().requirements().forEach(r -> known.add(r.id()));
        return new UsageException("\"" + name + "\" is no scenario and no requirement"
                + Nearest.of(name, known).map(n -> ", did you mean " + n + "?").orElse("; `list` shows them"));
    }
}
