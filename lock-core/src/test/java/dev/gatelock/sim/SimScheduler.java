package dev.gatelock.sim;

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
final class SimScheduler implements Stage {
    private static final int HUNG_SECONDS = 60;

    static {
        // the protocol's warnings belong to the story, not to the log of hundreds of thousands of runs
        System.setProperty("org.slf4j.simpleLogger.log.dev.gatelock.internal.protocol", "error");
    }

    private final World world;
    private final Course course;
    private final Chooser chooser;
    private final List<Integer> choices = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);

    private boolean pruned;

    private SimScheduler(World world, Bounds bounds, Chooser chooser) {
        this.world = world;
        this.course = new Course(
                world, bounds, new Trace(world.kernel.files.tokens::known), chooser.knowsStates(), this::born);
        this.chooser = chooser;
    }

    /** One run from beginning to end. */
    static Outcome run(World.Scenario scenario, Bounds bounds, Chooser chooser) {
        return new SimScheduler(World.of(scenario), bounds, chooser).run();
    }

    private Outcome run() {
        course.begin();
        passBaton(next());
        try {
            if (!finished.await(HUNG_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the run hangs outside of the ports\n" + hung() + course.trace);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Outcome(Optional.ofNullable(course.violation), choices, course.trace, pruned);
    }

    private String hung() {
        StringBuilder text = new StringBuilder();
        for (Actor actor : course.actors) {
            text.append(actor.process).append(' ').append(actor.mood).append('\n');
            actor.stack().forEach(f -> text.append("    ").append(f).append('\n'));
        }
        return text.toString();
    }

    private Actor born(SimProcess process) {
        Actor actor = new Actor(process);
        actor.begin(() -> live(actor, process.program));
        return actor;
    }

    // ---- on the threads of the actors

    private void live(Actor actor, World.Program program) {
        SimProcess process = actor.process;
        try {
            if (!process.codeGone()) {
                program.run(new Me(world, process, this));
                turn(process, Request.of(Op.EXIT, process.name));
                course.returns(process);
            }
        } catch (SimEnd e) {
            // it was killed, or replaced by another image
        } catch (Throwable e) {
            if (!process.codeGone()) {
                course.breaks(Stage.unexpected(process, e));
            }
        }
        actor.mood = Mood.DONE;
        if (!process.codeGone()) {
            world.kernel.end(process);
        }
        passBaton(next());
    }

    @Override
    public <T> T call(SimProcess caller, Request request, KernelCall<T> call) throws PortException {
        turn(caller, request);
        return course.perform(caller, request, call);
    }

    @Override
    public void await(SimProcess caller, long deadline, Optional<SimProcess> watched) {
        Actor actor = turn(caller, Request.of(Op.AWAIT, ""));
        course.waits(actor, deadline, watched.orElse(null));
        turn(caller, Request.of(Op.WAKE, ""));
        actor.waking = false;
        caller.history = Tokens.mix(caller.history * 31 + world.kernel.time);
    }

    @Override
    public void serve(SimProcess caller) {
        Actor actor = turn(caller, Request.of(Op.SERVE, ""));
        if (!caller.termPending) {
            actor.sleep(Long.MAX_VALUE, null, true);
            turn(caller, Request.of(Op.WAKE, ""));
            actor.waking = false;
        }
        caller.history = Tokens.mix(caller.history + 3);
        course.wasAsked(caller);
    }

    @Override
    public void step(SimProcess caller, Op op, String what, Runnable action) {
        turn(caller, Request.of(op, what));
        caller.history = Tokens.mix(caller.history * 31 + Tokens.hash(what));
        course.step(caller, what, action);
    }

    @Override
    public SimProcess spawn(SimProcess caller, World.Starting starting) {
        step(caller, Op.SPAWN, "spawn " + starting.name, () -> course.admit(starting));
        return starting.process;
    }

    @Override
    public void crash(SimProcess caller) {
        course.crash(caller);
    }

    @Override
    public void at(SimProcess caller, Runnable effect) {
        passing(caller);
        effect.run();
    }

    @Override
    public void note(SimProcess caller, String text) {
        passing(caller);
        course.note(caller, text);
    }

    @Override
    public void fail(SimProcess caller, String text) {
        passing(caller);
        course.breaks(text);
    }

    /** Returns when it is this process's turn; throws when it has no turns any more. */
    private Actor turn(SimProcess caller, Request request) {
        passing(caller);
        Actor actor = course.last;
        if (actor == null || actor.process != caller) {
            throw new IllegalStateException(caller + " calls a port without having the baton");
        }
        actor.pending = request;
        Actor next = next();
        if (next != actor) {
            passBaton(next);
            actor.awaitBaton();
        }
        course.last = actor;
        passing(caller);
        return actor;
    }

    private void passBaton(Actor next) {
        if (next == null) {
            finished.countDown();
        } else {
            course.last = next;
            next.giveBaton();
        }
    }

    /** Who runs next; null when nobody is left. */
    private Actor next() {
        while (true) {
            Actor forced = course.forced();
            if (forced != null || course.over) {
                return forced;
            }
            List<Action> options = course.options();
            if (options.isEmpty()) {
                course.quiet();
                continue;
            }
            int index = 0;
            if (course.story == Course.Story.TOLD && (options.size() > 1 || chooser.wantsEverything())) {
                index = chooser.choose(course.situation(options));
                if (index == Chooser.PRUNE) {
                    pruned = true;
                    course.finish();
                    continue;
                }
                if (options.size() > 1) {
                    choices.add(index);
                }
            }
            Actor chosen = course.apply(options.get(index));
            if (chosen != null) {
                return chosen;
            }
        }
    }
}
