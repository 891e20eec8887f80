package dev.gatelock.conformance.scenario;

import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.subject.Feature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One reported (or derived) failure as a test.
 *
 * @param slug its name, for ever
 * @param refs upstream reports and fixes
 * @param situation what is the case
 * @param required what must be true then
 * @param cause what is likely wrong in an implementation that fails
 * @param since the version of the suite that has it
 */
public record Scenario(
        String slug,
        Section section,
        List<String> refs,
        List<Req> requirements,
        String situation,
        String required,
        String cause,
        String since,
        Set<Feature> features,
        Set<Machine> machine,
        Body body) {

    static Builder named(Section section, String slug, String... refs) {
        return new Builder(section, slug, List.of(refs));
    }

    /** Collects the parts; the body comes last. */
    static final class Builder {
        private final Section section;
        private final String slug;
        private final List<String> refs;
        private final List<Req> requirements = new ArrayList<>();
        private final Set<Feature> features = EnumSet.noneOf(Feature.class);
        private final Set<Machine> machine = EnumSet.of(Machine.LINUX);
        private String situation = "";
        private String required = "";
        private String cause = "";

        private Builder(Section section, String slug, List<String> refs) {
            this.section = section;
            this.slug = slug;
            this.refs = refs;
        }

        Builder cites(Req... more) {
            requirements.addAll(List.of(more));
            return this;
        }

        Builder when(String text) {
            situation = text;
            return this;
        }

        Builder then(String text) {
            required = text;
            return this;
        }

        Builder cause(String text) {
            cause = text;
            return this;
        }

        Builder needs(Feature... more) {
            features.addAll(List.of(more));
            return this;
        }

        /** Tricks of this kernel say nothing about a subject that is not its own. */
        Builder needs(Machine... more) {
            machine.addAll(List.of(more));
            if (machine.stream().anyMatch(Machine::trick)) {
                features.addAll(Feature.ofPosix());
            }
            return this;
        }

        Scenario plays(Body body) {
            return new Scenario(
                    slug,
                    section,
                    refs,
                    List.copyOf(requirements),
                    situation,
                    required,
                    cause,
                    "0.1",
                    Set.copyOf(features),
                    Set.copyOf(machine),
                    body);
        }
    }
}
