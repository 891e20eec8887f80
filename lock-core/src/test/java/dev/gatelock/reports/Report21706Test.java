package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Refusal.Reason;
import dev.gatelock.Standing;
import dev.gatelock.spi.ProcessIdentity;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** #21706, #72029: the owner is in a container that shares the volume; its pid means nothing here. */
class Report21706Test extends Story {
    @Test
    void itIsHeldByNobodyWhoCanBeSeen() throws Exception {
        ProcessIdentity inside = new ProcessIdentity(
                7, OptionalLong.of(START), owner().bootId(), OptionalLong.of(99), owner().uid(), owner().host());
        leftBehind(record(inside));
        machine.home().lockedBy(0, LOCK);
        machine.processes().alive(7, START, "kthreadd");
        assertThat(refused(gate().claim()).reason()).isEqualTo(Reason.INVISIBLE);
        assertThat(gate().probe().state()).isEqualTo(Standing.State.HELD_UNKNOWN);
        assertThat(refused(gate().replace()).reason()).isEqualTo(Reason.ELSEWHERE);
        assertThat(signals()).isEmpty();
        assertThat(machine.home().text(PID)).isEqualTo(json(record(inside)));
    }
}
