package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.Recorder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * What has to hold: every method writes an expectation into the history, waits until it is decided or out of time, and
 * ends the scenario when it failed. It does not judge: the checkers do, from the history.
 */
public final class Expect {

    /** 128 + SIGTERM: the signal ended it, and no line of its code was run. */
    public static final int TERMINATED = 143;

    /** How expectations on the answer of {@code status} begin, whoever reads the findings. */
    public static final List<String> ON_STATUS =
            List.of("exit code of status while it runs", "status says that nothing runs", "running or cannot tell");

    /** Characters of what a changed file was and is. */
    private static final int LONGEST = 160;

    private final Stage stage;
    private final Recorder recorder;

    Expect(Stage stage, Recorder recorder) {
        this.stage = stage;
        this.recorder = recorder;
    }

    /** It becomes active, as a start with nobody in its way. */
    public Actor active(Actor actor) {
        return activeWithin(stage.bounds().start(), actor);
    }

    /** It becomes active after somebody has left: within the time that a replacement may take. */
    public Actor takesOver(Actor actor) {
        return activeWithin(stage.bounds().replace(), actor);
    }

    public Actor activeWithin(double seconds, Actor actor) {
        write("active", actor, "within", seconds);
        boolean became = actor.awaitActiveOrExit(seconds) && actor.hasBeenActive();
        if (!became) {
            stage.noteSurvivors(actor.home());
        }
        require(became, actor.name() + " is not active");
        return actor;
    }

    /** It is refused as a second instance: a non-zero exit (69 of those who use our codes) and no word to the witness. */
    public Actor refused(Actor actor) {
        return refused(actor, 69);
    }

    /** It is refused with one of these codes, of those who use our codes; everybody else's has to be non-zero. */
    public Actor refused(Actor actor, Integer... codes) {
        double seconds = stage.bounds().refuse();
        write(
                "refused",
                actor,
                "within",
                seconds,
                "codes",
                has(actor, Feature.EXIT_CODES) ? Arrays.asList(codes) : List.of());
        actor.awaitActiveOrExit(seconds);
        require(actor.hasExited() && !actor.hasConnected() && actor.exitCode() != 0, actor.name() + " was not refused");
        return actor;
    }

    /** A replacer that is refused: it may spend a grace and a wait before it gives up. */
    public Actor refusedReplacing(Actor replacer, Integer... codes) {
        decidedReplacing(replacer);
        return refused(replacer, codes);
    }

    /** Waits, without judging, until a replacer has reached the outside or is gone. */
    public void decidedReplacing(Actor replacer) {
        Await.until(stage.bounds().replace(), () -> replacer.hasExited() || replacer.hasConnected());
        Await.until(
                stage.bounds().soon(),
                () -> replacer.hasExited() || replacer.hasBeenActive() || !replacer.hasConnected());
    }

    /** Its refusal says who: only for subjects that name the holder. */
    public void names(Actor refused, long pid) {
        if (has(refused, Feature.NAMES_HOLDER)) {
            write("says", refused, "text", Long.toString(pid));
        }
    }

    /** Either it becomes active or it is refused clearly; it does neither hang nor crash without a word. */
    public Actor resolved(Actor actor) {
        return resolvedWithin(stage.bounds().refuse(), actor);
    }

    /** The same of a replacer, who may spend a grace and a wait before it gives up. */
    public Actor resolvedReplacing(Actor actor) {
        return resolvedWithin(stage.bounds().replace(), actor);
    }

    private Actor resolvedWithin(double seconds, Actor actor) {
        write("resolved", actor, "within", seconds, "silent", !stage.can(Feature.NAMES_HOLDER));
        require(actor.awaitActiveOrExit(seconds), actor.name() + " is neither active nor gone");
        return actor;
    }

    /** It becomes active, or dies by the kill that was planted in it; it does not hang. */
    public Actor resolvedOrDead(Actor actor) {
        decidedWithin(stage.bounds().refuse(), actor);
        stage.await(stage.bounds().soon() / 20, actor::hasExited);
        return actor;
    }

    /** It becomes active or ends, in whatever way. */
    public Actor decidedWithin(double seconds, Actor actor) {
        write("decided", actor, "within", seconds);
        require(actor.awaitActiveOrExit(seconds), actor.name() + " hangs");
        return actor;
    }

    /** It ends, with whatever code. */
    public Actor ends(Actor actor) {
        return exits(actor, List.of());
    }

    /** It ends as planned: 0; or by the very signal, which a supervisor takes for a clean end too, unless it uses our codes. */
    public Actor endsAsPlanned(Actor actor) {
        return stage.can(Feature.EXIT_CODES) ? exits(actor, 0) : exits(actor, 0, TERMINATED);
    }

    /** A service manager with Restart=on-failure leaves it down. */
    public void staysDown(Actor ended) {
        boolean clean = ended.exitCode() == TERMINATED && !stage.can(Feature.EXIT_CODES);
        isTrue("a supervisor leaves it down", clean || !stage.manifest().supervisorRestarts(ended.exitCode()));
    }

    /** It says something: on standard error, or on standard output; only those who name the holder have to. */
    public void sentence(Actor refused) {
        if (stage.can(Feature.NAMES_HOLDER)) {
            isTrue("a sentence", !(refused.stderr() + refused.stdout()).isBlank());
        }
    }

    /** It ends with one of these codes. */
    public Actor exits(Actor actor, Integer... codes) {
        return exits(actor, List.of(codes));
    }

    private Actor exits(Actor actor, List<Integer> codes) {
        double seconds = stage.bounds().leave();
        write("exits", actor, "within", seconds, "codes", codes);
        require(
                actor.awaitExit(seconds) && (codes.isEmpty() || codes.contains(actor.exitCode())),
                actor.name() + " did not exit so");
        return actor;
    }

    /** It ends with a code that is not zero; with this one, if the subject uses our codes. */
    public Actor fails(Actor actor, int code) {
        double seconds = stage.bounds().leave();
        write("fails", actor, "within", seconds, "codes", has(actor, Feature.EXIT_CODES) ? List.of(code) : List.of());
        require(actor.awaitExit(seconds) && actor.exitCode() != 0, actor.name() + " did not fail");
        return actor;
    }

    /** It has told the witness nothing but that it is active, and its process is there. */
    public void stillActive(Actor actor) {
        boolean lives = actor.self().lives();
        write("still-active", actor, "lives", lives);
        require(lives && actor.isActive(), actor.name() + " is not active any more");
    }

    /** The prop was not ended by anybody but us. */
    public void unharmed(Prop prop) {
        unharmed(prop.name(), prop.id());
    }

    public void unharmed(String name, ProcId process) {
        boolean lives = process.lives();
        recorder.add(Kind.EXPECT, name, "what", "unharmed", "lives", lives);
        require(lives, name + " was ended");
    }

    /** Exactly one of them becomes active; all others are refused. */
    public Actor oneWinner(List<Actor> contenders) {
        double seconds = stage.bounds().crowd(contenders.size());
        recorder.add(
                Kind.EXPECT,
                "",
                "what",
                "one-winner",
                "among",
                contenders.stream().map(Actor::name).toList(),
                "within",
                seconds,
                "codes",
                stage.can(Feature.EXIT_CODES) ? List.of(69) : List.of());
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        for (Actor actor : contenders) {
            actor.awaitActiveOrExit(Math.max(0.001, (deadline - System.nanoTime()) / 1e9));
        }
        List<Actor> winners = contenders.stream().filter(Actor::hasBeenActive).toList();
        long refused = contenders.stream()
                .filter(a -> a.hasExited() && !a.hasConnected())
                .count();
        require(winners.size() == 1 && refused == contenders.size() - 1, "not one winner");
        return winners.get(0);
    }

    /** Two values, named for the reader. */
    public void equal(String what, Object expected, Object observed) {
        recorder.add(
                Kind.EXPECT,
                "",
                "what",
                "equal",
                "of",
                what,
                "expected",
                String.valueOf(expected),
                "observed",
                String.valueOf(observed));
        require(Objects.equals(String.valueOf(expected), String.valueOf(observed)), what);
    }

    /** Nothing in that home has changed since that snapshot; only what differs is told. */
    public void unchanged(String what, Map<String, String> before, Home home) {
        Map<String, String> now = home.snapshot();
        List<String> changes = new ArrayList<>();
        before.forEach((name, old) -> {
            String fresh = now.get(name);
            if (fresh == null) {
                changes.add(name + " is gone");
            } else if (!fresh.equals(old)) {
                changes.add(name + " was " + shortened(old) + " and is " + shortened(fresh));
            }
        });
        now.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> changes.add(name + " is new: " + shortened(now.get(name))));
        equal(what, "as before", changes.isEmpty() ? "as before" : String.join("; ", changes));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    public void isTrue(String what, boolean observed) {
        equal(what, true, observed);
    }

    /** Comes true within the bound. */
    public void eventually(double seconds, String what, BooleanSupplier condition) {
        isTrue(what, Await.until(seconds, condition));
    }

    /** The record names that active process; it may be written a moment after the witness was told. */
    public void recordNames(Actor owner) {
        if (has(owner, Feature.RECORD)) {
            Home home = owner.home();
            boolean named = Await.until(stage.bounds().soon(), () -> home.recordNames(owner));
            equal(
                    "pid in " + home.pidName(),
                    owner.reportedPid(),
                    named
                            ? owner.reportedPid()
                            : home.record().map(r -> String.valueOf(r.pid())).orElse("no record"));
        }
    }

    /** {@code status} tells that it runs (exit 0), where there is such a command. */
    public void statusRunning(Home home) {
        if (home.manifest().has(Feature.STATUS)) {
            equal(ON_STATUS.get(0), 0, stage.status(home));
        }
    }

    /** {@code status} tells that it does not run (exit not 0), where there is such a command. */
    public void statusNotRunning(Home home) {
        if (home.manifest().has(Feature.STATUS)) {
            int code = stage.status(home);
            isTrue(
                    ON_STATUS.get(1) + " (exit code " + code + ")",
                    home.manifest().has(Feature.LSB_STATUS) ? code >= 1 && code <= 3 : code != 0);
        }
    }

    /** {@code status} of a stopped owner, where there is such a command: one that asks the owner cannot tell. */
    public void statusNotDead() {
        if (stage.can(Feature.STATUS)) {
            statusNotDead(ends(stage.launch(Role.STATUS).start()));
        }
    }

    /** An answer of {@code status} for somebody who cannot look: running, or cannot tell; not the one for an empty home. */
    public void statusNotDead(Actor status) {
        int code = status.exitCode();
        boolean good = stage.can(Feature.LSB_STATUS)
                ? code == 0 || code == 4
                : code == 0 || code != stage.status(stage.newHome("empty"));
        isTrue(ON_STATUS.get(2) + " (exit code " + code + ")", good);
    }

    private static boolean has(Actor actor, Feature feature) {
        return actor.home().manifest().has(feature);
    }

    private void write(String what, Actor actor, Object... data) {
        Object[] all = new Object[data.length + 2];
        all[0] = "what";
        all[1] = what;
        System.arraycopy(data, 0, all, 2, data.length);
        recorder.add(Kind.EXPECT, actor.name(), all);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new Unmet(message);
        }
    }
}
