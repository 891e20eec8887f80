package dev.gatelock.sim;

import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What happened, one line a step; turned into text only when somebody reads it. */
final class Trace {
    private final List<Step> steps = new ArrayList<>();
    private final UnaryOperator<String> named;
    private final boolean kept;
    private int lines;

    /**
     * @param named names what was random, so that two runs of the same choices read the same
     */
    Trace(UnaryOperator<String> named) {
        this.named = named;
        this.kept = true;
    }

    private Trace() {
        this.named = UnaryOperator.identity();
        this.kept = false;
    }

    /** One that only counts. */
    static Trace none() {
        return new Trace();
    }

    private void add(Step step) {
        lines++;
        if (kept) {
            steps.add(step);
        }
    }

    /** Goes back to a shorter one; only if it only counts. */
    void back(int to) {
        lines = to;
    }

    void add(String who, String what, Object result) {
        add(new Step(who, null, what, result));
    }

    void add(String who, Op op, String subject, Object result) {
        add(new Step(who, op, subject, result));
    }

    int size() {
        return lines;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Step step : steps) {
            String what = named.apply(step.op == null ? step.what : step.op.label() + " " + step.what);
            text.append(String.format("%4d  %-10s %s", ++number, step.who, what));
            if (step.result != null) {
                text.append(" -> ").append(named.apply(shown(step.result)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Short, for people; what is compared is the whole. */
    private static String shown(Object result) {
        if (result instanceof Optional<?> optional) {
            return optional.map(Trace::shown).orElse("nothing");
        }
        if (result instanceof Sighting.Alive alive) {
            return "alive since " + alive.identity().startTime().orElse(-1) + (alive.stopped() ? ", stopped" : "");
        }
        if (result instanceof LockHolder holder) {
            return "pid " + holder.pid() + (holder.inherited() ? " from " + holder.takenBy() : "")
                    + (holder.confirmed() ? "" : " (not confirmed)");
        }
        if (result instanceof SimPlatform.Listed listed) {
            return shown(listed.sighting());
        }
        if (result instanceof LockSighting.Held held) {
            return "held by " + held.holders().stream().map(Trace::shown).toList();
        }
        return result.toString();
    }

    private record Step(String who, Op op, String what, Object result) {}
}
