package dev.gatelock.sim;

import java.util.ArrayList;
import java.util.List;

/** Depth first over every order by running again, less what {@link SleepSets} leave out. */
final class Reduction implements Chooser {
    private final List<SleepSets.Fork> forks = new ArrayList<>();
    private final SleepSets sets = new SleepSets();

    private int at;
    private long sleep;

    @Override
    public boolean wantsEverything() {
        return true;
    }

    @Override
    public boolean knowsStates() {
        return true;
    }

    int states() {
        return sets.states();
    }

    @Override
    public int choose(Situation now) {
        if (at < forks.size() - 1) {
            return forks.get(at++).checked(now).index();
        }
        SleepSets.Fork fork = at < forks.size() ? forks.get(at).checked(now) : sets.fork(now, sleep);
        if (fork == null) {
            return PRUNE;
        }
        if (at == forks.size()) {
            forks.add(fork);
        }
        at++;
        sleep = SleepSets.asleepAfter(now, fork);
        return fork.index();
    }

    /** The next path; false when all were taken. */
    boolean another() {
        at = 0;
        sleep = 0;
        while (!forks.isEmpty()) {
            if (forks.get(forks.size() - 1).next()) {
                return true;
            }
            forks.remove(forks.size() - 1);
        }
        return false;
    }
}
