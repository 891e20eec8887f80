package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Lease;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import org.junit.jupiter.api.Test;

/** #11718, #11734: a second start while the owner lives. */
class Report11718Test extends Story {
    @Test
    void isRefusedAtOnceAndChangesNothing() throws Exception {
        owned();
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.HELD);
        assertThat(refusal.message()).contains("pid 4711 (gateway run)").contains("generation 6");
        assertThat(machine.clock().nanoTime()).isZero();
        assertThat(machine.home().text(PID)).isEqualTo(json(record(owner())));
        assertThat(machine.home().names()).containsExactly(LOCK, PID);
    }

    @Test
    void oneOfOurOwnIsRefusedToo() throws Exception {
        try (Lease lease = claimed()) {
            assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.SAME_JVM);
            lease.ensureValid();
        }
        claimed().close();
    }
}
