package dev.gatelock.conformance.scenario;

import static dev.gatelock.conformance.scenario.Req.ENV_09;
import static dev.gatelock.conformance.scenario.Req.MARK_06;
import static dev.gatelock.conformance.scenario.Req.REC_11;
import static dev.gatelock.conformance.scenario.Req.SCOPE_09;
import static dev.gatelock.conformance.scenario.Req.STATE_02;
import static dev.gatelock.conformance.scenario.Req.STOP_01;

import dev.gatelock.conformance.drive.Actor;
import dev.gatelock.conformance.drive.Expect;
import dev.gatelock.conformance.drive.Home;
import dev.gatelock.conformance.drive.Launch;
import dev.gatelock.conformance.drive.Machine;
import dev.gatelock.conformance.drive.Marker;
import dev.gatelock.conformance.drive.Signal;
import dev.gatelock.conformance.drive.Stage;
import dev.gatelock.conformance.drive.SystemCall;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** In which order an instance writes its files, and gives up what it holds: what no look from outside is quick enough for. */
final class Written {

    private static final String FILES =
            "?open,openat,?openat2,?rename,?renameat,renameat2,?unlink,unlinkat,fsync,fdatasync,?syncfs,?sync,"
                    + "ftruncate,pwrite64,write,close,flock";

    /** Those which change a file that they have open; all others that change something name it. */
    private static final Set<String> THROUGH_DESCRIPTOR = Set.of("ftruncate", "pwrite64", "write");

    private Written() {}

    static List<Scenario> all() {
        return List.of(Scenario.named(Section.RECORDS, "files-written-whole", "[D]")
                .needs(Feature.FORMATS, Feature.RECORD, Feature.FLOCK, Feature.SIGNALS)
                .needs(Machine.STRACE)
                .cites(REC_11, ENV_09, STATE_02, MARK_06, STOP_01, SCOPE_09)
                .when("an owner starts and leaves under strace, which only looks; so do stop and a replacer")
                .then(
                        "the record is flushed before it gets its name, and its folder after that; state file and markers get their names as a whole; nothing is changed after the locks are given up, and tokens go before the home")
                .cause(
                        "a file is written in place, so that a reader or a crash finds a part of it, or the last clean-up comes after the release")
                .plays(Written::written));
    }

    private static void written(Stage stage, Expect expect) {
        Home home = stage.home();
        Launch launch = looking(stage, Role.RUN, "owner.log").named("owner");
        Actor owner =
                expect.active((stage.can(Feature.SCOPES) ? launch.scope(Scopes.SCOPE, Scopes.TOKEN) : launch).start());
        stage.sawWithin(stage.bounds().soon(), "the record", () -> home.recordNames(owner));
        stage.signal(owner, Signal.TERM);
        expect.ends(owner);
        List<SystemCall> calls = SystemCall.read(stage.folder().resolve("owner.log"));
        if (home.recordIsNoLock()) {
            published(stage, expect, calls);
        }
        if (stage.can(Feature.STATE_FILE)) {
            whole(expect, calls, Home.STATE);
        }
        released(stage, expect, calls);
        if (stage.can(Feature.MARKERS)) {
            marked(stage, expect, Feature.STOP, Role.STOP, Marker.PLANNED_STOP);
            marked(stage, expect, Feature.REPLACE, Role.REPLACE, Marker.TAKEOVER);
        }
    }

    private static Launch looking(Stage stage, Role role, String log) {
        return stage.launch(role).strace(log, "--seccomp-bpf", "-y", "-e", "trace=" + FILES);
    }

    /** Written elsewhere, flushed, named, and the folder flushed. */
    private static void published(Stage stage, Expect expect, List<SystemCall> calls) {
        String name = Path.of(stage.home().pidName()).getFileName().toString();
        int named = whole(expect, calls, name);
        String before = calls.get(named).names().get(0);
        expect.isTrue(
                before + " is flushed before it is renamed to " + name,
                calls.subList(0, named).stream().anyMatch(call -> flushes(call, before)));
        String folder = stage.home().pid().getParent().toString();
        expect.isTrue(
                "the folder is flushed after that",
                calls.subList(named, calls.size()).stream().anyMatch(call -> flushes(call, folder)));
    }

    /** By a flush of the file, or by the way in which it was opened. */
    private static boolean flushes(SystemCall call, String file) {
        boolean flush = call.name().equals("fsync") || call.name().equals("fdatasync");
        return flush && call.succeeded() && call.path().endsWith(file)
                || call.name().startsWith("sync")
                || call.opensForWriting()
                        && call.arguments().matches(".*\\bO_D?SYNC\\b.*")
                        && call.names().contains(file);
    }

    /** The file gets its name when it is complete, and is never written under it; where in the log it got it first. */
    private static int whole(Expect expect, List<SystemCall> calls, String name) {
        int named = IntStream.range(0, calls.size())
                .filter(i ->
                        calls.get(i).renames() && calls.get(i).names().get(1).equals(name))
                .findFirst()
                .orElse(-1);
        expect.isTrue(name + " gets its name by a rename", named >= 0);
        expect.isTrue(
                name + " is never opened for writing",
                calls.stream()
                        .noneMatch(
                                call -> call.opensForWriting() && call.names().contains(name)));
        return named;
    }

    /** Closed by the end of the process they are given up after everything else, whatever was written before. */
    private static void released(Stage stage, Expect expect, List<SystemCall> calls) {
        String home = stage.home().path().toString();
        int release = lastRelease(calls, Set.of(home, stage.home().lock().toString()));
        stage.saw("the locks of the home in the log", release >= 0);
        if (release == calls.size()) {
            stage.note("the locks of the home go with the process");
            return;
        }
        List<String> later = calls.subList(release, calls.size()).stream()
                .filter(call -> changes(call, home))
                .map(call -> call.name() + "(" + call.arguments() + ")")
                .toList();
        expect.equal("what is changed in the home after its locks are given up", List.of(), later);
        if (stage.can(Feature.SCOPES)) {
            expect.isTrue(
                    "the token is given back before the home",
                    lastRelease(calls, Set.of(Scopes.lock(stage).path().toString())) < release);
        }
    }

    private static boolean changes(SystemCall call, String home) {
        boolean open = call.path().startsWith(home);
        boolean named = open || call.arguments().contains("\"" + home);
        boolean changed = THROUGH_DESCRIPTOR.contains(call.name())
                ? open
                : named
                        && (call.renames()
                                || call.opensForWriting()
                                || call.name().startsWith("unlink"));
        return changed && call.succeeded();
    }

    /** Where in the log the last of the descriptors is closed by which these are locked; its end if one of them never is. */
    private static int lastRelease(List<SystemCall> calls, Set<String> files) {
        return IntStream.range(0, calls.size())
                .filter(i -> calls.get(i).name().equals("flock") && calls.get(i).succeeded())
                .filter(i -> files.contains(calls.get(i).path()))
                .map(i -> closed(calls, i))
                .max()
                .orElse(-1);
    }

    private static int closed(List<SystemCall> calls, int locked) {
        SystemCall lock = calls.get(locked);
        return IntStream.range(locked, calls.size())
                .filter(i -> calls.get(i).name().equals("close")
                        && calls.get(i).descriptor() == lock.descriptor()
                        && calls.get(i).path().equals(lock.path()))
                .findFirst()
                .orElse(calls.size());
    }

    private static void marked(Stage stage, Expect expect, Feature promised, Role role, String marker) {
        if (!stage.can(promised)) {
            return;
        }
        Actor owner = stage.owner();
        String log = role.key() + ".log";
        Actor asking = looking(stage, role, log).start();
        expect.endsAsPlanned(owner);
        if (role == Role.REPLACE) {
            stage.kill(expect.takesOver(asking));
        } else {
            expect.exits(asking, 0);
        }
        whole(expect, SystemCall.read(stage.folder().resolve(log)), marker);
    }
}
