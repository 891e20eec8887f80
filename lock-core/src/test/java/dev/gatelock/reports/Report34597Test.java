package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Lease;
import dev.gatelock.Lease.Departure;
import dev.gatelock.Phase;
import dev.gatelock.StateUpdate;
import dev.gatelock.doubles.SmallMachine;
import org.junit.jupiter.api.Test;

/** #34597, #29092: markers for somebody else were obeyed. */
class Report34597Test extends Story {
    @Test
    void onlyAMarkerForThisClaimIsObeyed() throws Exception {
        try (Lease lease = claimed()) {
            machine.home().put(STOP_MARKER, marker(4000, SmallMachine.HOME.toString()));
            assertThat(lease.departure()).isEqualTo(Departure.NONE);
            machine.home().put(TAKEOVER_MARKER, marker(500, "/home/of/another"));
            assertThat(lease.departure()).isEqualTo(Departure.NONE);
            assertThat(machine.home().names()).contains(STOP_MARKER, TAKEOVER_MARKER);
            machine.home().put(STOP_MARKER, marker(500, SmallMachine.HOME.toString()));
            assertThat(lease.departure()).isEqualTo(Departure.STOPPED);
            assertThat(machine.home().names()).as("until the state says it").contains(STOP_MARKER);
            lease.publish(StateUpdate.of(Phase.DRAINING));
            assertThat(machine.home().names()).contains(TAKEOVER_MARKER).doesNotContain(STOP_MARKER);
        }
    }

    @Test
    void whoNeverPublishesTakesItsMarkerAlong() throws Exception {
        try (Lease lease = claimed()) {
            machine.home().put(STOP_MARKER, marker(500, SmallMachine.HOME.toString()));
            assertThat(lease.departure()).isEqualTo(Departure.STOPPED);
        }
        assertThat(machine.home().names()).doesNotContain(STOP_MARKER);
    }

    /** As upstream writes one: no start time, no nonce. */
    private static String marker(long pid, String home) {
        return "{\"target_pid\": " + pid + ", \"target_start_time\": null, \"target_hermes_home\": \""
                + home.replace("\\", "\\\\") + "\", \"written_at\": \"2026-11-22T10:00:00.000000+00:00\"}";
    }
}
