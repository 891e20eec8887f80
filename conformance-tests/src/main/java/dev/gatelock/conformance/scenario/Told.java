package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.PROBE_01;
import static dev.gatelock.conformance.scenario.Req.PROBE_03;
import static dev.gatelock.conformance.scenario.Req.PROBE_07;
import static dev.gatelock.conformance.scenario.Req.PROBE_08;
import static dev.gatelock.conformance.scenario.Req.START_09;
import static dev.gatelock.conformance.scenario.Req.START_14;
import static dev.gatelock.conformance.scenario.Req.START_23;
import static dev.gatelock.conformance.scenario.Req.START_26;
import static dev.gatelock.conformance.scenario.Req.STATE_01;
import static dev.gatelock.conformance.scenario.Req.STATE_02;
import static dev.gatelock.conformance.scenario.Req.STATE_03;
import static dev.gatelock.conformance.scenario.Req.STOP_01;
import static dev.gatelock.conformance.scenario.Req.STOP_07;
import static dev.gatelock.conformance.scenario.Req.STOP_18;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an instance tells of itself: in its state file, on standard error, and when it is asked. */
final class Told {

    private static final Pattern ACTIVE =
            Pattern.compile("^gateway active pid=(\\d+) home=(.+) generation=(\\d+)\\s*$", Pattern.MULTILINE);

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");

    private Told() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.named(Section.IDENTITY, "state-file-tells", "[D]")
                        .needs(Feature.STATE_FILE, Feature.FORMATS, Feature.RECORD, Feature.SIGNALS)
                        .cites(STATE_01, STATE_02, STATE_03, STOP_01)
                        .when(
                                "an instance is active, another one is refused, it leaves; the file holds a key of somebody else")
                        .then("every change is in the state file, stamped by its writer, and the other key stays")
                        .cause("the state is written once, or by everybody who starts, or what is not known is dropped")
                        .plays(Told::state),
                Scenario.named(Section.RACES, "says-when-active", "[D]")
                        .needs(Feature.FORMATS, Feature.NAMES_HOLDER)
                        .cites(START_14, START_23, START_26, STOP_18)
                        .when(
                                "one is active, a second one that may wait for ten minutes is refused; a third one too, while the state file says that somebody else drains")
                        .then(
                                "one line says that it is active; the refusal comes at once and is one or two lines with the holder's pid, and no stack trace")
                        .cause(
                                "the line comes before the claim, a healthy owner is waited for, or an exception reaches the user")
                        .plays(Told::lines),
                Scenario.named(Section.STOP, "usage-exit-codes", "[D]")
                        .needs(Feature.FORMATS, Feature.EXIT_CODES, Feature.LOCK_FILE, Feature.POSIX_FILES)
                        .cites(START_09, STOP_07)
                        .when(
                                "an option that does not exist, a time that is no number; a lock file that is a directory")
                        .then("64, 64 and 78, so that a supervisor does not try again")
                        .cause("every refusal has one code, or the default of an argument parser is left as it is")
                        .plays(Told::codes),
                Scenario.named(Section.IDENTITY, "status-answers", "[D]")
                        .needs(Feature.STATUS, Feature.LSB_STATUS, Feature.FORMATS)
                        .needs(Feature.RECORD, Feature.LOCK_FILE, Feature.SIGNALS)
                        .cites(PROBE_01, PROBE_03, PROBE_07, PROBE_08)
                        .when(
                                "there is no home, an instance, a dead one's record, its lock file only, one that left in order")
                        .then("3, 0, 1, 2, 3; with --json one object; nothing is created")
                        .cause("status makes the home, or the leftovers are not told apart")
                        .plays(Told::status));
    }

    private static void state(Stage stage, Expect expect) {
        Home home = stage.home();
        stage.kill(stage.owner());
        Map<Object, Object> seed = new LinkedHashMap<>(state(stage));
        seed.put("of_somebody_else", Map.of("kept", true));
        home.overwrite(Home.STATE, Json.write(seed));
        Actor owner = stage.owner();
        expect.eventually(
                stage.bounds().soon(),
                "running, and its pid, in " + Home.STATE,
                () -> home.stateSays(owner, "running"));
        Map<?, ?> running = state(stage);
        stamped(stage, expect, running);
        expect.equal("the key of somebody else", seed.get("of_somebody_else"), running.get("of_somebody_else"));
        for (String key : List.of("exit_reason", "restart_requested", "active_agents")) {
            expect.isTrue("a key " + key, running.containsKey(key));
        }
        expect.isTrue(
                "updated_at to the microsecond, in UTC",
                MOMENT.matcher(String.valueOf(running.get("updated_at"))).matches());
        platforms(expect, running.get("platforms"));
        String before = home.text(Home.STATE).orElse("");
        expect.refused(stage.run());
        expect.equal(
                Home.STATE + " after a refusal", before, home.text(Home.STATE).orElse("gone"));
        stage.signal(owner, Signal.TERM);
        expect.ends(owner);
        expect.equal("state after the end", "stopped", state(stage).get("gateway_state"));
        expect.equal(
                "the key of somebody else",
                seed.get("of_somebody_else"),
                state(stage).get("of_somebody_else"));
        expect.isTrue("the record is gone", !home.hasRecord());
        if (stage.can(Feature.PRIVATE_FILES)) {
            expect.equal(
                    "the copy in the lock file", "", home.text(home.lockName()).orElse("gone"));
        }
    }

    private static void stamped(Stage stage, Expect expect, Map<?, ?> state) {
        OwnerRecord record = StaleRecords.record(stage);
        for (String key : List.of("pid", "start_time", "nonce", "generation")) {
            expect.equal(key + " in " + Home.STATE, record.get(key), state.get(key));
        }
    }

    private static void platforms(Expect expect, Object platforms) {
        expect.isTrue("platforms by name", platforms instanceof Map);
        ((Map<?, ?>) platforms).forEach((name, platform) -> {
            for (String key : List.of("state", "error_code", "error_message", "updated_at")) {
                expect.isTrue(key + " of " + name, platform instanceof Map<?, ?> map && map.containsKey(key));
            }
        });
    }

    private static Map<?, ?> state(Stage stage) {
        return stage.home().object(Home.STATE);
    }

    private static void lines(Stage stage, Expect expect) {
        Actor owner = stage.owner();
        OwnerRecord record = stage.record(stage.home());
        expect.eventually(stage.bounds().soon(), "a line gateway active", () -> ACTIVE.matcher(owner.stderr())
                .find());
        // however long it would wait for one that leaves: this one is healthy
        Actor refused =
                expect.refused(stage.launch(Role.RUN).option("wait", 600).start());
        expect.names(refused, owner.reportedPid());
        ofAnother(stage, expect);
        List<String> said =
                refused.stderr().lines().filter(line -> !line.isBlank()).toList();
        expect.isTrue("a refusal of one or two lines (" + said.size() + ")", !said.isEmpty() && said.size() <= 2);
        expect.isTrue(
                "no active line of the refused one",
                !ACTIVE.matcher(refused.stderr()).find());
        stage.kill(owner);
        expect.equal(
                "lines gateway active",
                1L,
                ACTIVE.matcher(owner.stderr()).results().count());
        Matcher line = ACTIVE.matcher(owner.stderr());
        stage.saw("the line", line.find());
        expect.equal("the pid in it", owner.reportedPid(), line.group(1));
        expect.equal("the home in it", record.get("hermes_home"), line.group(2));
        expect.equal("the generation in it", record.get("generation"), line.group(3));
        for (Actor actor : List.of(owner, refused)) {
            expect.isTrue(
                    "no stack trace of " + actor.name(),
                    !actor.stderr().contains("\tat ") && !actor.stderr().contains("Traceback"));
        }
    }

    /** Somebody else drains, says the state file: that is no reason to wait for this owner. */
    private static void ofAnother(Stage stage, Expect expect) {
        if (stage.can(Feature.STATE_FILE)) {
            Map<Object, Object> other = new LinkedHashMap<>(state(stage));
            other.putAll(Map.of("gateway_state", "draining", "pid", 3, "start_time", 1, "nonce", "0".repeat(32)));
            stage.home().overwrite(Home.STATE, Json.write(other));
            expect.refused(stage.launch(Role.RUN).option("wait", 600).start());
        }
    }

    private static void codes(Stage stage, Expect expect) throws Exception {
        expect.refused(stage.launch(Role.RUN).args("--no-such-option").start(), 64);
        expect.refused(stage.launch(Role.RUN).args("--wait", "abc").start(), 64);
        expect.refused(stage.launch(Role.STATUS).args("--no-such-option").start(), 64);
        Home home = stage.home().create();
        Files.createDirectory(home.lock());
        expect.refused(stage.launch(Role.RUN).option("wait", 1).start(), 78);
        expect.isTrue("the directory is left alone", Files.isDirectory(home.lock()));
        Files.delete(home.lock());
        expect.active(stage.run());
    }

    private static void status(Stage stage, Expect expect) {
        Home home = stage.home();
        answers(stage, expect, "without a home", 3, Map.of());
        expect.isTrue("status has not made the home", !home.has(""));
        Actor owner = stage.owner();
        OwnerRecord record = StaleRecords.record(stage);
        Map<?, ?> answer = answers(stage, expect, "while it runs", 0, Map.of("state", "running"));
        for (String key : List.of("pid", "start_time", "generation")) {
            expect.equal(key, record.get(key), answer.get(key));
        }
        expect.equal("home", record.get("hermes_home"), answer.get("home"));
        stage.kill(owner);
        answers(stage, expect, "beside a dead one's record", 1, Map.of());
        home.delete(home.pidName());
        if (stage.can(Feature.PRIVATE_FILES)) {
            answers(stage, expect, "beside a dead one's lock file", 2, Map.of());
        }
        Actor next = stage.owner();
        stage.signal(next, Signal.TERM);
        expect.ends(next);
        answers(stage, expect, "after an orderly end", 3, Map.of());
    }

    private static Map<?, ?> answers(Stage stage, Expect expect, String when, int code, Map<String, String> values) {
        expect.equal("exit code of status " + when, code, stage.status(stage.home()));
        Actor asked = expect.ends(stage.launch(Role.STATUS).args("--json").start());
        expect.equal("exit code of status --json " + when, code, asked.exitCode());
        Object answer = null;
        try {
            answer = Json.read(asked.stdout().strip());
        } catch (RuntimeException e) {
            stage.note("not JSON: " + asked.stdout().strip());
        }
        expect.isTrue("one object from status --json " + when, answer instanceof Map);
        Map<?, ?> map = (Map<?, ?>) answer;
        for (String key : List.of("state", "evidence", "home")) {
            expect.isTrue(key + " in status --json " + when, map.get(key) instanceof String);
        }
        values.forEach((key, value) -> expect.equal(key + " " + when, value, map.get(key)));
        return map;
    }
}
