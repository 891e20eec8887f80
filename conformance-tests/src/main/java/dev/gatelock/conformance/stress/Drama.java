package dev.gatelock.conformance.stress;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Judge;
import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Bounds;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Prop;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.Unmet;
import dev.gatelock.conformance.history.History;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plays one schedule and judges it: never two, nobody hangs, no bystander ended, and at the end a plain start works. */
final class Drama {

    /** What came of it. */
    record Outcome(List<Finding> findings, History history) {

        boolean failed() {
            return findings.stream().anyMatch(f -> f.status().red());
        }

        /** The checks that found something: a shorter schedule has to fail for the same reason. */
        Set<String> checks() {
            Set<String> checks = new HashSet<>();
            findings.stream().filter(f -> f.status().red()).forEach(f -> checks.add(f.check()));
            return checks;
        }
    }

    private final Stage stage;
    private final Map<String, Actor> cast = new LinkedHashMap<>();
    private final List<Actor> unreaped = new ArrayList<>();
    private final List<Actor> others = new ArrayList<>();
    private final Prop bystander;

    private Drama(Stage stage) {
        this.stage = stage;
        this.bystander = stage.props().stranger("gateway", "run");
    }

    static Outcome play(Manifest manifest, Bounds bounds, Schedule schedule) throws IOException {
        Stage stage = new Stage(manifest, bounds, 0);
        try (stage) {
            Drama drama = new Drama(stage);
            schedule.steps().forEach(drama::perform);
            drama.curtain();
        } catch (Unmet e) {
            stage.note("ended early: " + e.getMessage());
        } catch (RuntimeException e) {
            stage.error(e);
        }
        History history = stage.history();
        return new Outcome(Judge.findings(history), history);
    }

    private void perform(Step step) {
        stage.note(step.toString());
        switch (step.deed()) {
            case START -> cast.put(step.actor(), launch(Role.RUN, step).start());
            case REPLACE -> cast.put(step.actor(), launch(Role.REPLACE, step).start());
            case START_UNREAPED -> {
                Actor actor = launch(Role.RUN, step).unreaped().start();
                cast.put(step.actor(), actor);
                unreaped.add(actor);
            }
            case LOOK -> others.add(stage.launch(Role.STATUS).start());
            case STOP -> others.add(stage.launch(Role.STOP).start());
            case SIGNAL -> whom(step).ifPresent(a -> stage.signal(a, Signal.valueOf(step.detail())));
            case DELETE_RECORD -> stage.home().delete(stage.home().pidName());
            case DELETE_LOCK -> stage.home().delete(stage.home().lockName());
            case CORRUPT_RECORD -> stage.home().overwrite(stage.home().pidName(), garbage(step.detail()));
            case EXCHANGE_RECORD -> exchange(stage.home());
            case DELAY_GOODBYE -> whom(step).ifPresent(Actor::holdWitness);
            case ANSWER_GOODBYE -> whom(step).ifPresent(Actor::releaseWitness);
        }
        stage.await(step.pauseMillis() / 1000.0, () -> false);
    }

    private Launch launch(Role role, Step step) {
        return stage.launch(role).named(step.actor()).option("wait", 1).option("grace", 1);
    }

    /** Nobody, if that one was never started in this version of the schedule, or is gone. */
    private Optional<Actor> whom(Step step) {
        return step.actor().equals(Step.OWNER)
                ? cast.values().stream().filter(Actor::isActive).findFirst()
                : Optional.ofNullable(cast.get(step.actor()))
                        .filter(a -> !a.hasExited())
                        // before it is active a signal would hit its parent, which is ours
                        .filter(a -> !unreaped.contains(a) || a.hasBeenActive());
    }

    private static byte[] garbage(String kind) {
        return switch (kind) {
            case "nothing" -> new byte[0];
            case "zeros" -> new byte[512];
            case "pid 1" -> "{\"pid\": 1}".getBytes(StandardCharsets.UTF_8);
            default -> "{\"pid\": 12".getBytes(StandardCharsets.UTF_8);
        };
    }

    private static void exchange(Home home) {
        try {
            Optional<String> text = home.text(home.pidName());
            if (text.isPresent()) {
                home.overwrite("copy", text.get());
                Path copy = home.file("copy");
                Files.move(copy, home.pid(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            Thread.yield(); // the owner was quicker
        }
    }

    /** Everybody may go on; all that was begun is decided; then whoever is left is killed, and one plain start has to work. */
    private void curtain() {
        Expect expect = stage.expect();
        cast.values().forEach(a -> {
            a.releaseWitness();
            if (!a.hasExited() && (!unreaped.contains(a) || a.hasBeenActive())) {
                stage.signal(a, Signal.CONT);
            }
        });
        for (Actor actor : cast.values()) {
            if (unreaped.contains(actor)) {
                stage.await(stage.bounds().refuse(), () -> actor.hasBeenActive() || actor.hasExited() || alone(actor));
            } else {
                expect.resolvedOrDead(actor);
            }
        }
        cast.values().stream().filter(a -> !a.hasExited()).forEach(a -> {
            stage.signal(a, Signal.KILL);
            stage.await(stage.bounds().soon(), () -> !a.self().lives());
        });
        others.forEach(expect::ends); // a stop command waits until nobody runs
        Actor last = expect.takesOver(stage.launch(Role.RUN).named("last").start());
        expect.recordNames(last);
        expect.statusRunning(stage.home());
        expect.stillActive(last);
        expect.unharmed(bystander);
    }

    /** Its exit is never reported: the dead child is left, and the parent that does not reap it. Before its birth there is no dead one. */
    private static boolean alone(Actor actor) {
        List<ProcId> family = actor.family();
        return family.stream().anyMatch(ProcId::zombie)
                && family.stream().filter(p -> !p.zombie()).count() <= 1;
    }
}
