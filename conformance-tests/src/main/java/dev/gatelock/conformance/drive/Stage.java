package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import dev.gatelock.conformance.history.Recorder;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The world of one scenario: homes, subjects, props, and the recorder that sees them. Closing it ends all of them. */
public final class Stage implements AutoCloseable {

    /** Carried by every process of a stage, so that whatever is left over can be found and is provably ours. */
    static final String MARK = "GATELOCK_CONFORMANCE_STAGE";

    /** An owner that says goodbye is there for five seconds only. */
    private static final double LONGEST_LOOK = 3.2;

    private static final double SHORTEST_LOOK = 1.5;

    /** Seconds for which a killed child may outlast the one that launched it. */
    private static final double LINGERING = 3;

    /** Programs that do nothing with what they have inherited. */
    private static final Pattern IDLE = Pattern.compile("^\\d+ (\\S*/)?(sleep|tail|cat)( |$)");

    /** Seconds for which the record of an active owner may be missing. */
    private static final double RECORDED = 3;

    private final Manifest manifest;
    private final Bounds bounds;
    private final long seed;
    private final Random random;
    private final String mark;
    private final Recorder recorder = new Recorder();
    private final Path folder;
    private final Witness witness;
    private final Home home;
    private final Props props;
    private final Expect expect;
    private final List<Actor> actors = new ArrayList<>();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Thread abandoned = new Thread(this::abandon, "abandoned-stage");
    /** Homes whose record went with the instance that was killed. */
    private final Set<Path> cleared = new HashSet<>();

    private boolean keepsStarts;
    /** Seconds that the slowest owner of this stage needed to become active. */
    private double pace;

    public Stage(Manifest manifest, Bounds bounds, long seed) throws IOException {
        this.manifest = manifest;
        this.bounds = bounds;
        this.seed = seed;
        this.random = new Random(seed);
        this.mark = Reaper.mark();
        this.folder = Files.createTempDirectory(Reaper.prefix()).toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        this.witness = new Witness();
        this.props = new Props(this);
        this.expect = new Expect(this, recorder);
        this.home = newHome("home");
        recorder.add(Kind.NOTE, "", "text", "seed " + seed);
        Runtime.getRuntime().addShutdownHook(abandoned);
    }

    /** The harness is being ended in the middle of a scenario: nothing of it may stay. */
    private void abandon() {
        List<Actor> all;
        synchronized (actors) {
            all = List.copyOf(actors);
        }
        all.stream().filter(a -> !a.hasExited()).forEach(a -> a.signal(Signal.KILL));
        props.close();
        sweep();
    }

    public Manifest manifest() {
        return manifest;
    }

    public boolean can(Feature feature) {
        return manifest.has(feature);
    }

    public Bounds bounds() {
        return bounds;
    }

    public Random random() {
        return random;
    }

    public long seed() {
        return seed;
    }

    public Path folder() {
        return folder;
    }

    public Path lockdir() {
        return folder.resolve("locks");
    }

    /** The lock of one token in {@link #lockdir}. */
    public TokenLock token(String scope, String identity) {
        return new TokenLock(lockdir(), scope, identity);
    }

    public Expect expect() {
        return expect;
    }

    public Props props() {
        return props;
    }

    /** The home of this scenario. */
    public Home home() {
        return home;
    }

    /** Another home, not created yet. */
    public Home newHome(String name) {
        Path path = folder.resolve(name);
        return new Home(path, path, manifest);
    }

    /** A home on a tmpfs of its own with these mount options. */
    public Enclave enclave(String options) {
        return Enclave.open(this, folder.resolve("enclave"), options);
    }

    Recorder recorder() {
        return recorder;
    }

    String mark() {
        return mark;
    }

    public Launch launch(Role role) {
        return new Launch(this, role);
    }

    public Actor run() {
        return launch(Role.RUN).start();
    }

    public Actor replace() {
        return launch(Role.REPLACE).start();
    }

    /** Starts an instance and waits until it is active. */
    public Actor owner() {
        return owner(home);
    }

    public Actor owner(Home where) {
        long began = System.nanoTime();
        Actor owner = expect.active(launch(Role.RUN).home(where).named("owner").start());
        pace = Math.max(pace, (System.nanoTime() - began) / 1e9);
        if (where.manifest().has(Feature.RECORD)) {
            Await.until(RECORDED * bounds.factor(), () -> where.recordNames(owner)); // it may follow the witness
        }
        return owner;
    }

    /** Seconds that the slowest owner of this stage needed to become active. */
    public double pace() {
        return pace;
    }

    /**
     * The owner's record in that home, to make forgeries of. Without one the scenario has shown nothing; with one in a format
     * of its own it does not apply.
     */
    public OwnerRecord record(Home where) {
        Await.until(RECORDED * bounds.factor(), () -> where.record().isPresent());
        Optional<OwnerRecord> record = where.record();
        if (record.isEmpty() && where.hasRecord()) {
            inapplicable("what " + where.pidName() + " holds is no number, no JSON object with \"pid\" and no text that"
                    + " begins with a pid, so that nothing can be changed in it");
        }
        if (record.isEmpty() && cleared.contains(where.path())) {
            inapplicable("what a killed instance leaves is removed by a process of it that was not killed");
        }
        saw("a record in " + where.pidName(), record.isPresent());
        return record.orElseThrow();
    }

    /**
     * Waits until a contender has begun to look, as far as can be seen: it has something of its home open, or is gone, or has
     * had time enough to get there. One that polls has the files open for moments only, and a slow one needs what the owner
     * needed before.
     */
    public void untilLooking(Actor contender) {
        double patience = Math.min(LONGEST_LOOK, pace + SHORTEST_LOOK * bounds.factor());
        Await.until(patience, () -> contender.hasHomeOpen() || contender.hasExited() || contender.hasBeenActive());
    }

    /** Starts an owner and kills it, so that the home holds what a dead owner leaves. */
    public Actor deadOwner() {
        Actor owner = owner();
        kill(owner);
        return owner;
    }

    /** The exit code of {@code status} in that home. */
    public int status(Home where) {
        Actor status = launch(Role.STATUS).home(where).start();
        expect.ends(status);
        return status.exitCode();
    }

    Actor start(String wanted, Role role, Home where, List<String> command, Map<String, String> env, boolean held) {
        int count = names.merge(wanted, 1, Integer::sum);
        Actor actor = new Actor(count == 1 ? wanted : wanted + "-" + count, where, recorder);
        if (!keepsStarts && (role == Role.RUN || role == Role.REPLACE)) {
            where.forgetStarts();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        where.manifest()
                .env()
                .forEach((k, v) -> variables.put(
                        k,
                        v.replace("{home}", where.given())
                                .replace("{lockdir}", lockdir().toString())));
        variables.put(MARK, mark);
        variables.putAll(env);
        try {
            synchronized (actors) {
                actors.add(actor);
            }
            actor.start(witness, new ProcessBuilder(command), variables, role.key());
        } catch (IOException e) {
            recorder.add(Kind.ERROR, actor.name(), "who", "subject", "text", e.toString());
            throw new Unmet(e.toString());
        }
        if (held) {
            actor.holdWitness();
        }
        return actor;
    }

    /** From now on the ledger of starts is left as it is, so that a respawn storm can be seen. */
    public void keepStarts() {
        keepsStarts = true;
    }

    /** SIGKILL to the whole instance, and waits until it is gone. */
    public void kill(Actor actor) {
        boolean recorded = actor.home().hasRecord();
        signal(actor, Signal.KILL);
        if (!Await.until(bounds.death(), () -> actor.hasExited() || outlived(actor))) {
            throw new IllegalStateException(actor.name() + " survived SIGKILL");
        }
        if (!actor.hasExited()) {
            judgeLauncher(actor);
        }
        // its launcher may be gone before the one that holds has given everything back
        Await.until(LINGERING * bounds.factor(), () -> actor.self().gone());
        if (recorded && !actor.home().hasRecord()) {
            cleared.add(actor.home().path());
        }
        if (!Await.until(LINGERING * bounds.factor(), () -> !actor.isConnected())) {
            List<String> heirs = actor.heirs();
            note("the connection of " + actor.name() + " is kept open by " + heirs);
            if (!heirs.isEmpty()
                    && heirs.stream().allMatch(heir -> IDLE.matcher(heir).find())) {
                actor.leftToIdlers(heirs);
            }
        }
    }

    /** The process that worked is gone, and what has launched it is still there. */
    private boolean outlived(Actor actor) {
        return actor.startsAgain()
                || actor.self().gone()
                        && !Await.until(LINGERING * bounds.factor(), () -> actor.hasExited() || actor.startsAgain());
    }

    private void judgeLauncher(Actor actor) {
        String launcher = actor.members().stream().map(ProcId::describe).collect(Collectors.joining("; "));
        actor.killFamily();
        if (!actor.awaitExit(bounds.death())) {
            throw new IllegalStateException(actor.name() + " survived SIGKILL");
        }
        if (actor.startsAgain()) {
            recorder.add(
                    Kind.ERROR,
                    actor.name(),
                    "who",
                    "subject",
                    "text",
                    "its launcher starts it again after a crash, as a supervisor would (" + launcher
                            + "); give the command without that loop");
            throw new Unmet("a launcher of its own starts it again");
        }
        if (launcher.isEmpty()) {
            note("nothing of " + actor.name() + " was left but what the harness has started for it");
            return;
        }
        expect.equal(
                "what is left of " + actor.name() + " when its process " + actor.pid() + " was killed",
                "nothing",
                launcher + ", and nobody is active");
    }

    /** SIGKILL to one process of an instance and to no other; waits until that one is gone. */
    public void killAlone(Actor actor, ProcId member) {
        fault("only one process of " + actor.name() + " is killed: " + member.describe());
        actor.killAlone(member);
        Await.until(bounds.death(), member::gone);
    }

    /** Ends whatever is left of an instance. */
    public void killRest(Actor actor, List<ProcId> members) {
        actor.killFamily();
        members.forEach(Signal.KILL::send);
        actor.awaitExit(bounds.death());
        Await.until(LINGERING * bounds.factor(), () -> members.stream().allMatch(ProcId::gone));
    }

    public void signal(Actor actor, Signal signal) {
        actor.signal(signal);
        if (signal == Signal.STOP) {
            Await.until(bounds.soon(), () -> actor.self().stopped());
        }
    }

    /** Who was stopped together with the one that works goes on, and hears of its end. */
    public void resumeParents(Actor actor) {
        actor.resumeParents();
    }

    /** Stops an innocent process of the stage, and waits until it is. */
    public void stop(Prop prop) {
        Signal.STOP.send(prop.id());
        Await.until(bounds.soon(), () -> prop.id().stopped());
    }

    public void kill(ProcId orphan) {
        Signal.KILL.send(orphan);
    }

    /** What has outlived the instance that launched it and may be why nobody else gets in. */
    void noteSurvivors(Home where) {
        Set<ProcId> explained = new HashSet<>();
        synchronized (actors) {
            actors.stream().filter(a -> !a.hasExited()).forEach(a -> explained.addAll(a.family()));
        }
        props.ids().forEach(prop -> explained.addAll(Proc.family(prop.pid())));
        List<String> survivors = marked().stream()
                .filter(p -> !explained.contains(p))
                .map(p -> p.describe()
                        + (Proc.hasOpen(p.pid(), where.path()) ? ", which has a file of the home open" : ""))
                .toList();
        if (!survivors.isEmpty()) {
            recorder.add(Kind.NOTE, "", "survivors", survivors, "text", "still alive of the one before: " + survivors);
        }
    }

    /** Whether strace has struck: the log in that file of the stage tells of an injection. */
    public boolean struck(String log) {
        try {
            return Files.readString(folder.resolve(log)).contains("INJECTED");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the log of strace in that file of the stage tells of such a call, begun or ended. */
    public boolean logged(String log, String call) {
        try {
            return Files.readString(folder.resolve(log)).matches("(?s).*" + call + "\\(.*");
        } catch (IOException e) {
            return false; // nothing has been called yet
        }
    }

    /** Notes what the harness did to the world. */
    public void fault(String what) {
        recorder.add(Kind.FAULT, "", "what", what);
    }

    public void note(String text) {
        recorder.add(Kind.NOTE, "", "text", text);
    }

    /** The scenario is about this; when it was not seen, nothing has been shown and the scenario is inconclusive. */
    public void saw(String what, boolean seen) {
        recorder.add(Kind.SAW, "", "what", what, "seen", seen);
        if (!seen) {
            throw new Unmet("did not see: " + what);
        }
    }

    /** What the scenario is about cannot happen to this subject; unless something else went wrong, it does not count. */
    public void inapplicable(String reason) {
        recorder.add(Kind.NOTE, "", "text", "does not apply: " + reason);
        throw new Inapplicable(reason);
    }

    /** Like {@link #saw(String, boolean)}, for something that comes within the bound. */
    public void sawWithin(double seconds, String what, BooleanSupplier condition) {
        saw(what, Await.until(seconds, condition));
    }

    /** Waits for a condition, without judging. */
    public boolean await(double seconds, BooleanSupplier condition) {
        return Await.until(seconds, condition);
    }

    public History history() {
        return recorder.history();
    }

    public void error(Throwable e) {
        recorder.add(Kind.ERROR, "", "who", "harness", "text", e.toString());
    }

    @Override
    public void close() throws IOException {
        List<Actor> all;
        synchronized (actors) {
            all = List.copyOf(actors);
        }
        all.stream().filter(a -> !a.hasExited()).forEach(a -> a.signal(Signal.KILL));
        props.close();
        sweep();
        all.forEach(a -> a.awaitExit(bounds.death()));
        all.forEach(Actor::close);
        witness.close();
        List<String> left =
                all.stream().filter(a -> !a.hasExited()).map(Actor::name).toList();
        if (!left.isEmpty()) {
            recorder.add(Kind.ERROR, "", "who", "harness", "text", "still there at the end: " + left);
        }
        deleteFolder();
        try {
            Runtime.getRuntime().removeShutdownHook(abandoned);
        } catch (IllegalStateException e) {
            Thread.yield(); // it is running already
        }
    }

    /** Everything alive that carries our mark. */
    private List<ProcId> marked() {
        return Proc.pids().stream()
                .filter(pid -> Proc.environmentHolds(pid, MARK + "=" + mark))
                .flatMap(pid -> Proc.id(pid).stream())
                .filter(ProcId::lives)
                .toList();
    }

    /** Ends everything that carries our mark: children of killed subjects, workloads, tracers' tracees. */
    private void sweep() {
        boolean clean = Await.until(bounds.death(), () -> {
            List<ProcId> ours = marked();
            ours.forEach(Signal.KILL::send);
            return ours.isEmpty();
        });
        if (!clean) {
            recorder.add(Kind.ERROR, "", "who", "harness", "text", "processes of this scenario survive");
        }
    }

    private void deleteFolder() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
