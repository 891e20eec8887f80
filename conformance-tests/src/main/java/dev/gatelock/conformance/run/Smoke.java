package dev.gatelock.conformance.run;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Bounds;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.Role;
import dev.gatelock.conformance.text.ShellWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The first start, before anything is judged: the subject becomes active, tells its pid, and ends when it is told to. What
 * goes wrong here is nearly always the manifest or the witness, so the answer says what to do next.
 */
public final class Smoke {

    /**
     * What was seen.
     *
     * @param problem why the subject cannot be exercised; empty when it can
     * @param remarks what a reader should know although it can
     * @param startSeconds until it was active
     * @param processorSeconds what it had needed of a processor by then
     * @param subject the manifest, and with it what was seen of the subject and is not written there
     */
    public record Answer(
            Optional<String> problem,
            List<String> remarks,
            double startSeconds,
            double processorSeconds,
            Manifest subject) {
        public Answer {
            remarks = List.copyOf(remarks);
        }

        /** How many scenarios at once suit what was seen. */
        public int jobs(Jobs jobs) {
            return problem.isPresent() ? jobs.usual() : jobs.after(startSeconds, processorSeconds);
        }
    }

    private static final int PATIENCE = 2;

    private final Manifest manifest;
    private final Bounds bounds;
    private final double patience;
    private final List<String> remarks = new ArrayList<>();

    /** @param timeoutFactor multiplies every bound; above 0 */
    public Smoke(Manifest manifest, double timeoutFactor) {
        this.manifest = manifest;
        this.bounds = new Bounds(timeoutFactor, manifest.startSeconds());
        this.patience = PATIENCE * manifest.startSeconds() * timeoutFactor;
    }

    /** Starts the subject once and ends it; returns when it is gone. Throws nothing that the subject could cause. */
    public Answer look() {
        Optional<String> wrong = Commands.check(manifest);
        if (wrong.isPresent()) {
            return new Answer(wrong, remarks, 0, 0, manifest);
        }
        long began = System.nanoTime();
        try (Stage stage = new Stage(manifest, bounds, 1)) {
            Actor actor = stage.launch(Role.RUN).named("smoke").start();
            stage.await(bounds.start(), () -> actor.hasBeenActive() || actor.hasExited());
            boolean late = !actor.hasBeenActive() && !actor.hasExited();
            if (late) {
                stage.await(patience, () -> actor.hasBeenActive() || actor.hasExited());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double needed = actor.cost().seconds();
            Optional<String> problem =
                    late && actor.hasBeenActive() ? Optional.of(slow(seconds)) : problem(stage, actor);
            Manifest seen = manifest;
            if (problem.isEmpty()) {
                files(stage);
                seen = manifest.alsoSeen(new Seen(stage, remarks::add).of(actor));
                remark(seen.about().seen());
            }
            return new Answer(problem, remarks, seconds, needed, seen);
        } catch (IOException e) {
            throw new UncheckedStageException(e);
        }
    }

    private void remark(Set<Feature> undeclared) {
        if (!undeclared.isEmpty()) {
            remarks.add("seen, although the manifest does not name it: "
                    + undeclared.stream().map(Feature::key).sorted().collect(Collectors.joining(", "))
                    + "; the scenarios about it are played too");
        }
    }

    private Optional<String> problem(Stage stage, Actor actor) {
        if (!actor.hasBeenActive()) {
            return Optional.of(actor.hasExited() ? exited(actor) : silent(actor));
        }
        Optional<Event> garbled = stage.history().all(Kind.NOTE, actor.name()).findFirst();
        if (garbled.isPresent()) {
            return Optional.of(garbled.get().text("text")
                    + "\n  -> send one line {\"pid\": N} with your own process id, ended by a newline");
        }
        Event active = stage.history().first(Kind.ACTIVE, actor.name()).orElseThrow();
        if (active.number("pid") <= 0) {
            return Optional.of("the witness line carries no \"pid\"\n  -> send one line {\"pid\": N}");
        }
        if (!active.flag("owned")) {
            return Optional.of("it told the witness pid " + active.number("pid")
                    + ", which is not the process that was started nor a child of it (started: "
                    + stage.history()
                            .first(Kind.STARTED, actor.name())
                            .map(e -> e.text("command"))
                            .orElse("") + ")"
                    + "\n  -> report the id of the process that holds the lock, in the foreground: a subject must not"
                    + " detach itself from the command that was started (no daemon mode)");
        }
        stage.await(0.2, () -> !actor.isActive());
        if (!actor.isActive()) {
            return Optional.of("it closed the witness connection right after the line"
                    + (actor.hasExited() ? " and ended: " + said(actor) : "")
                    + "\n  -> keep the connection open for as long as the instance is active");
        }
        return Optional.empty();
    }

    /** A name with a mistake in it looks like a subject without a record. */
    private void files(Stage stage) {
        Home home = stage.home();
        for (String key : List.of("pid", "lock")) {
            manifest.file(key).ifPresent(name -> {
                if (!stage.await(bounds.soon() / 2, () -> home.has(name))) {
                    remarks.add("\"files\" names \"" + key + "\": \"" + name
                            + "\", which is not in the home while it runs; there is " + home.names()
                            + "\n  -> write the name of the file that is meant, or leave \"" + key + "\" out");
                }
            });
        }
    }

    private String slow(double seconds) {
        return String.format(
                Locale.ROOT,
                "it became active after %.1f s, later than the startSeconds of the manifest (%.0f s)%n"
                        + "  -> write \"startSeconds\": %.0f, or pass --timeout-factor %.0f on a slow machine",
                seconds,
                manifest.startSeconds(),
                Math.ceil(seconds * 1.5),
                Math.ceil(seconds * 1.5 / manifest.startSeconds()));
    }

    private String exited(Actor actor) {
        String hint =
                switch (actor.exitCode()) {
                    case 0 ->
                        "an instance runs in the foreground until it is ended; it must not put itself into the background";
                    case 126 ->
                        "the command was found and could not be executed: is it executable (chmod +x), is its first line right?";
                    case 127 -> "a command was not found; commands run in " + manifest.folder();
                    default ->
                        environmentHint(actor)
                                .orElse("run it by hand: cd "
                                        + ShellWord.quoted(manifest.folder().toString()) + " && " + shown()
                                        + manifest.command(Role.RUN).stream()
                                                .map(ShellWord::quoted)
                                                .collect(Collectors.joining(" ")));
                };
        return (actor.hasConnected() ? "it connected to the witness, said nothing, and " : "it ")
                + "ended with exit status " + actor.exitCode() + " before it was active: " + said(actor) + "\n  -> "
                + hint;
    }

    private Optional<String> environmentHint(Actor actor) {
        String text = (actor.stderr() + actor.stdout()).toLowerCase(Locale.ROOT);
        boolean about = text.contains("keyerror")
                || text.contains("environ")
                || text.contains("not set")
                || text.contains("unset")
                || text.contains("unbound variable");
        return about
                ? Optional.of("it may miss an environment variable; the manifest sets "
                        + new java.util.TreeSet<>(manifest.env().keySet())
                        + " beside what this command inherits; add the missing one to \"env\"")
                : Optional.empty();
    }

    private String silent(Actor actor) {
        String waited = String.format(Locale.ROOT, "%.0f s", bounds.start() + patience);
        String variable = manifest.env().entrySet().stream()
                .filter(e -> e.getValue().contains("{witness}"))
                .map(e -> e.getKey() + "=" + e.getValue().replace("{witness}", "127.0.0.1:PORT"))
                .findFirst()
                .orElse("");
        String says = said(actor);
        return actor.hasConnected()
                ? "it connected to the witness and sent no whole line in " + waited + ": " + says
                        + "\n  -> send {\"pid\": N} and a newline, and flush it"
                : "it runs and has not connected to the witness in " + waited + ": " + says
                        + "\n  -> after the claim, connect to the address in " + variable
                        + " (TCP), send {\"pid\": N} and a newline, keep the connection open";
    }

    private static String said(Actor actor) {
        String text = actor.stderr().isBlank() ? actor.stdout() : actor.stderr();
        String line = text.strip().lines().reduce((a, b) -> b).orElse("");
        String shown = line.length() > 200 ? line.substring(0, 200) + "..." : line;
        return shown.isEmpty() ? "it wrote nothing" : "\"" + shown + "\"";
    }

    private String shown() {
        StringBuilder text = new StringBuilder();
        manifest.env().forEach((k, v) -> text.append(k)
                .append('=')
                .append(ShellWord.quoted(v.replace("{home}", "/tmp/home")
                        .replace("{witness}", "127.0.0.1:9")
                        .replace("{lockdir}", "/tmp/locks")))
                .append(' '));
        return text.toString();
    }
}
