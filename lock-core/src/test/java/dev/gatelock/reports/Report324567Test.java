package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Refusal.Reason;
import org.junit.jupiter.api.Test;

/** 324567c93, b52123eb1: a live owner of another user was taken for dead because it may not be signalled. */
class Report324567Test extends Story {
    @Test
    void itIsAliveAndOutOfReach() throws Exception {
        ownedByRoot();
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.OTHER_USER);
        assertThat(refused(gate().replace()).reason()).isEqualTo(Reason.OTHER_USER);
        assertThat(signals()).isEmpty();
        assertThat(machine.home().text(PID)).isEqualTo(json(record(root())));
    }
}
