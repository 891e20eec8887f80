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
import java.util.function.Function;

/**
 * How far a story has come, what can happen next and what comes of it. Knows no threads: {@link SimScheduler} lets the programs run
 * on threads, {@link Graph} remembers what they do.
 */
final class Course {
    final World world;
    final SimKernel kernel;
    final Footprints footprints;
    final Bounds bounds;
    final Trace trace;
    final List<Actor> actors = new ArrayList<>();
    /** Brings a process to life. */
    private final Function<SimProcess, Actor> birth;
    /** Whether the history of each process is hashed call by call. */
    private final boolean hashing;

    Actor last;
    int preemptions;
    int recycles;
    int powerLosses;
    int steps;
    String violation;
    /** Everybody is on the way out; nothing is checked or recorded any more. */
    boolean over;

    Story story = Story.BEFORE;
    /** How many of those who were there before have begun. */
    int placed;

    Course(World world, Bounds bounds, Trace trace, boolean hashing, Function<SimProcess, Actor> birth) {
        this.world = world;
        this.kernel = world.kernel;
        this.footprints = new Footprints(kernel);
        this.bounds = bounds;
        this.trace = trace;
        this.hashing = hashing;
        this.birth = birth;
    }

    void begin() {
        if (world.before.isEmpty()) {
            story = Story.TOLD;
            world.starting.forEach(this::admit);
        } else {
            admit(world.before.get(placed++));
        }
    }

    void admit(World.Starting starting) {
        starting.process = kernel.spawn(starting.name, starting.traits);
        starting.process.program = starting.program;
        actors.add(birth.apply(starting.process));
    }

    // ---- what a process does when it is its turn

    <T> T perform(SimProcess caller, Request request, PortGate.KernelCall<T> call) throws PortException {
        Op op = request.op();
        String subject = request.subject();
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
            record(caller, op, subject, shown);
            Rules.forbidChange(caller, op, subject, kernel.files.changes != before)
                    .ifPresent(this::breaks);
        }
    }

    private void record(SimProcess process, Op op, String subject, Object shown) {
        if (hashing) {
            process.history = Tokens.mix(process.history * 31
                    + Tokens.hash(op.name())
                    + 7 * Told.key(subject, kernel.files.tokens)
                    + Told.key(shown, kernel.files.tokens));
        }
        trace.add(process.name, op, subject, shown);
        counted();
        check();
    }

    private void counted() {
        if (++steps > bounds.steps()) {
            breaks("no end after " + bounds.steps() + " steps");
        }
    }

    /** Lies down; wakes when time comes or the watched one is gone. */
    void waits(Actor actor, long deadline, SimProcess watched) {
        SimProcess caller = actor.process;
        trace.add(
                caller.name,
                deadline == Long.MAX_VALUE ? "waits" : "waits " + (deadline - kernel.time) / 1_000_000 + " ms",
                watched == null ? null : "for " + watched);
        counted();
        actor.sleep(deadline, watched, false);
    }

    void wasAsked(SimProcess caller) {
        trace.add(caller.name, "is asked by SIGTERM to end", null);
    }

    void step(SimProcess caller, String what, Runnable action) {
        action.run();
        trace.add(caller.name, what, null);
        check();
    }

    void returns(SimProcess caller) {
        trace.add(caller.name, "returns from main", null);
    }

    /** SIGKILL, by its own wish; torn down at once. */
    void crash(SimProcess caller) {
        kernel.end(caller);
        kernel.tearDown(caller);
        trace.add(caller.name, "is killed", null);
    }

    void note(SimProcess caller, String text) {
        trace.add(caller.name, text, null);
        check();
    }

    private void check() {
        Rules.check(world).ifPresent(this::breaks);
    }

    void breaks(String what) {
        if (violation == null && !over) {
            violation = what;
        }
        finish();
    }

    void finish() {
        over = true;
        for (Actor actor : actors) {
            kernel.end(actor.process);
        }
    }

    // ---- deciding

    /** Who goes on whatever else could happen: to unwind, or to come to its first call; null if nobody does. */
    Actor forced() {
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
        return null;
    }

    Situation situation(List<Action> options) {
        return new Situation() {
            @Override
            public List<Action> options() {
                return options;
            }

            @Override
            public long state() {
                return Course.this.state(options.size());
            }

            @Override
            public Footprint footprint(Action action) {
                return !world.always.isEmpty()
                        ? Footprint.ALL // nobody knows what such a rule looks at
                        : footprints.of(action, action.kind() == Kind.RUN ? actorOf(action.process()).pending : null);
            }
        };
    }

    Actor actorOf(SimProcess process) {
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
        local = local * 31 + (bounds.powerLosses() > 0 ? kernel.files.disk.fingerprint() : 0);
        local = local * 31 + story.ordinal();
        for (Actor actor : actors) {
            boolean gone = actor.process.codeGone();
            local = Tokens.mix(local * 31 + (gone ? 5 : doing(actor)));
        }
        return Tokens.mix(local) ^ kernel.fingerprint() + options;
    }

    private static long doing(Actor actor) {
        return actor.mood.ordinal() * 7L + (actor.waking ? 3 + actor.deadline : 0);
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

    /** What can happen; nothing if nobody can go on any more. */
    List<Action> options() {
        wake();
        return possible();
    }

    private List<Action> possible() {
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

    /** Lets it happen; the actor whose turn it is, if it is one's. */
    Actor apply(Action action) {
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
        check();
        return null;
    }

    enum Story {
        /** Those who were there before take their places, one after the other, without any choice. */
        BEFORE,
        /** What is explored. */
        TOLD,
        /** The fresh start, without any choice. */
        AFTERWARDS
    }

    /** Nobody can go on. */
    void quiet() {
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
