package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.Recorder;
import dev.gatelock.conformance.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One started subject process, seen from outside: its witness connection, its exit, its output. */
public final class Actor implements Witness.Listener {

    private static final double LOOK_UP_SECONDS = 20;
    /** Seconds between two looks at a tracer. */
    private static final double GLANCE = 0.2;

    private final String name;
    private final Home home;
    private final Recorder recorder;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> spoken = new CompletableFuture<>();
    private final CompletableFuture<ProcId> active = new CompletableFuture<>();
    private final CompletableFuture<Void> halfClosed = new CompletableFuture<>();
    private final CompletableFuture<Integer> exited = new CompletableFuture<>();
    private Witness.Port port;
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private Process process;
    private ProcId launched;
    /** How many processes of the harness lie between the started one and the first one of the subject. */
    private volatile int wrappers;

    /** Its processes above the one that works, for as long as they are stopped with it. */
    private volatile List<ProcId> stopped = List.of();

    private final AtomicInteger announcements = new AtomicInteger();
    private volatile boolean traced;
    private volatile boolean hadChild;
    private volatile long reportedPid;
    private Output stdout;
    private Output stderr;

    Actor(String name, Home home, Recorder recorder) {
        this.name = name;
        this.home = home;
        this.recorder = recorder;
    }

    void start(Witness witness, ProcessBuilder builder, Map<String, String> env, String role) throws IOException {
        port = witness.open(this);
        try {
            launch(builder, env, role);
        } catch (IOException e) {
            started.completeExceptionally(e);
            throw e;
        }
    }

    private void launch(ProcessBuilder builder, Map<String, String> env, String role) throws IOException {
        env.forEach((k, v) -> builder.environment().put(k, v.replace("{witness}", port.address())));
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        recorder.add(
                Kind.STARTED,
                name,
                "role",
                role,
                "home",
                home.path().toString(),
                "command",
                List.copyOf(builder.command()));
        process = builder.start();
        launched = Proc.id(process.pid()).orElse(new ProcId(process.pid(), -1));
        stdout = new Output(process.getInputStream(), name);
        stderr = new Output(process.getErrorStream(), name);
        started.complete(process);
        process.onExit().thenAccept(this::exited);
    }

    private void exited(Process gone) {
        long at = recorder.now();
        recorder.addAt(
                at,
                Kind.EXITED,
                name,
                "code",
                gone.exitValue(),
                "stderr",
                stderr.afterExit(),
                "stdout",
                stdout.afterExit());
        exited.complete(gone.exitValue());
    }

    @Override
    public void connected() {
        recorder.add(Kind.CONNECTED, name);
        connected.complete(null);
    }

    @Override
    public void line(String text) {
        long at = recorder.now();
        spoken.complete(null);
        announcements.incrementAndGet();
        long pid = -1;
        try {
            if (Json.read(text) instanceof Map<?, ?> map && map.get("pid") instanceof Number number) {
                pid = number.longValue();
            }
        } catch (RuntimeException e) {
            recorder.add(Kind.NOTE, name, "text", "the witness line is not JSON: " + text);
        }
        reportedPid = pid;
        if (!home.localPids()) {
            recorder.add(Kind.NOTE, name, "text", "its pid is believed: it counts processes by itself");
        }
        // a quick subject speaks before the start of its process has returned here
        Optional<ProcId> self = lookUp(started.join().pid(), pid);
        // who is gone by now, or dead and left to init by its tracer, cannot be looked up: only a live stranger's pid
        // is a lie; a foreign count cannot be checked
        recorder.addAt(
                at,
                Kind.ACTIVE,
                name,
                "pid",
                pid,
                "owned",
                pid > 0 && (!home.localPids() || self.isPresent() || !Proc.lives(pid)));
        active.complete(self.orElse(launched));
    }

    /** More than once: a table of processes that is read while it changes may lack one. */
    private Optional<ProcId> lookUp(long process, long pid) {
        if (!home.localPids()) {
            return Proc.id(process);
        }
        Optional<ProcId> found = Optional.empty();
        for (int look = 0; look < 3 && found.isEmpty(); look++) {
            found = Proc.called(process, pid);
        }
        return found;
    }

    @Override
    public void ended() {
        recorder.add(Kind.HALF_CLOSED, name);
        halfClosed.complete(null);
    }

    @Override
    public void othersActive() {
        if (self().lives()) {
            recorder.add(Kind.STILL_THERE, name);
        }
    }

    @Override
    public void broken(RuntimeException e) {
        recorder.add(Kind.ERROR, name, "who", "harness", "text", "on the witness thread: " + e);
    }

    public String name() {
        return name;
    }

    public Home home() {
        return home;
    }

    /** The process that became active, or the launched one before that. */
    public ProcId self() {
        return active.getNow(launched);
    }

    public long pid() {
        return self().pid();
    }

    /** Whether that pid, as the subject sees it, is the active process or one that it descends from or that descends from it. */
    public boolean owns(long pid) {
        return pid == reportedPid
                || Proc.called(process.pid(), pid).filter(ProcId::lives).isPresent();
    }

    /** The pid as the subject itself sees it; differs from {@link #pid} in another PID namespace. */
    public long reportedPid() {
        return reportedPid;
    }

    /** Its start time as it counts: clock ticks, or what its record says where the harness cannot know. */
    Object startTime() {
        return home.localPids()
                ? Long.valueOf(self().startTicks())
                : home.record().map(record -> record.get("start_time")).orElse(null);
    }

    /** Its home as it calls it: the path that it was given, or what its record says where paths have other names. */
    String homeName() {
        Object said = home.localPids()
                ? null
                : home.record().map(record -> record.get("hermes_home")).orElse(null);
        return said == null ? home.path().toString() : said.toString();
    }

    public boolean isActive() {
        return isConnected() && !exited.isDone();
    }

    public boolean hasBeenActive() {
        return active.isDone();
    }

    /** Whether its connection is open, whoever keeps it. */
    public boolean isConnected() {
        return active.isDone() && !halfClosed.isDone();
    }

    /** Whether another process of it has become active after the first one: it is started again by its own launcher. */
    public boolean startsAgain() {
        return announcements.get() > 1;
    }

    public boolean hasExited() {
        return exited.isDone();
    }

    public boolean hasConnected() {
        return connected.isDone();
    }

    public int exitCode() {
        return exited.getNow(Integer.MIN_VALUE);
    }

    public String stderr() {
        return exited.isDone() ? stderr.afterExit() : stderr.soFar();
    }

    public String stdout() {
        return exited.isDone() ? stdout.afterExit() : stdout.soFar();
    }

    /** The witness will not answer this actor's half-close until {@link #releaseWitness}. */
    public Actor holdWitness() {
        port.hold();
        return this;
    }

    public void releaseWitness() {
        recorder.add(Kind.CLOSED, name);
        port.release();
    }

    boolean awaitActiveOrExit(double seconds) {
        // what is said in time counts as heard, however long its process is looked for
        return await(CompletableFuture.anyOf(spoken, active, exited), seconds)
                && await(CompletableFuture.anyOf(active, exited), LOOK_UP_SECONDS);
    }

    boolean awaitExit(double seconds) {
        return await(exited, seconds);
    }

    boolean awaitHalfClosed(double seconds) {
        return await(halfClosed, seconds);
    }

    private boolean await(CompletableFuture<?> future, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (traced && System.nanoTime() < end && !future.isDone()) {
            if (done(future, GLANCE)) {
                return true;
            }
            endTracerOfNobody();
        }
        return done(future, Math.max(0, (end - System.nanoTime()) / 1e9));
    }

    /**
     * A tracer stays for as long as a child of its subject does; it is ours, and nothing that the subject left behind. One that
     * has nobody left to trace ends by itself, and tells how its subject ended.
     */
    private void endTracerOfNobody() {
        boolean working = Proc.hasChild(process.pid());
        hadChild |= working || hasBeenActive();
        if (hadChild && !working && process.isAlive() && Proc.traces(process.pid())) {
            Signal.KILL.send(launched);
        }
    }

    private static boolean done(CompletableFuture<?> future, double seconds) {
        try {
            future.get((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * KILL, STOP and CONT mean the whole instance: the process that works and those of the subject that it descends from. These
     * are stopped before it is killed, so that none of them notices, tidies up or starts it again: all of them die at once.
     */
    void signal(Signal signal) {
        recorder.add(Kind.SIGNAL, name, "signal", signal.name());
        List<ProcId> above = ancestors();
        switch (signal) {
            case KILL -> {
                above.forEach(Signal.STOP::send);
                Await.until(GLANCE * 5, () -> above.stream().noneMatch(p -> p.lives() && !p.stopped()));
                signal.send(self());
                Collections.reverse(above); // the nearest first: nobody is left without a parent while it is stopped
                above.forEach(signal::send);
            }
            case STOP, CONT -> {
                stopped = signal == Signal.STOP ? List.copyOf(above) : List.of();
                above.forEach(signal::send);
                signal.send(self());
            }
            default -> signal.send(self());
        }
    }

    /** SIGKILL to one process of it, and to no other. */
    void killAlone(ProcId member) {
        recorder.add(Kind.SIGNAL, name, "signal", Signal.KILL.name(), "alone", member.pid());
        Signal.KILL.send(member);
    }

    /** Ends whatever still descends from the launched process. */
    void killFamily() {
        recorder.add(Kind.SIGNAL, name, "signal", Signal.KILL.name());
        Await.until(5, () -> {
            List<ProcId> rest = family().stream().filter(ProcId::lives).toList();
            rest.forEach(Signal.KILL::send);
            return rest.isEmpty();
        });
    }

    /** The subject's processes that the working one descends from, the first one first. */
    private List<ProcId> ancestors() {
        ProcId worker = self();
        if (worker.equals(launched)) {
            return new ArrayList<>();
        }
        List<ProcId> line = Proc.ancestors(worker, launched);
        if (line.isEmpty()) { // it has left its parents
            line = List.of(launched);
        }
        return new ArrayList<>(line.subList(Math.min(wrappers, line.size()), line.size()));
    }

    /** Those of its processes that were stopped together with the one that works are continued. */
    void resumeParents() {
        stopped.forEach(Signal.CONT::send);
    }

    /** So many processes of the harness stand between it and the first one of the subject. */
    void launchedBelow(int count) {
        wrappers = count;
    }

    /** Between the harness and the subject there is a tracer of ours. */
    void launchedTraced() {
        traced = true;
    }

    /** Whether the process has opened something in its home, so that it has begun to look. */
    public boolean hasHomeOpen() {
        return Proc.family(process.pid()).stream().anyMatch(p -> Proc.hasOpen(p.pid(), home.path()));
    }

    /** Whether the kernel says that it, or a child, holds that file or folder of its home by an exclusive {@code flock}. */
    public boolean flocks(String file) {
        return flocks(home.inode(file));
    }

    /** The same of a file that is somewhere else. */
    public boolean flocks(long inode) {
        return family().stream().anyMatch(p -> Proc.flocks(p.pid(), inode));
    }

    /** Whether the bystander that was started in its PID namespace is alive. */
    public boolean bystanderLives() {
        return Proc.family(process.pid()).stream()
                .anyMatch(p -> Proc.command(p.pid()).startsWith("sleep 1000") && p.lives());
    }

    /** The innocent process that was started in the process group of the launched one. */
    public Optional<ProcId> bystanderOfGroup() {
        return Proc.group(process.pid()).stream()
                .filter(p -> Proc.command(p.pid()).startsWith("sleep 1001") && p.lives())
                .findFirst();
    }

    /** Everything that descends from the launched process, itself included. */
    public List<ProcId> family() {
        return Proc.family(process.pid());
    }

    /** The living processes of the subject, without those of the harness, the first one first. */
    public List<ProcId> members() {
        List<ProcId> family = family().stream().filter(ProcId::lives).toList();
        return family.subList(Math.min(wrappers, family.size()), family.size());
    }

    /** What still lives and keeps its connection open, as pid and command line. */
    List<String> heirs() {
        return Proc.connectedTo(port.number()).stream()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(ProcId::describe)
                .toList();
    }

    /** Nobody who keeps its connection open does more than wait. */
    void leftToIdlers(List<String> programs) {
        recorder.add(Kind.IDLE_HEIR, name, "program", String.join(", ", programs));
    }

    /** What it and its children have needed so far. */
    public Cost cost() {
        return family().stream().map(process -> Proc.cost(process.pid())).reduce(new Cost(0, 0), Cost::plus);
    }

    void close() {
        port.close();
    }
}
