package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Lease;
import org.junit.jupiter.api.Test;

/** #5646, #9875: an exit hook that came late removed the record of the next owner; a replaced owner looked like a crash. */
class Report5646Test extends Story {
    @Test
    void onlyItsOwnRecordIsRemoved() throws Exception {
        Lease lease = claimed();
        String next = json(record(owner()));
        machine.home().put(PID, next);
        lease.close();
        assertThat(machine.home().text(PID)).isEqualTo(next);
    }

    @Test
    void aReplacedOwnerCanTell() throws Exception {
        owned();
        machine.processes().onSignal((pid, signal) -> {
            assertThat(machine.home().text(TAKEOVER_MARKER)).contains("\"target_nonce\":\"0ld\"");
            dies();
        });
        replaced().close();
        assertThat(machine.home().names()).doesNotContain(TAKEOVER_MARKER);
    }
}
