package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ID_01;
import static dev.gatelock.conformance.scenario.Req.REC_09;
import static dev.gatelock.conformance.scenario.Req.REC_10;
import static dev.gatelock.conformance.scenario.Req.REC_15;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.OwnerRecord;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a record says of its owner: the keys, the types, and the two that tell one claim from every other. */
final class IdentityBlock {

    private static final long GREATEST = (1L << 53) - 2;

    /** What JSON makes of a value, by key. */
    private static final Map<String, String> TYPES = new TreeMap<>(Map.ofEntries(
            Map.entry("pid", "integer"),
            Map.entry("kind", "string"),
            Map.entry("argv", "array"),
            Map.entry("start_time", "integer"),
            Map.entry("nonce", "string"),
            Map.entry("generation", "integer"),
            Map.entry("hermes_home", "string"),
            Map.entry("boot_id", "string"),
            Map.entry("pid_ns", "integer"),
            Map.entry("host", "string"),
            Map.entry("uid", "integer"),
            Map.entry("lock_class", "string"),
            Map.entry("version", "integer")));

    /** What other platforms are without. */
    private static final Set<String> ON_LINUX = Set.of("boot_id", "pid_ns", "uid");

    private IdentityBlock() {}

    static List<Scenario> all() {
        return List.of(Scenario.named(Section.RECORDS, "claims-told-apart", "[D]")
                .needs(Feature.RECORD, Feature.FORMATS)
                .cites(REC_09, REC_10, REC_15, ID_01)
                .when(
                        "one claim follows the other: after a crash, after an orderly end, over leftovers with other generations")
                .then(
                        "every record has the keys and types of the specification, a nonce of its own and the next generation")
                .cause(
                        "the generation is counted in one file only, a hostile one is believed, or the nonce is made once per home")
                .plays((stage, expect) -> {
                    Set<Object> nonces = new HashSet<>();
                    OwnerRecord first = claims(stage, expect, nonces, 1);
                    claims(stage, expect, nonces, 2);
                    stage.home().leftover(first.with("generation", 1000));
                    claims(stage, expect, nonces, 1001);
                    stage.home().overwrite(stage.home().pidName(), "not a record");
                    stage.home().delete(Home.STATE);
                    if (stage.can(Feature.PRIVATE_FILES)) { // its lock file carries the copy of the specification
                        claims(stage, expect, nonces, 1002);
                    }
                    for (Object hostile : List.of(GREATEST + 1, -5, true)) {
                        stage.home().leftover(first.with("generation", hostile));
                        stage.home().delete(Home.STATE);
                        claims(stage, expect, nonces, 1);
                    }
                    stage.home().leftover(first.with("version", 99).with("of_the_future", "unknown"));
                    Actor owner = stage.owner();
                    checked(stage, expect, owner, nonces);
                    stage.kill(owner);
                    if (stage.can(Feature.STATE_FILE)) {
                        afterAnOrderlyEnd(stage, expect, nonces);
                    }
                    if (stage.can(Feature.REPLACE)) {
                        replacing(stage, expect, nonces);
                    }
                }));
    }

    /** Its record is gone then, and only the state file tells how far the count has come. */
    private static void afterAnOrderlyEnd(Stage stage, Expect expect, Set<Object> nonces) {
        Actor owner = stage.owner();
        int generation = ((Number) checked(stage, expect, owner, nonces).get("generation")).intValue();
        stage.signal(owner, Signal.TERM);
        expect.ends(owner);
        claims(stage, expect, nonces, generation + 1);
    }

    /** A replacement is a claim like any other. */
    private static void replacing(Stage stage, Expect expect, Set<Object> nonces) {
        Actor owner = stage.owner();
        int generation = ((Number) checked(stage, expect, owner, nonces).get("generation")).intValue();
        Actor next = expect.takesOver(stage.replace());
        expect.equal(
                "generation after a replacement",
                generation + 1,
                checked(stage, expect, next, nonces).get("generation"));
    }

    /** Claims, is looked at, and is killed. */
    private static OwnerRecord claims(Stage stage, Expect expect, Set<Object> nonces, long generation) {
        Actor owner = stage.owner();
        OwnerRecord record = checked(stage, expect, owner, nonces);
        expect.equal("generation", generation, record.get("generation"));
        stage.kill(owner);
        return record;
    }

    private static OwnerRecord checked(Stage stage, Expect expect, Actor owner, Set<Object> nonces) {
        expect.recordNames(owner);
        OwnerRecord record = StaleRecords.record(stage);
        TYPES.forEach((key, type) -> {
            if (record.has(key) || !ON_LINUX.contains(key) || stage.can(Feature.LOCAL_PIDS)) {
                expect.equal("type of " + key, type, typeOf(record.get(key)));
            }
        });
        if (stage.can(Feature.LOCAL_PIDS)) {
            expect.equal("start_time", owner.self().startTicks(), record.get("start_time"));
            owner.self().kernelSays().forEach((key, value) -> expect.equal(key, value, record.get(key)));
        }
        Object nonce = record.get("nonce");
        expect.isTrue(
                "128 bits in hexadecimal as a nonce", String.valueOf(nonce).matches("[0-9a-fA-F]{32}"));
        expect.isTrue("a nonce of its own", nonces.add(nonce));
        return record;
    }

    private static String typeOf(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() == Math.rint(number.doubleValue()) ? "integer" : "fraction";
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(String.class::isInstance) ? "array" : "array of other things";
        }
        return value instanceof String ? "string" : String.valueOf(value);
    }
}
