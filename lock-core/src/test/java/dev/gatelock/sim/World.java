package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.State;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Capability;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One machine, the programs on it, and what must hold: built anew by a {@link Scenario} for each run. */
final class World {
    final SimKernel kernel = new SimKernel();
    /** Runs alone, each until it waits or ends, before the story begins. */
    final List<Starting> before = new ArrayList<>();

    final List<Starting> starting = new ArrayList<>();
    final List<Supplier<Optional<String>>> always = new ArrayList<>();
    final List<Supplier<Optional<String>>> atEnd = new ArrayList<>();
    final Set<Capability> disabled = EnumSet.noneOf(Capability.class);
    /** What is taken from the protocol. */
    final Set<Safeguard> omitted = EnumSet.noneOf(Safeguard.class);
    /** The real protocol runs in it: whoever is at work must have a lock. */
    boolean ruled;
    /** I1 is given up: the platform cannot give it. */
    boolean twoMayHold;
    /** Runs after everybody else was killed; null if nobody does. */
    Program afterwards;

    String afterwardsName;
    /** How long a killed process may keep its locks in simulated time; with 0 others may run meanwhile, but nobody's wait ends. */
    long tearDownNanos;
    /** How much time a port call takes; 0 keeps the number of states small. */
    long stepNanos;
    /** A replacer may act only against who owned when it was asked, not when it came to look; needs a moving clock. */
    boolean strictlyAsked;
    /** How often time passed although somebody could run, so far. */
    int earlyTicks;

    /** Crashes so far. */
    int crashes;

    /** Every call takes a tick, so that claims and starts are always ordered. */
    void movingClock() {
        stepNanos = SimKernel.NANOS_PER_TICK;
        strictlyAsked = true;
    }

    World() {
        Rules.watch(this);
    }

    static World of(Scenario scenario) {
        World world = new World();
        world.build(scenario);
        return world;
    }

    void build(Scenario scenario) {
        try {
            scenario.build(this);
        } catch (Exception e) {
            throw new AssertionError("the scenario cannot be built", e);
        }
    }

    /** A process that runs the protocol and has been there for a while when the others start. */
    Starting earlier(String name, Program program) {
        Starting starting = new Starting(name, Traits.of(Role.PROTOCOL), program);
        before.add(starting);
        return starting;
    }

    /** The same, in another role. */
    Starting earlier(String name, Role role, Program program) {
        Starting starting = new Starting(name, Traits.of(role), program);
        before.add(starting);
        return starting;
    }

    /** A process that runs the protocol. */
    Starting start(String name, Program program) {
        return start(name, Role.PROTOCOL, program);
    }

    Starting start(String name, Role role, Program program) {
        return start(name, Traits.of(role), program);
    }

    Starting start(String name, Traits traits, Program program) {
        Starting begins = new Starting(name, traits, program);
        starting.add(begins);
        return begins;
    }

    /** A process without a program of its own. */
    SimProcess bystander(String name, Role role) {
        return kernel.spawn(name, Traits.of(role));
    }

    /** Someone who was there before and is gone without a trace but for its files. */
    SimProcess dead(String name) {
        SimProcess process = kernel.spawn(name, Traits.of(Role.PROTOCOL));
        process.state = State.REAPED;
        kernel.time += SimKernel.NANOS_PER_TICK;
        return process;
    }

    /** A fresh start after everybody was killed: must succeed (I7). */
    void afterwards(String name, Program program) {
        afterwardsName = name;
        afterwards = program;
    }

    /** Checked after every step; an answer is a violation. */
    void always(Supplier<Optional<String>> rule) {
        always.add(rule);
    }

    /** Checked when nobody can go on any more, before {@link #afterwards}. */
    void atEnd(Supplier<Optional<String>> rule) {
        atEnd.add(rule);
    }

    List<SimProcess> believers() {
        return kernel.processes.stream().filter(p -> p.believes).toList();
    }

    /** How many programs ended with these words. */
    long said(String outcome) {
        return kernel.processes.stream().filter(p -> p.outcome.equals(outcome)).count();
    }

    /** No crash and no injected fault so far: then somebody must have got it. */
    boolean undisturbed() {
        return crashes == 0 && kernel.faults.struck() == 0;
    }

    /** A program and the process that it will be. */
    static final class Starting {
        final String name;
        final Traits traits;
        final Program program;
        /** Null until it is born. */
        SimProcess process;

        Starting(String name, Traits traits, Program program) {
            this.name = name;
            this.traits = traits;
            this.program = program;
        }
    }

    /** Builds the same world each time. */
    interface Scenario {
        void build(World world) throws Exception;
    }

    /** What a simulated process does; it returns from main by returning. */
    interface Program {
        void run(Me me) throws Exception;
    }
}
