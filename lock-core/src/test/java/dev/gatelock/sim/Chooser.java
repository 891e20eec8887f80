package dev.gatelock.sim;

import dev.gatelock.sim.Action.Kind;
import java.util.List;
import java.util.Random;

/** Decides what happens next; asked only where there is a choice. */
interface Chooser {
    /** Answer that ends the run: everything from here on is known. */
    int PRUNE = -1;

    /** The index of what happens, or {@link #PRUNE}. */
    int choose(Situation now);

    /** Whether it is asked where there is only one way as well. */
    default boolean wantsEverything() {
        return false;
    }

    /** Whether it looks at the state: hashing everything that each process is told costs more than the rest. */
    default boolean knowsStates() {
        return false;
    }

    /** Follows a list, then disturbs no more. */
    static Chooser replay(List<Integer> choices) {
        return new Chooser() {
            private int next;

            @Override
            public int choose(Situation now) {
                return next < choices.size()
                        ? Math.min(choices.get(next++), now.options().size() - 1)
                        : 0;
            }
        };
    }

    /**
     * Random, each run with its own inclination to switch, so that long undisturbed stretches occur as well; and with an inclination
     * to let a crash be followed at once by what follows from it, where the narrow windows are.
     */
    static Chooser random(Random random) {
        double restlessness = Math.pow(random.nextDouble(), 2);
        double mishaps = 0.06 * random.nextDouble();
        return new Chooser() {
            private Kind last = Kind.RUN;

            @Override
            public int choose(Situation now) {
                List<Action> options = now.options();
                int index = pick(options);
                last = options.get(index).kind();
                return index;
            }

            private int pick(List<Action> options) {
                Kind sequel = last == Kind.CRASH ? Kind.TEAR_DOWN : last == Kind.TEAR_DOWN ? Kind.RECYCLE : last;
                if (sequel != last && random.nextBoolean()) {
                    for (int i = 0; i < options.size(); i++) {
                        if (options.get(i).kind() == sequel) {
                            return i;
                        }
                    }
                }
                if (random.nextDouble() < mishaps) {
                    return random.nextInt(options.size());
                }
                if (options.get(0).kind() == Kind.RUN
                        && options.stream().anyMatch(Action::preempts)
                        && random.nextDouble() > restlessness) {
                    return 0;
                }
                for (int attempt = 0; attempt < 8; attempt++) {
                    int index = random.nextInt(options.size());
                    Kind kind = options.get(index).kind();
                    if (kind == Kind.RUN || kind == Kind.TICK || kind == Kind.TEAR_DOWN) {
                        return index;
                    }
                }
                return 0;
            }
        };
    }
}
