package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Standing;
import org.junit.jupiter.api.Test;

/** #106406, #96582: looking at a home changed it. */
class Report106406Test extends Story {
    @Test
    void aLookChangesNothing() {
        leftBehind(record(owner()));
        machine.home().put(TAKEOVER_MARKER, "garbage");
        machine.home().put(STOP_MARKER, "");
        machine.home().put(".gateway.pid.x.tmp", "half");
        assertThat(gate().probe().state()).isEqualTo(Standing.State.FREE);
        assertThat(gate().diagnose().lines()).isNotEmpty();
        assertThat(machine.home().names())
                .containsExactlyInAnyOrder(PID, LOCK, TAKEOVER_MARKER, STOP_MARKER, ".gateway.pid.x.tmp");
        assertThat(machine.home().text(PID)).isEqualTo(json(record(owner())));
        assertThat(machine.home().text(STOP_MARKER)).isEmpty();
    }
}
