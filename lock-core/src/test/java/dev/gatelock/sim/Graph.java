package dev.gatelock.sim;

import dev.gatelock.sim.Memory.Turn;
import dev.gatelock.spi.PortException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A story that can be gone back in: the kernel by {@link Snapshot}, the programs because what they do is remembered. A program's code
 * runs only when it is told something that it never was told at that point before; so the whole graph of states costs little
 * more than its edges. Not for power losses, injected faults and the rules of Windows.
 */
final class Graph implements AutoCloseable {
    private static final int PAUSED = 200;

    static {
        // the protocol's words belong to the story
        System.setProperty("org.slf4j.simpleLogger.log.dev.gatelock.internal.protocol", "error");
    }

    final Course course;
    final Futures futures = new Futures();
    private final Map<SimProcess, Memory.Branch> beginnings = new HashMap<>();
    private final Deque<Memory> paused = new ArrayDeque<>();

    Graph(World.Scenario scenario, Bounds bounds, Trace trace) {
        World world = new World();
        world.kernel.canonical();
        world.build(scenario);
        if (bounds.powerLosses() > 0 || world.kernel.files.windows || !world.kernel.faults.none()) {
            throw new IllegalArgumentException("such a story cannot be gone back in");
        }
        course = new Course(world, bounds, trace, false, Actor::new);
        course.begin();
    }

    /** Goes on to where somebody must choose; nothing is left to choose when the story is over. */
    List<Action> toChoice() {
        while (true) {
            Actor forced = course.forced();
            if (forced != null) {
                goOn(forced);
                continue;
            }
            if (course.over) {
                return List.of();
            }
            List<Action> options = course.options();
            if (options.isEmpty()) {
                course.quiet();
            } else if (course.story == Course.Story.TOLD) {
                return options;
            } else {
                take(options.get(0));
            }
        }
    }

    /** What the call of a process that has its turn touches is known from then on. */
    void learn(Action action) {
        if (action.kind() == Action.Kind.RUN) {
            Actor actor = course.actorOf(action.process());
            futures.acts(actor.memory.spot, course.footprints.of(action, actor.pending));
        }
    }

    void take(Action action) {
        Actor chosen = course.apply(action);
        if (chosen != null) {
            goOn(chosen);
        }
    }

    private void goOn(Actor actor) {
        SimProcess process = actor.process;
        course.last = actor;
        if (process.codeGone()) {
            actor.mood = Mood.DONE;
        } else if (actor.memory == null) {
            arrive(actor, null, null, 0);
        } else if (actor.waking) {
            actor.waking = false;
            if (actor.serving) {
                course.wasAsked(process);
            }
            arrive(actor, actor.memory, null, 0);
        } else {
            act(actor, actor.memory.next);
        }
    }

    private void act(Actor actor, Turn turn) {
        SimProcess process = actor.process;
        if (turn instanceof Turn.Call call) {
            call(actor, call);
        } else if (turn instanceof Turn.Await await) {
            course.waits(actor, await.deadline(), await.watched());
        } else if (turn instanceof Turn.Serve) {
            serve(actor);
        } else if (turn instanceof Turn.Step step) {
            course.step(process, step.request().subject(), step.action());
            arrive(actor, actor.memory, null, 0);
        } else if (turn instanceof Turn.Spawn spawn) {
            course.step(process, spawn.request().subject(), () -> course.admit(spawn.starting()));
            SimProcess born = spawn.starting().process;
            long spawned = actor.memory.spot;
            arrive(actor, actor.memory, born, Told.key(born, course.kernel.files.tokens));
            futures.leads(spawned, spawnedSpot(born));
        } else if (turn instanceof Turn.Exit) {
            course.returns(process);
            actor.mood = Mood.DONE;
            course.kernel.end(process);
        } else {
            throw new IllegalStateException(process + " is gone and has its turn");
        }
    }

    private static long spawnedSpot(SimProcess born) {
        return Tokens.hash("beginning of " + born.name);
    }

    private void serve(Actor actor) {
        if (actor.process.termPending) {
            course.wasAsked(actor.process);
            arrive(actor, actor.memory, null, 0);
        } else {
            actor.sleep(Long.MAX_VALUE, null, true);
        }
    }

    private void call(Actor actor, Turn.Call call) {
        Tokens tokens = course.kernel.files.tokens;
        try {
            Object answer = course.perform(actor.process, call.request(), call.call());
            arrive(actor, actor.memory, answer, Told.key(answer, tokens));
        } catch (PortException fault) {
            arrive(actor, actor.memory, fault, Tokens.hash(fault.fault() + " " + fault.getMessage()));
        } catch (SimEnd e) {
            // a rule was broken
        }
    }

    /** It was told something, and its code runs up to its next turn; or did so before. */
    private void arrive(Actor actor, Memory before, Object told, long key) {
        if (course.over) {
            return;
        }
        SimProcess process = actor.process;
        SimKernel kernel = course.kernel;
        Memory.Branch branch =
                before == null ? beginnings.computeIfAbsent(process, p -> new Memory.Branch()) : before.after(key);
        Memory now = branch.at(kernel);
        if (now == null) {
            now = new Memory(before, told, kernel.time, kernel.wallOffsetSeconds);
            Recall.complete(course, process, now);
            keep(now);
            now.seal(process.name, key);
            branch.add(now);
        }
        futures.leads(before == null ? spawnedSpot(process) : before.spot, now.spot);
        actor.memory = now;
        actor.pending = now.next.request();
        process.history = now.hash;
        now.effects.forEach(Runnable::run);
    }

    /** A few programs wait where they are, since they are likely to be asked next. */
    private void keep(Memory memory) {
        if (memory.paused != null) {
            paused.add(memory);
            if (paused.size() > PAUSED) {
                end(paused.poll());
            }
        }
    }

    private static void end(Memory memory) {
        if (memory.paused != null) {
            memory.paused.end();
            memory.paused = null;
        }
    }

    @Override
    public void close() {
        paused.forEach(Graph::end);
    }

    /** The same choices on threads, which must come to the same end. */
    Outcome confirmed(World.Scenario scenario, Bounds bounds, int[] path, int length) {
        List<Integer> choices = Arrays.stream(path).limit(length).boxed().toList();
        Outcome outcome = SimScheduler.run(scenario, bounds, Chooser.replay(choices));
        if (!outcome.violation().equals(Optional.ofNullable(course.violation))) {
            throw new IllegalStateException(
                    "here " + course.violation + ", on threads " + outcome.violation() + "\n" + outcome.trace());
        }
        return outcome;
    }
}
