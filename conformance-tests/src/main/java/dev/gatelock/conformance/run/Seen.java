package dev.gatelock.conformance.run;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.TokenLock;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Promise;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a subject offers without saying so: seen of its first instance, and of a few more where the manifest has no list of
 * capabilities.
 */
final class Seen {

    /** As {@code status} says it. */
    private static final int DEAD = 1;

    private static final int NOT_RUNNING = 3;

    private static final String SCOPE = "smoke";
    private static final String TOKEN = "a-token-of-nobody";

    private final Stage stage;
    private final Consumer<String> remarks;

    /** @param remarks gets what a reader should know */
    Seen(Stage stage, Consumer<String> remarks) {
        this.stage = stage;
        this.remarks = remarks;
    }

    /** Looks at an active instance, and ends it; throws nothing that the subject could cause. */
    Set<Feature> of(Actor actor) {
        Set<Feature> found = mechanism(actor);
        if (ends(actor)) {
            found.add(Feature.MARKERS);
        }
        if (stage.manifest().about().promise() == Promise.AS_SEEN) {
            if (takesTokens()) {
                found.add(Feature.SCOPES);
            }
            if (answersAsTheLsbSays()) {
                found.add(Feature.LSB_STATUS);
            }
        }
        return found;
    }

    /** What the kernel says of the locks of an active instance, and the files it has made: nobody has to declare that. */
    private Set<Feature> mechanism(Actor actor) {
        Set<Feature> seen = EnumSet.noneOf(Feature.class);
        if (stage.can(Feature.LOCK_FILE) && actor.flocks(stage.home().lockName())) {
            seen.add(Feature.FLOCK);
            if (actor.flocks("")) {
                seen.add(Feature.HOME_LOCK);
            }
        }
        if (stage.home().has(Home.STATE)) {
            seen.add(Feature.STATE_FILE);
        }
        if (stage.home().has(Home.STARTS)) {
            seen.add(Feature.STARTS_LOG);
        }
        return seen;
    }

    /** Ends it; whether it takes SIGTERM for planned where a takeover marker says so, and only there. */
    private boolean ends(Actor actor) {
        if (stage.can(Feature.MARKERS)) {
            stop(actor);
            return false;
        }
        Marker.takeover(actor).plant();
        stop(actor);
        if (!actor.hasExited() || actor.exitCode() != 0) {
            return false;
        }
        Actor unmarked = started(another("unmarked"));
        if (!unmarked.isActive()) {
            return false;
        }
        stop(unmarked);
        return unmarked.hasExited() && unmarked.exitCode() != 0;
    }

    /**
     * Whether a start for a token locks it under the name that everybody uses: asked only where the manifest hands out a
     * directory for such locks.
     */
    private boolean takesTokens() {
        if (stage.manifest().lockDirectoryVariable().isEmpty()) {
            return false;
        }
        TokenLock token = stage.token(SCOPE, TOKEN);
        Actor actor = started(another("with-a-token").scope(SCOPE, TOKEN));
        boolean locked =
                actor.isActive() && stage.await(stage.bounds().soon() / 10, () -> Files.isRegularFile(token.path()));
        kill(actor);
        return locked;
    }

    /** Whether status has different answers for an empty home and for what a killed owner leaves, and they are 3 and 1. */
    private boolean answersAsTheLsbSays() {
        if (!stage.can(Feature.STATUS)
                || !stage.can(Feature.RECORD)
                || answer(stage.newHome("nobody")) != NOT_RUNNING) {
            return false;
        }
        Actor actor = started(another("left-behind"));
        Home home = actor.home();
        boolean recorded = actor.isActive() && stage.await(stage.bounds().soon() / 10, home::hasRecord);
        kill(actor);
        return recorded && actor.hasExited() && home.hasRecord() && answer(home) == DEAD;
    }

    private Launch another(String name) {
        return stage.launch(Role.RUN).named(name).home(stage.newHome(name));
    }

    /** Active, gone, or out of time. */
    private Actor started(Launch launch) {
        Actor actor = launch.start();
        stage.await(stage.bounds().start(), () -> actor.hasBeenActive() || actor.hasExited());
        return actor;
    }

    private void kill(Actor actor) {
        if (!actor.hasExited()) {
            stage.signal(actor, Signal.KILL);
            stage.await(stage.bounds().death(), actor::hasExited);
        }
    }

    private int answer(Home home) {
        Actor asked = stage.launch(Role.STATUS).home(home).start();
        return stage.await(stage.bounds().leave(), asked::hasExited) ? asked.exitCode() : -1;
    }

    private void stop(Actor actor) {
        stage.signal(actor, Signal.TERM);
        if (!stage.await(stage.bounds().leave(), actor::hasExited)) {
            remarks.accept(String.format(
                    Locale.ROOT,
                    "it does not end on SIGTERM within %.0f s; scenarios about leaving will fail",
                    stage.bounds().leave()));
        }
    }
}
