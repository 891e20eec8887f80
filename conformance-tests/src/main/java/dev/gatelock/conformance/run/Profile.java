package dev.gatelock.conformance.run;

import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.scenario.Section;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How much is played. */
public enum Profile {
    /** The failures that were reported most, in less than a minute. */
    QUICK,
    /** Every scenario once. */
    FULL,
    /** The nemesis. As a choice of scenarios: races, replacements and storms. */
    STRESS;

    private static final Set<String> QUICK_SLUGS = Set.of(
            "stale-pid-dead-owner",
            "stale-pid-reused",
            "record-empty-or-corrupt",
            "pid-zero-or-negative",
            "dual-start",
            "claim-after-side-effects",
            "held-lock-unlinked",
            "files-removed-under-owner",
            "probe-makes-start-fail",
            "symlinked-lock",
            "concurrent-replace",
            "replace-on-dead-target",
            "stopped-target",
            "term-exits-zero",
            "planned-stop-exits-one",
            "drain-before-release",
            "eperm-means-dead",
            "eperm-on-target",
            "null-start",
            "guard-deadlock",
            "leftover-removed-late",
            "cleanup-toctou",
            "root-owned-lock",
            "lock-late-release",
            "lock-held-record-dead",
            "supervisor-gives-up",
            "restart-deadlock",
            "zombie-target",
            "kill-before-drain-ends",
            "target-survives-kill",
            "replace-looks-like-crash",
            "replace-kills-other-home",
            "replace-wipes-all-token-locks",
            "marker-shared-home",
            "foreign-planned-stop-marker",
            "exit-hangs-after-teardown",
            "restart-loop",
            "state-file-stale-running",
            "scoped-replaces-stale");

    static Set<String> quickSlugs() {
        return QUICK_SLUGS;
    }

    /** The name on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile of that name as it is typed; empty if there is none. */
    public static Optional<Profile> of(String key) {
        return Arrays.stream(values()).filter(p -> p.key().equals(key)).findFirst();
    }

    /** Whether a run with this profile plays it. */
    public boolean has(Scenario scenario) {
        return switch (this) {
            case QUICK ->
                QUICK_SLUGS.contains(scenario.slug()) || scenario.slug().startsWith("interop-");
            case FULL -> true;
            case STRESS ->
                scenario.section() == Section.RACES
                        || scenario.section() == Section.STORMS
                        || scenario.section() == Section.REPLACE;
        };
    }
}
