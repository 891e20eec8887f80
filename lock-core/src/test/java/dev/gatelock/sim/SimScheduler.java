package dev.gatelock.sim;

import dev.gatelock.sim.Action.Kind;
import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.State;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the programs of a {@link World}, each on a thread of its own, exactly one at a time.
 *
 * <p>Whoever runs has the baton; before each of its port calls it decides by the {@link Chooser} who goes on, and passes the
 * baton if that is somebody else. A program must not make another wait by anything but ports: a Java monitor held across a
 * port call and wanted by a second thread of the same process would stop everybody.
 */
final class SimScheduler implements PortGate {
    private static final int HUNG_SECONDS = 60;

    static {
        // the protocol's warnings belong to the story, not to the log of hundreds of thousands of runs
        System.setProperty("org.slf4j.simpleLogger.log.dev.gatelock.internal.protocol", "error");
    }

    private final World world;
    private final SimKernel kernel;
    private final Footprints footprints;
    private final Bounds bounds;
    private final Chooser chooser;
    private final Trace trace;
    private final List<Integer> choices = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    private Actor last;
    private int preemptions;
    private int recycles;
    private int powerLosses;
    private int steps;
    private String violation;
    private boolean pruned;
    /** Everybody is on the way out; nothing is checked or recorded any more. */
    private boolean over;

    private Story story = Story.BEFORE;
    /** How many of those who were there before have begun. */
    private int placed;

    private SimScheduler(World world, Bounds bounds, Chooser chooser) {
        this.world = world;
        this.kernel = world.kernel;
        this.footprints = new Footprints(kernel);
        this.trace = new Trace(kernel.files.tokens::known);
        this.bounds = bounds;
        this.chooser = chooser;
    }

    /** One run from beginning to end. */
    static Outcome run(World.Scenario scenario, Bounds bounds, Chooser chooser) {
        World world = new World();
        try {
            scenario.build(world);
        } catch (Exception e) {
            throw new AssertionError("the scenario cannot be built", e);
        }
        return new SimScheduler(world, bounds, chooser).run();
    }

    private Outcome run() {
        if (world.before.isEmpty()) {
            story = Story.TOLD;
            world.starting.forEach(this::admit);
        } else {
            admit(world.before.get(placed++));
        }
        passBaton(next());
        try {
            if (!finished.await(HUNG_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the run hangs outside of the ports\n" + hung() + trace);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Outcome(Optional.ofNullable(violation), choices, trace, pruned);
    }

    private String hung() {
        StringBuilder text = new StringBuilder();
        for (Actor actor : actors) {
            text.append(actor.process).append(' ').append(actor.mood).append('\n');
            actor.stack().forEach(f -> text.append("    ").append(f).append('\n'));
        }
        return text.toString();
    }

    void admit(World.Starting starting) {
        starting.process = kernel.spawn(starting.name, starting.traits);
        Actor actor = new Actor(starting.process);
        actors.add(actor);
        actor.begin(() -> live(actor, starting.program));
    }

    // ---- on the threads of the actors

    private void live(Actor actor, World.Program program) {
        SimProcess process = actor.process;
        try {
            if (!process.codeGone()) {
                program.run(new Me(world, process, this));
                turn(process, Request.of(Op.EXIT, process.name));
                trace.add(process.name, "returns from main", null);
            }
        } catch (SimEnd e) {
            // it was killed, or replaced by another image
        } catch (Throwable e) {
            if (!process.codeGone()) {
                breaks(process + " fails unexpectedly: " + e + at(e));
            }
        }
        actor.mood = Mood.DONE;
        if (!process.codeGone()) {
            kernel.end(process);
        }
        passBaton(next());
    }

    private static String at(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : e.getStackTrace()) {
            if (element.getClassName().startsWith("dev.gatelock") && text.length() < 600) {
                text.append("\n       at ").append(element);
            }
        }
        return text.toString();
    }

    @Override
    public <T> T call(SimProcess caller, Request request, KernelCall<T> call) throws PortException {
        Op op = request.op();
        String subject = request.subject();
        Actor actor = turn(caller, request);
        caller.portCalls++;
        kernel.time += world.stepNanos;
        Rules.forbid(world, caller, request).ifPresent(this::breaks);
        long before = kernel.files.changes;
        Object shown = "failed";
        try {
            kernel.faults.strike(caller, op, subject);
            T result = call.run();
            shown = result;
            return result;
        } catch (PortException e) {
            shown = e.fault();
            throw e;
        } catch (Rules.Broken e) {
            shown = "!";
            breaks(e.getMessage());
            throw new SimEnd(caller);
        } finally {
            record(actor, op, subject, shown);
            Rules.forbidChange(caller, op, subject, kernel.files.changes != before)
                    .ifPresent(this::breaks);
        }
    }

    private void record(Actor actor, Op op, String subject, Object shown) {
        SimProcess process = actor.process;
        if (chooser.knowsStates()) {
            process.history =
                    Tokens.mix(process.history * 31 + Tokens.hash(op.name()) + 7 * hash(subject) + hash(shown));
        }
        trace.add(process.name, op, subject, shown);
        if (++steps > bounds.steps()) {
            breaks("no end after " + bounds.steps() + " steps");
        }
        Rules.check(world).ifPresent(this::breaks);
    }

    private long hash(Object value) {
        return value instanceof Enum<?> constant
                ? Tokens.hash(constant.name())
                : Tokens.hash(kernel.files.tokens.known(value.toString()));
    }

    @Override
    public void await(SimProcess caller, long deadline, Optional<SimProcess> watched) {
        Actor actor = turn(caller, Request.of(Op.AWAIT, ""));
        trace.add(
                caller.name,
                deadline == Long.MAX_VALUE ? "waits" : "waits " + (deadline - kernel.time) / 1_000_000 + " ms",
                watched.map(w -> "for " + w).orElse(null));
        if (++steps > bounds.steps()) {
            breaks("no end after " + bounds.steps() + " steps");
        }
        actor.sleep(deadline, watched.orElse(null), false);
        turn(caller, Request.of(Op.WAKE, ""));
        caller.history = Tokens.mix(caller.history * 31 + kernel.time);
    }

    /** Waits for SIGTERM. */
    void serve(SimProcess caller) {
        Actor actor = turn(caller, Request.of(Op.SERVE, ""));
        if (!caller.termPending) {
            actor.sleep(Long.MAX_VALUE, null, true);
            turn(caller, Request.of(Op.WAKE, ""));
        }
        caller.history = Tokens.mix(caller.history + 3);
        trace.add(caller.name, "is asked by SIGTERM to end", null);
    }

    /** A step that is no port call. */
    void step(SimProcess caller, String what, Runnable action) {
        step(caller, Op.STEP, what, action);
    }

    void step(SimProcess caller, Op op, String what, Runnable action) {
        turn(caller, Request.of(op, what));
        action.run();
        trace.add(caller.name, what, null);
        caller.history = Tokens.mix(caller.history * 31 + Tokens.hash(what));
        Rules.check(world).ifPresent(this::breaks);
    }

    /** SIGKILL, by its own wish; torn down at once. */
    void crash(SimProcess caller) {
        kernel.end(caller);
        kernel.tearDown(caller);
        trace.add(caller.name, "is killed", null);
    }

    void note(SimProcess caller, String text) {
        trace.add(caller.name, text, null);
        Rules.check(world).ifPresent(this::breaks);
    }

    void fail(SimProcess caller, String text) {
        passing(caller);
        breaks(text);
    }

    /** Returns when it is this process's turn; throws when it has no turns any more. */
    private Actor turn(SimProcess caller, Request request) {
        passing(caller);
        Actor actor = last;
        if (actor == null || actor.process != caller) {
            throw new IllegalStateException(caller + " calls a port without having the baton");
        }
        actor.pending = request;
        Actor next = next();
        if (next != actor) {
            passBaton(next);
            actor.awaitBaton();
        }
        last = actor;
        passing(caller);
        return actor;
    }

    private void passBaton(Actor next) {
        if (next == null) {
            finished.countDown();
        } else {
            last = next;
            next.giveBaton();
        }
    }

    private void breaks(String what) {
        if (violation == null && !over) {
            violation = what;
        }
        finish();
    }

    private void finish() {
        over = true;
        for (Actor actor : actors) {
            kernel.end(actor.process);
        }
    }

    // ---- deciding

    /** Who runs next; null when nobody is left. */
    private Actor next() {
        while (true) {
            for (Actor actor : actors) {
                if (actor.mood != Mood.DONE && actor.process.codeGone()) {
                    return actor;
                }
            }
            if (over) {
                return null;
            }
            for (Actor actor : actors) {
                if (!actor.begun) {
                    actor.begun = true;
                    return actor;
                }
            }
            wake();
            List<Action> options = options();
            if (options.isEmpty()) {
                quiet();
                continue;
            }
            int index = 0;
            if (story == Story.TOLD && (options.size() > 1 || chooser.wantsEverything())) {
                index = chooser.choose(situation(options));
                if (index == Chooser.PRUNE) {
                    pruned = true;
                    finish();
                    continue;
                }
                if (options.size() > 1) {
                    choices.add(index);
                }
            }
            Actor chosen = apply(options.get(index));
            if (chosen != null) {
                return chosen;
            }
        }
    }

    private Situation situation(List<Action> options) {
        return new Situation() {
            @Override
            public List<Action> options() {
                return options;
            }

            @Override
            public long state() {
                return SimScheduler.this.state(options.size());
            }

            @Override
            public Footprint footprint(Action action) {
                return footprints.of(action, action.kind() == Kind.RUN ? actorOf(action.process()).pending : null);
            }
        };
    }

    private Actor actorOf(SimProcess process) {
        return actors.stream().filter(a -> a.process == process).findFirst().orElseThrow();
    }

    private long state(int options) {
        // who ran last matters only where switching costs something
        boolean counted = bounds.preemptions() < Bounds.UNLIMITED;
        long local = last == null || !counted ? 0 : last.process.ordinal + 1;
        local = local * 31 + (counted ? preemptions : 0);
        local = local * 31 + world.crashes;
        local = local * 31 + world.earlyTicks;
        local = local * 31 + recycles;
        local = local * 31 + powerLosses;
        local = local * 31 + story.ordinal();
        for (Actor actor : actors) {
            boolean gone = actor.process.codeGone();
            local = Tokens.mix(local * 31 + (gone ? 5 : actor.mood.ordinal() * 7L + actor.deadline));
        }
        return Tokens.mix(local) ^ kernel.fingerprint() + options;
    }

    private void wake() {
        for (Actor actor : actors) {
            SimProcess process = actor.process;
            if (process.termPending && process.onTerm == OnTerm.DIE && process.state == State.RUNNING) {
                kernel.end(process);
            }
            if (actor.mood == Mood.WAITING
                    && (actor.deadline <= kernel.time
                            || (actor.watched != null && actor.watched.tornDown())
                            || (actor.serving && process.termPending))) {
                actor.mood = Mood.READY;
            }
        }
    }

    private List<Action> options() {
        List<Action> options = new ArrayList<>();
        boolean canGoOn = last != null && ready(last);
        if (canGoOn) {
            options.add(new Action(Kind.RUN, last.process, false));
        }
        boolean maySwitch = !canGoOn || (preemptions < bounds.preemptions() && story == Story.TOLD);
        if (maySwitch) {
            for (Actor actor : actors) {
                if (actor != last && ready(actor)) {
                    options.add(new Action(Kind.RUN, actor.process, canGoOn));
                }
            }
        }
        boolean anyReady = !options.isEmpty();
        boolean dying = false;
        boolean overdue = false;
        for (SimProcess process : kernel.processes) {
            if (process.state == State.DYING) {
                if (!process.holdsLock()) {
                    kernel.tearDown(process);
                    wake();
                    return options();
                }
                dying = true;
                overdue |= kernel.time >= process.diedAt + world.tearDownNanos;
                options.add(new Action(Kind.TEAR_DOWN, process, false));
            }
        }
        boolean deadlines = actors.stream().anyMatch(a -> a.mood == Mood.WAITING && a.deadline < Long.MAX_VALUE);
        if (deadlines && !overdue) {
            if (!anyReady) {
                options.add(new Action(Kind.TICK, null, false));
            } else if (world.earlyTicks < bounds.earlyTicks() && story == Story.TOLD) {
                options.add(new Action(Kind.EARLY_TICK, null, false));
            }
        }
        if (anyReady && world.crashes < bounds.crashes() && story == Story.TOLD) {
            for (Actor actor : actors) {
                if (actor.mood != Mood.DONE && actor.process.traits.role == Role.PROTOCOL) {
                    options.add(new Action(Kind.CRASH, actor.process, false));
                }
            }
        }
        if (recycles < bounds.recycles() && story == Story.TOLD) {
            for (SimProcess process : kernel.processes) {
                if (process.state == State.REAPED && process.portCalls > 0 && kernel.pidIsFree(process.pid)) {
                    options.add(new Action(Kind.RECYCLE, process, false));
                }
            }
        }
        if (anyReady && powerLosses < bounds.powerLosses() && story == Story.TOLD) {
            for (Disk.Loss loss : Disk.Loss.values()) {
                options.add(new Action(Kind.POWER_LOSS, null, false, loss));
            }
        }
        return anyReady || dying || deadlines ? options : List.of();
    }

    private static boolean ready(Actor actor) {
        return actor.mood == Mood.READY && actor.process.state == State.RUNNING;
    }

    private Actor apply(Action action) {
        if (action.preempts()) {
            preemptions++;
        }
        switch (action.kind()) {
            case RUN -> {
                return actorOf(action.process());
            }
            case TEAR_DOWN -> {
                kernel.tearDown(action.process());
                trace.add("kernel", "closes what " + action.process() + " had open", null);
            }
            case TICK, EARLY_TICK -> {
                if (action.kind() == Kind.EARLY_TICK) {
                    world.earlyTicks++;
                }
                long deadline = actors.stream()
                        .filter(a -> a.mood == Mood.WAITING)
                        .mapToLong(a -> a.deadline)
                        .min()
                        .orElseThrow();
                long due = kernel.processes.stream()
                        .filter(p -> p.state == State.DYING)
                        .mapToLong(p -> p.diedAt + world.tearDownNanos)
                        .min()
                        .orElse(Long.MAX_VALUE);
                kernel.time = Math.min(deadline, due);
                trace.add(
                        "clock", "moves on" + (action.kind() == Kind.TICK ? "" : " although somebody could run"), null);
            }
            case CRASH -> {
                world.crashes++;
                trace.add("kernel", "kills " + action.process() + " out of the blue", null);
                kernel.end(action.process());
            }
            case POWER_LOSS -> {
                powerLosses++;
                world.crashes++;
                kernel.powerLoss(action.loss());
                trace.add("kernel", "loses power; not flushed and lost: " + action.loss(), null);
                Rules.afterPowerLoss(world).ifPresent(this::breaks);
            }
            case RECYCLE -> {
                recycles++;
                SimProcess dead = action.process();
                Traits traits = Traits.of(Role.INNOCENT);
                traits.uid = dead.traits.uid;
                kernel.spawn("innocent" + recycles, traits, dead.pid);
                trace.add("kernel", "gives the pid of " + dead + " to an innocent", null);
            }
        }
        Rules.check(world).ifPresent(this::breaks);
        return null;
    }

    private enum Story {
        /** Those who were there before take their places, one after the other, without any choice. */
        BEFORE,
        /** What is explored. */
        TOLD,
        /** The fresh start, without any choice. */
        AFTERWARDS
    }

    /** Nobody can go on. */
    private void quiet() {
        if (story == Story.BEFORE) {
            if (placed < world.before.size()) {
                admit(world.before.get(placed++));
                return;
            }
            story = Story.TOLD;
            kernel.time += 100 * SimKernel.NANOS_PER_TICK;
            trace.add("clock", "a second later", null);
            world.starting.forEach(this::admit);
            return;
        }
        if (story == Story.TOLD) {
            world.atEnd.stream()
                    .map(rule -> rule.get())
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(this::breaks);
            if (violation == null && world.afterwards != null) {
                story = Story.AFTERWARDS;
                trace.add("kernel", "kills everybody", null);
                for (SimProcess process : kernel.processes) {
                    if (process.traits.role != Role.INNOCENT && !process.tornDown()) {
                        kernel.end(process);
                        kernel.tearDown(process);
                    }
                }
                kernel.time += SimKernel.NANOS_PER_TICK;
                admit(new World.Starting(world.afterwardsName, Traits.of(Role.PROTOCOL), world.afterwards));
                return;
            }
        }
        finish();
    }
}
