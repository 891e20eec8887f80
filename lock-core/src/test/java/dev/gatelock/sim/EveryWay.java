package dev.gatelock.sim;

import java.util.stream.IntStream;

/** All of them, but for states that were met before: what the reductions are compared with. */
final class EveryWay implements Ways {
    private static final long NEVER = -1;

    private final LongMap met = new LongMap(NEVER);

    @Override
    public SleepSets.Fork fork(Situation now, long sleep) {
        if (now.options().size() > 1) {
            long state = now.state();
            if (met.get(state) != NEVER) {
                return null;
            }
            met.put(state, 0);
        }
        return new SleepSets.Fork(
                now.options(), IntStream.range(0, now.options().size()).boxed().toList());
    }

    @Override
    public int states() {
        return met.size();
    }
}
