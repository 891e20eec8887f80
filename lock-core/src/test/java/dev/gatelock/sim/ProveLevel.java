package dev.gatelock.sim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much is proven, and what that is. */
enum ProveLevel {
    /** Part of every build: under a minute. */
    QUICK(4_000, 60, 2),
    /** What {@code prove} does: under three minutes on two cores. */
    NORMAL(26_000, 2_500, 12),
    /** Until everything is complete: hours. */
    DEEP(Integer.MAX_VALUE, Integer.MAX_VALUE, 400);

    /** Windows has nothing to do them with; and a forged record is believed there once the owner is dead. */
    private static final Set<Scenarios> NOT_ON_WINDOWS =
            EnumSet.of(Scenarios.ORPHAN_REFUSES, Scenarios.EXECUTED, Scenarios.HEIRS, Scenarios.POISONED_RECORD);

    private static final Bounds ROUGH = Bounds.free().crashes(1).earlyTicks(2).recycles(1);

    /** Runs of one search that is complete within them, as far as was measured. */
    private final int complete;
    /** Runs of one search that is cut in the shorter levels. */
    private final int cut;
    /** Random schedules of each scenario. */
    private final int seeds;

    ProveLevel(int complete, int cut, int seeds) {
        this.complete = complete;
        this.cut = cut;
        this.seeds = seeds;
    }

    List<ProveCase> cases(long seed) {
        List<ProveCase> cases = new ArrayList<>();
        every(cases, "2 starters", Scenarios.TWO_COLD_STARTERS, 0);
        every(cases, "starter + status, one crash", Scenarios.STARTER_AND_STATUS, 1);
        every(cases, "replacer + incumbent, one crash", Scenarios.ONE_REPLACER, 1);
        every(cases, "start beside a stop", Scenarios.START_BESIDE_A_STOP, 0);
        every(cases, "start beside a stop, one crash", Scenarios.START_BESIDE_A_STOP, 1);
        if (this != QUICK) {
            every(cases, "starter + status + deleting operator, one crash", Scenarios.STARTER_STATUS_OPERATOR, 1);
            every(cases, "starter + status + deleting operator", Scenarios.STARTER_STATUS_OPERATOR, 0);
            every(cases, "2 starters, one crash", Scenarios.TWO_COLD_STARTERS, 1);
            every(cases, "replacer + auto-restarted incumbent", Scenarios.AUTO_RESTART, 0);
        } else {
            few(cases, "starter + status + deleting operator", Scenarios.STARTER_STATUS_OPERATOR, 2, 0);
            few(cases, "starter + status + deleting operator, one crash", Scenarios.STARTER_STATUS_OPERATOR, 1, 1);
        }
        if (this == DEEP) {
            every(cases, "replacer + auto-restart, one crash", Scenarios.AUTO_RESTART, 1);
            every(cases, "2 replacers + incumbent", Scenarios.TWO_REPLACERS, 0);
            every(cases, "2 replacers + incumbent, one crash", Scenarios.TWO_REPLACERS, 1);
        } else {
            few(cases, "replacer + auto-restart, one crash", Scenarios.AUTO_RESTART, 1, 1);
            few(cases, "2 replacers + incumbent", Scenarios.TWO_REPLACERS, 2, 0);
            few(cases, "2 replacers + incumbent, one crash", Scenarios.TWO_REPLACERS, 1, 1);
        }
        powerLoss(cases, "starter, power lost at every call", Scenarios.STARTER_AND_STATUS);
        powerLoss(cases, "replacer, power lost at every call", Scenarios.ONE_REPLACER);
        cases.add(new ProveCase(
                "all " + Scenarios.values().length + " stories at random", progress -> random(seed, false)));
        cases.add(new ProveCase("by the rules of Windows at random", progress -> random(seed, true)));
        for (WrongProtocol wrong : WrongProtocol.values()) {
            cases.add(new ProveCase(
                    "wrong: " + words(wrong),
                    progress -> this == QUICK
                            ? KeptTrace.row(wrong)
                            : ProveCase.Row.broken(new Explorer(wrong, wrong.bounds()).shortest(80_000), wrong.rule)));
        }
        return cases;
    }

    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void every(List<ProveCase> cases, String name, Scenarios scenario, int crashes) {
        cases.add(new ProveCase(
                name,
                progress -> InEveryOrder.row(scenario, crashes, found -> {
                    progress.accept(found);
                    return !Thread.currentThread().isInterrupted();
                })));
    }

    private void few(List<ProveCase> cases, String name, Scenarios scenario, int preemptions, int crashes) {
        Bounds bounds = Bounds.none().preemptions(preemptions).crashes(crashes);
        cases.add(new ProveCase(name, progress -> ProveCase.Row.clean(new Explorer(scenario, bounds).exhaustive(cut))));
    }

    private void powerLoss(List<ProveCase> cases, String name, Scenarios scenario) {
        Bounds bounds = Bounds.none().powerLosses(1);
        cases.add(new ProveCase(
                name, progress -> ProveCase.Row.clean(new Explorer(scenario, bounds).exhaustive(complete))));
    }

    private ProveCase.Row random(long seed, boolean windows) {
        int runs = 0;
        long steps = 0;
        for (Scenarios scenario : Scenarios.values()) {
            if (windows && NOT_ON_WINDOWS.contains(scenario)) {
                continue;
            }
            Explorer explorer =
                    windows ? new Explorer(scenario.onWindows(), ROUGH.recycles(0)) : new Explorer(scenario, ROUGH);
            Report report = explorer.random(seed, seeds);
            runs += report.runs();
            steps += report.steps();
            if (report.found().isPresent()) {
                return new ProveCase.Row("BROKEN in " + scenario, false, runs, 0, steps, report.toString());
            }
        }
        return new ProveCase.Row("holds, seeds from " + seed, true, runs, 0, steps, "");
    }
}
