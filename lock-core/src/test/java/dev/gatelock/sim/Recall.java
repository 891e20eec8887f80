package dev.gatelock.sim;

import dev.gatelock.sim.Memory.Turn;
import dev.gatelock.spi.PortException;
import java.util.List;
import java.util.Optional;

/**
 * Runs a program, tells it what is remembered that it was told, and sees what it does next. Nothing happens to the kernel by that; what
 * the program does besides calling ports is kept as an effect. Where nothing is remembered it pauses, and goes on if
 * just that is what is asked next.
 */
final class Recall implements Stage {
    private final Course course;
    private final SimProcess self;
    private final List<Memory> path;
    /** Each time another, as if it were another process of this JVM: what was claimed the last time is claimed still. */
    private final long device = SimProcess.anotherDevice();

    private final Coroutine code = new Coroutine(this::run);
    private int at;
    private boolean over;

    private Recall(Course course, SimProcess self, List<Memory> path) {
        this.course = course;
        this.self = self;
        this.path = path;
    }

    /** Completes a memory whose answer is known. */
    static void complete(Course course, SimProcess self, Memory newest) {
        SimKernel kernel = course.kernel;
        long time = kernel.time;
        long wall = kernel.wallOffsetSeconds;
        Recall recall = newest.before == null ? null : newest.before.paused;
        if (recall == null) {
            recall = new Recall(course, self, newest.path());
        } else {
            newest.before.paused = null;
            recall.path.add(newest);
        }
        recall.code.resume();
        newest.paused = recall.code.finished() ? null : recall;
        kernel.time = time;
        kernel.wallOffsetSeconds = wall;
    }

    /** Gives the thread back. */
    void end() {
        over = true;
        code.resume();
    }

    private void run() {
        Dice.open(self.name);
        enter();
        try {
            self.program.run(new Me(course.world, self, this));
            next(new Turn.Exit(Request.of(Op.EXIT, self.name)));
        } catch (SimEnd e) {
            gone();
        } catch (Throwable e) {
            if (!over) {
                String what = Stage.unexpected(self, e);
                newest().effects.add(() -> course.breaks(what));
            }
            gone();
        } finally {
            Dice.close();
        }
        if (!over && at != path.size() - 1) {
            throw new IllegalStateException("told the same, " + self + " went elsewhere: it is not deterministic");
        }
    }

    private Memory newest() {
        return path.get(path.size() - 1);
    }

    private boolean isNew() {
        return at == path.size() - 1;
    }

    private void enter() {
        course.kernel.time = path.get(at).time;
        course.kernel.wallOffsetSeconds = path.get(at).wallOffset;
    }

    private void next(Turn turn) {
        if (!over) {
            newest().next = turn;
        }
    }

    private void gone() {
        if (newest().next == null) {
            next(new Turn.Gone(Request.of(Op.STEP, "")));
        }
        over = true;
    }

    /** The answer that it got then; if nothing was answered yet, this is what it does next, and it waits for the answer. */
    private Object answer(Turn turn) {
        passing(self);
        if (isNew()) {
            next(turn);
            code.pause();
            passing(self);
        }
        at++;
        enter();
        return path.get(at).told;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T call(SimProcess caller, Request request, KernelCall<T> call) throws PortException {
        Object answer = answer(new Turn.Call(request, call));
        if (answer instanceof PortException fault) {
            throw fault;
        }
        return (T) answer;
    }

    @Override
    public void await(SimProcess caller, long deadline, Optional<SimProcess> watched) {
        answer(new Turn.Await(Request.of(Op.AWAIT, ""), deadline, watched.orElse(null)));
    }

    @Override
    public void serve(SimProcess caller) {
        answer(new Turn.Serve(Request.of(Op.SERVE, "")));
    }

    @Override
    public void step(SimProcess caller, Op op, String what, Runnable action) {
        answer(new Turn.Step(Request.of(op, what), action));
    }

    @Override
    public SimProcess spawn(SimProcess caller, World.Starting starting) {
        return (SimProcess) answer(new Turn.Spawn(Request.of(Op.SPAWN, "spawn " + starting.name), starting));
    }

    @Override
    public void crash(SimProcess caller) {
        at(caller, () -> course.crash(caller));
        throw new SimEnd(caller);
    }

    @Override
    public void at(SimProcess caller, Runnable effect) {
        passing(caller);
        if (isNew()) {
            newest().effects.add(effect);
        }
    }

    @Override
    public void note(SimProcess caller, String text) {
        at(caller, () -> course.note(caller, text));
    }

    @Override
    public void fail(SimProcess caller, String text) {
        at(caller, () -> course.breaks(text));
    }

    @Override
    public long device(SimProcess caller) {
        return device;
    }

    @Override
    public void passing(SimProcess caller) {
        if (over) {
            throw new SimEnd(caller);
        }
    }

    @Override
    public long told(SimProcess caller, long value) {
        passing(caller);
        if (isNew()) {
            newest().askedTime = true;
        }
        return value;
    }
}
