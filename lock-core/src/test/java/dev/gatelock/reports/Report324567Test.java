package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Refusal.Reason;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.spi.ProcessIdentity;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** 324567c93, b52123eb1: a live owner of another user was taken for dead because it may not be signalled. */
class Report324567Test extends Story {
    @Test
    void itIsAliveAndOutOfReach() throws Exception {
        ProcessIdentity root = new ProcessIdentity(
                OWNER,
                OptionalLong.of(START),
                owner().bootId(),
                owner().pidNamespace(),
                OptionalLong.of(0),
                owner().host());
        leftBehind(record(root));
        machine.processes().put(OWNER, KnownProcesses.alive(root, "gateway", "run"));
        machine.home().lockedBy(OWNER, LOCK);
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.OTHER_USER);
        assertThat(refused(gate().replace()).reason()).isEqualTo(Reason.OTHER_USER);
        assertThat(signals()).isEmpty();
        assertThat(machine.home().text(PID)).isEqualTo(json(record(root)));
    }
}
