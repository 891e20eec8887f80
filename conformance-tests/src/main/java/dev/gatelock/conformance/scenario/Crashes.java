package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.HOLD_06;
import static dev.gatelock.conformance.scenario.Req.REPL_02;
import static dev.gatelock.conformance.scenario.Req.REPL_05;
import static dev.gatelock.conformance.scenario.Req.START_01;
import static dev.gatelock.conformance.scenario.Req.START_18;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.ProcId;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Death at any moment, and a life of deaths. */
final class Crashes {

    private static final String CALLS =
            "flock,rename,renameat,renameat2,fsync,unlink,unlinkat,pwrite64,ftruncate,write,openat";
    private static final int MOST_CALLS = 60;

    private Crashes() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.named(Section.ENVIRONMENT, "crash-anywhen", "#13655", "#14203")
                        .needs(Machine.STRACE)
                        .needs(Feature.RECORD, Feature.LOCK_FILE)
                        .cites(START_18, REPL_02, HOLD_06)
                        .when(
                                "SIGKILL at the n-th system call on a file of the home, for n = 1, 2, 3, ... until a start survives")
                        .then("the next start works, without a human")
                        .cause("a half-written or half-claimed state is not recognised as one")
                        .plays(Crashes::atEveryCall),
                Scenario.named(Section.STORMS, "churn", "#13655", "#11718", "#14203")
                        .needs(Feature.WORKLOAD, Feature.REPLACE)
                        .cites(START_01, START_18, REPL_05, HOLD_06)
                        .when(
                                "a workload under the gateway is SIGKILLed at random moments, with replacement storms in between; "
                                        + "-Dconformance.churn=200 makes it long")
                        .then("never a hand is needed, never two run")
                        .cause("any of the others")
                        .plays(Crashes::churn));
    }

    private static void atEveryCall(Stage stage, Expect expect) throws Exception {
        Home home = stage.home().create();
        int killed = 0;
        for (int n = 1; n <= MOST_CALLS; n++) {
            String log = "crash-" + n + ".log";
            Actor victim = stage.launch(Role.RUN)
                    .named("victim-" + n)
                    .strace(
                            log,
                            "-P",
                            home.path().toString(),
                            "-P",
                            home.lock().toString(),
                            "-P",
                            home.pid().toString(),
                            "-P",
                            home.file("gateway_state.json").toString(),
                            "-P",
                            home.lockName(),
                            "-P",
                            home.pidName(),
                            "-e",
                            "trace=" + CALLS,
                            "-e",
                            "inject=" + CALLS + ":signal=SIGKILL:when=" + n)
                    .start();
            expect.resolvedOrDead(victim);
            boolean survived = victim.isActive();
            if (survived) {
                stage.kill(victim);
            } else {
                killed++;
            }
            Actor next =
                    expect.active(stage.launch(Role.RUN).named("after-" + n).start());
            expect.recordNames(next);
            stage.kill(next);
            Files.deleteIfExists(stage.folder().resolve(log));
            if (survived) {
                break;
            }
        }
        stage.note("killed at " + killed + " system calls");
        stage.saw("at least three deaths inside the start", killed >= 3);
    }

    private static void churn(Stage stage, Expect expect) {
        int rounds = Integer.getInteger("conformance.churn", 8);
        Path home = stage.home().path();
        stage.note("churn of " + rounds + " rounds in " + home.getFileName() + ", seed " + stage.seed());
        int kills = 0;
        for (int round = 0; round < rounds; round++) {
            Actor owner = expect.takesOver(stage.launch(Role.REPLACE)
                    .args("--", "sh", "-c", "sleep 987 & sleep 986; wait")
                    .start());
            List<ProcId> family = owner.family();
            if (round % 4 == 3) {
                Storms.replaceStorm(stage, expect, owner, 3);
            } else {
                long micros = stage.random().nextInt(round % 2 == 0 ? 50_000 : 400_000);
                stage.await(micros / 1e6, owner::hasExited);
                family = owner.family();
                stage.kill(owner);
                kills++;
            }
            Actor next = expect.takesOver(stage.launch(Role.REPLACE)
                    .named("after")
                    .args("--", "sleep", "985")
                    .start());
            List<ProcId> old = family;
            expect.eventually(stage.bounds().leave(), "nothing of the old workload is left", () -> old.stream()
                    .noneMatch(ProcId::lives));
            stage.signal(next, round % 2 == 0 ? Signal.TERM : Signal.KILL);
            if (round % 2 == 0) {
                expect.ends(next);
            }
        }
        stage.saw("kills while holding", kills > 0);
        expect.recordNames(expect.takesOver(stage.replace()));
    }
}
