package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.State;
import java.util.List;

/** A moment in a {@link Graph}: knows what the others may still do. */
final class Parted implements Situation {
    private final Course course;
    private final Futures futures;
    private final Situation now;

    Parted(Graph graph, List<Action> options) {
        this.course = graph.course;
        this.futures = graph.futures;
        this.now = course.situation(options);
    }

    @Override
    public List<Action> options() {
        return now.options();
    }

    @Override
    public long state() {
        return now.state();
    }

    @Override
    public Footprint footprint(Action action) {
        return now.footprint(action);
    }

    /**
     * No rule sees it, nothing that another may still do conflicts with it, and if its caller may be killed instead, that is the
     * same as being killed after it.
     */
    @Override
    public boolean isApart(Action action) {
        if (course.bounds.earlyTicks() > 0 || course.bounds.recycles() > 0 || !course.world.always.isEmpty()) {
            return false;
        }
        Footprint touched = now.footprint(action);
        if (touched == Footprint.ALL
                || touched.writes(Footprint.Thing.OWNERS)
                || touched.writes(Footprint.Thing.BELIEF)
                || mayBeKilled(action.process()) && !touched.isLookingOnly()) {
            return false;
        }
        for (Actor other : course.actors) {
            if (other.process != action.process()
                    && !other.process.codeGone()
                    && !(futures.apart(other.memory.spot, touched) && survives(other.process, touched))) {
                return false;
            }
        }
        for (SimProcess process : course.kernel.processes) {
            if (process.state == State.DYING && Footprints.end(process).conflictsWith(touched)) {
                return false;
            }
        }
        return true;
    }

    private boolean survives(SimProcess other, Footprint touched) {
        return !mayBeKilled(other) || !Footprints.end(other).conflictsWith(touched);
    }

    private boolean mayBeKilled(SimProcess process) {
        return course.world.crashes < course.bounds.crashes() && process.traits.role == Role.PROTOCOL;
    }
}
