package dev.gatelock.conformance.stress;

import dev.gatelock.conformance.subject.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What is done, in order. The same seed gives the same schedule for the same subject. */
record Schedule(List<Step> steps) {

    private static final List<String> SIGNALS = List.of("KILL", "KILL", "KILL", "TERM", "TERM", "STOP", "CONT");
    private static final List<String> GARBAGE = List.of("nothing", "half a record", "zeros", "pid 1");
    private static final int LONGEST_PAUSE = 400;

    Schedule {
        steps = List.copyOf(steps);
    }

    static Schedule random(Manifest manifest, Random random, int length) {
        List<Deed> deeds = Arrays.stream(Deed.values())
                .filter(d -> d.needs().stream().allMatch(manifest::has))
                .toList();
        List<Step> steps = new ArrayList<>();
        List<String> started = new ArrayList<>();
        while (steps.size() < length) {
            Deed deed = started.isEmpty() ? Deed.START : pick(deeds, random);
            String actor = "";
            if (deed.starts()) {
                actor = "g" + (started.size() + 1);
                started.add(actor);
            } else if (deed.text().contains("%1$s")) {
                actor = random.nextInt(3) > 0 ? Step.OWNER : started.get(random.nextInt(started.size()));
            }
            String detail = deed == Deed.SIGNAL
                    ? SIGNALS.get(random.nextInt(SIGNALS.size()))
                    : deed == Deed.CORRUPT_RECORD ? GARBAGE.get(random.nextInt(GARBAGE.size())) : "";
            // most things come on each other's heels: there the races are
            int pause = random.nextInt(3) > 0 ? random.nextInt(20) : random.nextInt(LONGEST_PAUSE);
            steps.add(new Step(deed, actor, detail, pause));
        }
        return new Schedule(steps);
    }

    private static Deed pick(List<Deed> deeds, Random random) {
        int left = random.nextInt(deeds.stream().mapToInt(Deed::weight).sum());
        for (Deed deed : deeds) {
            left -= deed.weight();
            if (left < 0) {
                return deed;
            }
        }
        throw new IllegalStateException("weights");
    }

    /** Numbered lines for a reader. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append(String.format("%3d. %s%n", i + 1, steps.get(i)));
        }
        return text.toString();
    }
}
