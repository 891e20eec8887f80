package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Lease;
import org.junit.jupiter.api.Test;

/** #13655, #14203: the owner was killed and its record stayed; the next start had to be helped by hand. */
class Report13655Test extends Story {
    @Test
    void theFirstStartWorks() throws Exception {
        leftBehind(record(owner()));
        try (Lease lease = claimed()) {
            assertThat(lease.recoveredFrom().orElseThrow().why()).isEqualTo("pid 4711 is gone");
            assertThat(lease.record().stamp().generation()).hasValue(7);
            assertThat(machine.home().text(PID)).isEqualTo(json(lease.record()));
            assertThat(machine.home().text(LOCK)).isEqualTo(json(lease.record()));
        }
        assertThat(machine.home().names()).contains(LOCK).doesNotContain(PID);
        assertThat(machine.home().text(LOCK)).isEmpty();
    }

    @Test
    void replacingADeadOneIsAPlainStart() throws Exception {
        leftBehind(record(owner()));
        try (Lease lease = replaced()) {
            assertThat(lease.recoveredFrom()).isPresent();
        }
        assertThat(signals()).isEmpty();
        assertThat(machine.home().names()).doesNotContain(TAKEOVER_MARKER);
    }
}
