package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Refusal.Reason;
import org.junit.jupiter.api.Test;

/** #98625: the supervisor started the next one while the old one drained, was refused five times, and gave up. */
class Report98625Test extends Story {
    @Test
    void aStartWaitsForAnOwnerThatIsLeaving() throws Exception {
        owned();
        machine.home()
                .put(
                        STATE,
                        "{\"pid\": 4711, \"start_time\": 123456, \"nonce\": \"0ld\", \"gateway_state\": \"draining\"}");
        machine.clock().onWait(this::dies);
        claimed().close();
        assertThat(signals()).isEmpty();
    }

    @Test
    void butNotForOneThatAnotherRecordCallsLeaving() throws Exception {
        owned();
        machine.home()
                .put(
                        STATE,
                        "{\"pid\": 4711, \"start_time\": 123456, \"nonce\": \"x\", \"gateway_state\": \"draining\"}");
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.HELD);
        assertThat(machine.clock().nanoTime()).isZero();
    }
}
