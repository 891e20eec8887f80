package dev.gatelock.sim;

import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/** Decides what happens next; asked only where there is a choice. */
interface Chooser {
    /** Answer that ends the run: everything from here on is known. */
    int PRUNE = -1;

    /**
     * @param options at least two; the first is the one that disturbs least
     * @param state hash of the whole state, the budgets included
     */
    int choose(List<Action> options, LongSupplier state);

    /** Follows a list, then disturbs no more. */
    static Chooser replay(List<Integer> choices) {
        return new Chooser() {
            private int next;

            @Override
            public int choose(List<Action> options, LongSupplier state) {
                return next < choices.size() ? Math.min(choices.get(next++), options.size() - 1) : 0;
            }
        };
    }

    /** Random, each run with its own inclination to switch, so that long undisturbed stretches occur as well. */
    static Chooser random(Random random) {
        double restlessness = Math.pow(random.nextDouble(), 2);
        return (options, state) -> {
            double draw = random.nextDouble();
            if (draw < 0.03) {
                return random.nextInt(options.size());
            }
            Action first = options.get(0);
            if (first.kind() == Action.Kind.RUN && !first.preempts() && options.get(options.size() - 1).preempts()
                    && random.nextDouble() > restlessness) {
                return 0;
            }
            for (int attempt = 0; attempt < 8; attempt++) {
                int index = random.nextInt(options.size());
                Action.Kind kind = options.get(index).kind();
                if (kind == Action.Kind.RUN || kind == Action.Kind.TICK || kind == Action.Kind.TEAR_DOWN) {
                    return index;
                }
            }
            return 0;
        };
    }
}
