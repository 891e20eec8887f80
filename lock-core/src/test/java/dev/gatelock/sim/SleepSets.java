package dev.gatelock.sim;

import dev.gatelock.sim.Action.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be tried at each point of a search over every order, so that orders which only swap neighbours that do not touch the same
 * thing are not tried twice.
 *
 * <p>Four reductions: a call that nobody else can see runs at once; so does one with which nothing conflicts that others may still do,
 * as far as that is known ({@link Futures}); what was tried already and is not touched by what was done instead sleeps
 * (sleep sets); and a state that was met before is entered again only for what slept then and is awake now. A dead process's memory is no part of the state. The graph has no cycles, since
 * every process remembers all that it was told.
 */
final class SleepSets implements Ways {
    /** As many processes as have a bit in a set of sleepers; others never sleep. */
    private static final int PROCESSES = 16;

    private static final long NEVER = -1;

    /** By state: what slept at every visit so far. */
    private final LongMap met = new LongMap(NEVER);

    @Override
    public int states() {
        return met.size();
    }

    @Override
    public boolean isFull() {
        return met.isFull();
    }

    @Override
    public Fork fork(Situation now, long sleep) {
        List<Action> options = now.options();
        int alone = unseen(now);
        for (int i = 0; alone < 0 && options.size() > 1 && i < options.size(); i++) {
            alone = options.get(i).kind() == Kind.RUN && now.isApart(options.get(i)) ? i : -1;
        }
        if (alone >= 0) {
            return (sleep & bit(options.get(alone))) == 0 ? new Fork(options, List.of(alone), sleep) : null;
        }
        if (options.size() == 1) {
            return forkOver(options, sleep, -1L);
        }
        long state = now.state();
        long before = met.get(state);
        if (before == NEVER) {
            met.put(state, sleep);
            return forkOver(options, sleep, -1L);
        }
        met.put(state, before & sleep);
        long wokenUp = before & ~sleep;
        return wokenUp == 0 ? null : forkOver(options, sleep, wokenUp);
    }

    private static Fork forkOver(List<Action> options, long sleep, long wanted) {
        List<Integer> tried = new ArrayList<>();
        long slept = sleep;
        for (int i = 0; i < options.size(); i++) {
            long bit = bit(options.get(i));
            if (wanted != -1L && (wanted & bit) == 0) {
                slept |= bit;
            } else if ((sleep & bit) == 0) {
                tried.add(i);
            }
        }
        return tried.isEmpty() ? null : new Fork(options, tried, slept);
    }

    /** A call that nobody can see and that sees nobody; none while time may pass beside it, which its caller
     * would see, or power fail. */
    private static int unseen(Situation now) {
        int found = -1;
        for (int i = 0; i < now.options().size(); i++) {
            Action option = now.options().get(i);
            if (option.kind() == Kind.EARLY_TICK || option.kind() == Kind.POWER_LOSS) {
                return -1;
            }
            if (found < 0 && option.kind() == Kind.RUN && now.footprint(option).isPrivate()) {
                found = i;
            }
        }
        return found;
    }

    /** Who sleeps on when the fork's present way is taken. */
    static long asleepAfter(Situation now, Fork fork) {
        if (fork.sleep == 0) {
            return 0;
        }
        Action chosen = now.options().get(fork.index());
        Footprint done = now.footprint(chosen);
        long still = 0;
        for (Action option : now.options()) {
            long bit = bit(option);
            if ((fork.sleep & bit) != 0 && staysAsleep(now, option, chosen, done)) {
                still |= bit;
            }
        }
        return still;
    }

    private static boolean staysAsleep(Situation now, Action sleeper, Action chosen, Footprint done) {
        if (sleeper.process() == chosen.process()) {
            return sleeper.kind() == Kind.CRASH && chosen.kind() == Kind.RUN && done.isLookingOnly();
        }
        return !now.footprint(sleeper).conflictsWith(done);
    }

    private static long bit(Action action) {
        if (action.process() == null || action.process().ordinal >= PROCESSES) {
            return 0;
        }
        int row =
                switch (action.kind()) {
                    case RUN -> 0;
                    case TEAR_DOWN -> 1;
                    case CRASH -> 2;
                    case RECYCLE -> 3;
                    case TICK, EARLY_TICK, POWER_LOSS -> -1;
                };
        return row < 0 ? 0 : 1L << row * PROCESSES + action.process().ordinal;
    }

    /** A place on the present path. */
    static final class Fork {
        /** No actions: they would keep a whole world each. */
        private final long[] bits;

        private final List<Integer> tried;
        private int current;
        private long sleep;

        Fork(List<Action> options, List<Integer> tried) {
            this(options, tried, 0);
        }

        Fork(List<Action> options, List<Integer> tried, long sleep) {
            this.bits = options.stream().mapToLong(SleepSets::bit).toArray();
            this.tried = tried;
            this.sleep = sleep;
        }

        int index() {
            return tried.get(current);
        }

        boolean isFork() {
            return tried.size() > 1;
        }

        /** What was tried sleeps while the next is. */
        boolean next() {
            sleep |= bits[index()];
            return ++current < tried.size();
        }

        Fork checked(Situation now) {
            if (bits.length != now.options().size()) {
                throw new IllegalStateException(
                        "the same choices led elsewhere: the code under test is not deterministic");
            }
            return this;
        }
    }
}
