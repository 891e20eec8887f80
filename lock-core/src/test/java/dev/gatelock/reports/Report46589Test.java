package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Lease;
import dev.gatelock.spi.ProcessIdentity;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** #46589: after a reboot another service got the same pid at the same tick. */
class Report46589Test extends Story {
    @Test
    void anEarlierBootIsDead() throws Exception {
        ProcessIdentity before = new ProcessIdentity(
                OWNER,
                OptionalLong.of(START),
                Optional.of("boot-before"),
                owner().pidNamespace(),
                owner().uid(),
                owner().host());
        leftBehind(record(before));
        machine.processes().alive(OWNER, START, "gateway", "run");
        try (Lease lease = claimed()) {
            assertThat(lease.recoveredFrom().orElseThrow().why()).contains("earlier boot");
        }
        leftBehind(record(before));
        replaced().close();
        assertThat(signals()).isEmpty();
    }
}
