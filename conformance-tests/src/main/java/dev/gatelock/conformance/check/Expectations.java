package dev.gatelock.conformance.check;

import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everything that the scenario wrote down as expected came true, in time. */
public final class Expectations implements Checker {

    /** How the common runtimes say that nobody had thought of this. */
    private static final Pattern STACK_TRACE = Pattern.compile(
            "(?m)^(Traceback \\(most recent call last\\):|\\s+at \\S+\\(.*\\)$|panic: |goroutine \\d+ \\[|thread '.*' panicked)");

    private static final int LAST_SIGNAL = 64;

    public Expectations() {}

    @Override
    public List<Finding> check(History history) {
        List<Finding> findings = new ArrayList<>();
        history.all(Kind.EXPECT).forEach(e -> findings.addAll(new Question(history, e).answer()));
        return findings;
    }

    private record Question(History history, Event expect) {

        List<Finding> answer() {
            String actor = expect.actor();
            return switch (expect.text("what")) {
                case "active" -> active(actor);
                case "refused" -> refused(actor);
                case "resolved" -> resolved(actor);
                case "decided" -> decided(actor);
                case "exits" -> exits(actor);
                case "fails" -> fails(actor);
                case "still-active" -> stillActive(actor);
                case "unharmed" ->
                    expect.flag("lives")
                            ? List.of()
                            : fail("bystander", actor + " was ended although it has nothing to do with it");
                case "says" -> says(actor);
                case "equal" ->
                    expect.text("expected").equals(expect.text("observed"))
                            ? List.of()
                            : fail(
                                    "state",
                                    expect.text("of") + ": expected " + expect.text("expected") + ", found "
                                            + expect.text("observed"));
                case "one-winner" -> oneWinner();
                default ->
                    List.of(new Finding(
                            Status.HARNESS_ERROR, "expectation", "unknown: " + expect.text("what"), expect.nanos()));
            };
        }

        private List<Finding> active(String actor) {
            Optional<Event> active = history.first(Kind.ACTIVE, actor);
            Optional<Event> exited = history.first(Kind.EXITED, actor);
            if (active.isPresent()) {
                return active.get().nanos() <= deadline()
                        ? List.of()
                        : timeout("liveness", actor + " became active only after " + elapsed(active.get()));
            }
            if (exited.isPresent() && exited.get().nanos() <= deadline()) {
                return fail("liveness", actor + " did not become active: " + exit(exited.get()) + survivors());
            }
            return timeout("liveness", actor + " was not active after " + expect.text("within") + " s" + survivors());
        }

        /** What was left of an instance before, as the driver noted it when this was not met. */
        private String survivors() {
            return history.all(Kind.NOTE)
                    .filter(e -> e.nanos() >= expect.nanos() && e.data().containsKey("survivors"))
                    .map(e -> "; " + e.text("text"))
                    .findFirst()
                    .orElse("");
        }

        private List<Finding> refused(String actor) {
            // afterwards the owner is ended by the harness, and whoever still waits gets its turn
            Optional<Event> connected = history.first(Kind.CONNECTED, actor).filter(e -> e.nanos() <= deadline());
            if (connected.isPresent()) {
                return fail("refusal", actor + " reached the witness although another instance has the claim");
            }
            Optional<Event> exited = inTime(actor);
            if (exited.isEmpty()) {
                return timeout("refusal", actor + " was still there after " + expect.text("within") + " s");
            }
            return exited.get().number("code") == 0
                    ? fail("refusal", actor + " exited 0 although it was refused")
                    : code(exited.get(), "refusal");
        }

        private List<Finding> resolved(String actor) {
            Optional<Event> exited = inTime(actor);
            boolean active = history.first(Kind.ACTIVE, actor)
                    .filter(e -> e.nanos() <= deadline())
                    .isPresent();
            if (active) {
                return List.of();
            }
            if (exited.isEmpty()) {
                return timeout("liveness", actor + " is neither active nor gone after " + expect.text("within") + " s");
            }
            String text = exited.get().text("stderr") + exited.get().text("stdout");
            boolean clear = exited.get().number("code") != 0
                    && (expect.flag("silent") || !text.isBlank())
                    && !STACK_TRACE.matcher(text).find()
                    && !signalled(exited.get().number("code"));
            return clear
                    ? List.of()
                    : fail("refusal", actor + " neither started nor refused clearly: " + exit(exited.get()));
        }

        private List<Finding> decided(String actor) {
            boolean decided = inTime(actor).isPresent()
                    || history.first(Kind.ACTIVE, actor)
                            .filter(e -> e.nanos() <= deadline())
                            .isPresent();
            return decided
                    ? List.of()
                    : timeout("liveness", actor + " is neither active nor gone after " + expect.text("within") + " s");
        }

        private List<Finding> exits(String actor) {
            Optional<Event> exited = inTime(actor);
            return exited.isEmpty()
                    ? timeout("exit", actor + " was still there after " + expect.text("within") + " s")
                    : code(exited.get(), "exit status");
        }

        private List<Finding> fails(String actor) {
            Optional<Event> exited = inTime(actor);
            if (exited.isPresent() && exited.get().number("code") == 0) {
                return fail("exit status", actor + " exited 0");
            }
            return exits(actor);
        }

        private List<Finding> stillActive(String actor) {
            for (Kind kind : List.of(Kind.HALF_CLOSED, Kind.EXITED)) {
                Optional<Event> end = history.first(kind, actor).filter(e -> e.nanos() <= expect.nanos());
                if (end.isPresent()) {
                    return fail(
                            "liveness",
                            actor + " should still be active but "
                                    + (kind == Kind.EXITED ? exit(end.get()) : "has left the witness"));
                }
            }
            return history.first(Kind.ACTIVE, actor).isPresent() && expect.flag("lives")
                    ? List.of()
                    : fail("liveness", actor + " is not alive any more");
        }

        private List<Finding> says(String actor) {
            String stderr =
                    history.first(Kind.EXITED, actor).map(e -> e.text("stderr")).orElse("");
            String wanted = expect.text("text");
            return stderr.matches("(?s).*(?<!\\d)" + wanted + "(?!\\d).*")
                    ? List.of()
                    : fail("refusal", actor + " does not name " + wanted + " on standard error: " + firstLine(stderr));
        }

        private List<Finding> oneWinner() {
            List<Finding> findings = new ArrayList<>();
            List<String> winners = new ArrayList<>();
            for (Object name : (Collection<?>) expect.data().get("among")) {
                String actor = name.toString();
                if (history.first(Kind.ACTIVE, actor)
                        .filter(e -> e.nanos() <= deadline())
                        .isPresent()) {
                    winners.add(actor);
                } else if (!(history.first(Kind.EXITED, actor).isPresent() && killed(actor))) {
                    findings.addAll(refused(actor));
                }
            }
            if (winners.size() != 1) {
                findings.add(
                        0,
                        Finding.fail(
                                "one winner",
                                winners.isEmpty() ? "nobody became active" : "more than one became active: " + winners,
                                expect.nanos()));
            }
            return findings;
        }

        /** 128 + n as a shell reports it; 255 is what {@code exit(-1)} comes to. */
        private static boolean signalled(long code) {
            return code >= 128 && code <= 128 + LAST_SIGNAL;
        }

        /** By the scenario; what is still there at the end is killed too, and late all the same. */
        private boolean killed(String actor) {
            return history.all(Kind.SIGNAL, actor)
                    .anyMatch(e -> e.text("signal").equals("KILL") && e.nanos() <= deadline());
        }

        private List<Finding> code(Event exited, String check) {
            boolean listed = expect.data().get("codes") instanceof Collection<?> codes
                    && !codes.isEmpty()
                    && codes.stream().noneMatch(c -> ((Number) c).longValue() == exited.number("code"));
            return listed
                    ? fail(
                            check,
                            exited.actor() + " " + exit(exited) + ", expected exit status " + expect.text("codes"))
                    : List.of();
        }

        private Optional<Event> inTime(String actor) {
            return history.first(Kind.EXITED, actor).filter(e -> e.nanos() <= deadline());
        }

        private long deadline() {
            // the driver stops waiting at the bound; what it still wrote down a moment later was in time
            double within = expect.data().get("within") instanceof Number n ? n.doubleValue() : 0;
            return expect.nanos() + (long) (within * 1e9);
        }

        private String elapsed(Event event) {
            return String.format(java.util.Locale.ROOT, "%.1f s", (event.nanos() - expect.nanos()) / 1e9);
        }

        private List<Finding> fail(String check, String message) {
            return List.of(Finding.fail(check, message, expect.nanos()));
        }

        private List<Finding> timeout(String check, String message) {
            return List.of(new Finding(Status.TIMEOUT, check, message, expect.nanos()));
        }

        private static String exit(Event exited) {
            return "exited " + exited.text("code") + " (" + firstLine(exited.text("stderr")) + ")";
        }

        private static String firstLine(String text) {
            String line = text.strip().lines().reduce((a, b) -> b).orElse("no word on standard error");
            return line.length() > 300 ? line.substring(0, 300) + "..." : line;
        }
    }
}
