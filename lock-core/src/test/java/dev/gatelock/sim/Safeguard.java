package dev.gatelock.sim;

import dev.gatelock.spi.Capability;
import java.util.Map;

/**
 * What keeps the real protocol right, and how a test takes it away: by a port that answers as if all were well, by a capability
 * that the platform does not have, or by a method of the compiled code that answers always the same. The sources have no switch.
 */
enum Safeguard {
    INODE_CHECK("compare the locked file with what its name means", "I1") {
        @Override
        World.Scenario scenario() {
            return SafeguardScenarios.PREDECESSOR_UNLINKS.without(Capability.HOME_LOCK);
        }
    },
    HOME_LOCK("lock the home directory itself", "I1") {
        @Override
        World.Scenario scenario() {
            return Scenarios.FILES_DELETED.without(Capability.HOME_LOCK);
        }
    },
    TAKEOVER_LOCK("one replacer at a time, and nobody starts meanwhile", "slip") {
        @Override
        World.Scenario scenario() {
            return Scenarios.AUTO_RESTART;
        }
    },
    GENERATION("act only against the owner that was there when asked", "I6") {
        @Override
        World.Scenario scenario() {
            return Scenarios.TWO_REPLACERS;
        }

        @Override
        Map<String, Boolean> answers() {
            return Map.of("dev.gatelock.internal.protocol.Incumbent.precedes", false);
        }
    },
    PIN_THEN_VERIFY("look again at the process once it is pinned", "I5") {
        @Override
        World.Scenario scenario() {
            return Scenarios.ONE_REPLACER;
        }

        @Override
        Map<String, Boolean> answers() {
            return Map.of("dev.gatelock.internal.protocol.Takedown.stillOwner", true);
        }

        @Override
        Bounds bounds() {
            return Bounds.none().preemptions(2).crashes(1).recycles(1);
        }
    },
    OWNER_ONLY_REMOVAL("remove the record only if it names us", "record") {
        @Override
        World.Scenario scenario() {
            return SafeguardScenarios.SECOND_OWNER.without(Capability.HOME_LOCK);
        }

        @Override
        Map<String, Boolean> answers() {
            return Map.of("dev.gatelock.internal.protocol.HeldLease.namesUs", true);
        }
    },
    RELEASE_ORDER("give the lock back last", "I4") {
        @Override
        World.Scenario scenario() {
            return Scenarios.REPLACER_AND_STARTER;
        }
    },
    OUTSIDE_FIRST("close the outside before the lease", "I8") {
        @Override
        World.Scenario scenario() {
            return Scenarios.ONE_REPLACER;
        }
    },
    REHEARSAL("whoever cannot publish ends nobody", "progress") {
        @Override
        World.Scenario scenario() {
            return Scenarios.DISK_FULL_REPLACER;
        }

        @Override
        Map<String, Boolean> answers() {
            return Map.of("dev.gatelock.internal.protocol.Inauguration.rehearse", true);
        }
    },
    LEAVING_IS_SEEN("believe a state file that says that its owner leaves", "START-14") {
        @Override
        World.Scenario scenario() {
            return Scenarios.START_BESIDE_A_STOP;
        }

        @Override
        Map<String, Boolean> answers() {
            return Map.of("dev.gatelock.internal.state.StateFile.saysLeaving", false);
        }
    },
    FLUSH("flush a record before its name", "power") {
        @Override
        World.Scenario scenario() {
            return Scenarios.STARTER_AND_STATUS;
        }

        @Override
        Bounds bounds() {
            return Bounds.none().powerLosses(1);
        }
    };

    /** In words. */
    final String text;
    /** How the rule that breaks without it begins. */
    final String rule;

    Safeguard(String text, String rule) {
        this.text = text;
        this.rule = rule;
    }

    /** Where it is needed. */
    abstract World.Scenario scenario();

    /** The methods that answer always the same without it. */
    Map<String, Boolean> answers() {
        return Map.of();
    }

    Bounds bounds() {
        return Bounds.none().preemptions(2);
    }

    /** The situation in which it is needed, without it. */
    World.Scenario without() {
        return world -> {
            world.omitted.add(this);
            scenario().build(world);
        };
    }
}
