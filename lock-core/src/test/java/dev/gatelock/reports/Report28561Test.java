package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Lease;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import org.junit.jupiter.api.Test;

/** #28561: the lock is held although its record is dead, or lingers after the death. */
class Report28561Test extends Story {
    @Test
    void aLockThatLingersIsWaitedFor() throws Exception {
        leftBehind(record(owner()));
        machine.home().lockedBy(0, LOCK);
        machine.clock().onWait(() -> machine.home().unlockAll(0));
        claimed().close();
    }

    @Test
    void aLockThatSomebodyReallyHoldsIsRespected() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(800, 5, "backup", "--all");
        machine.home().lockedBy(800, LOCK);
        Refusal refusal = refused(gate().claim());
        assertThat(refusal.reason()).isEqualTo(Reason.STRANGER);
        assertThat(refusal.message()).contains("pid 800 (backup --all)").contains("names pid 4711 instead");
        assertThat(refused(gate().replace()).reason()).isEqualTo(Reason.STRANGER);
        assertThat(signals()).isEmpty();
        machine.home().unlockAll(800);
        claimed().close();
    }

    /** The workaround that people used: {@code rm gateway.lock gateway.pid}. */
    @Test
    void filesDeletedUnderTheOwnerArePutBack() throws Exception {
        try (Lease lease = claimed()) {
            machine.home().remove(LOCK);
            machine.home().remove(PID);
            assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.SAME_JVM);
            lease.ensureValid();
            assertThat(machine.home().text(PID)).isEqualTo(json(lease.record()));
            assertThat(machine.home().text(LOCK)).isEqualTo(json(lease.record()));
        }
        assertThat(machine.home().names()).contains(LOCK).doesNotContain(PID);
    }

    @Test
    void aLockFileThatSomebodyElseHasByNowIsALostLease() throws Exception {
        Lease lease = claimed();
        machine.home().remove(LOCK);
        machine.home().lockedBy(800, LOCK);
        assertThatThrownBy(lease::ensureValid).hasMessageContaining("held by somebody else");
        machine.home().unlockAll(800);
        assertThatThrownBy(lease::ensureValid).hasMessageContaining("held by somebody else");
        lease.close();
    }
}
