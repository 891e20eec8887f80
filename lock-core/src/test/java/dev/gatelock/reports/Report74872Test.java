package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Refusal.Reason;
import dev.gatelock.Standing;
import org.junit.jupiter.api.Test;

/** #74872, #106406, #93768: a record of another home lies in this one. */
class Report74872Test extends Story {
    private static final String ELSEWHERE = "/home/of/another";

    @Test
    void itsOwnerIsNotOurs() throws Exception {
        leftBehind(record(owner(), ELSEWHERE, "0ld"));
        machine.processes().alive(OWNER, START, "gateway", "run");
        assertThat(gate().probe().state()).isEqualTo(Standing.State.FREE);
        replaced().close();
        assertThat(signals()).isEmpty();
    }

    @Test
    void itDoesNotMakeAStrangerTheOwner() throws Exception {
        leftBehind(record(owner(), ELSEWHERE, "0ld"));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, LOCK);
        assertThat(refused(gate().replace()).reason()).isEqualTo(Reason.STRANGER);
        assertThat(signals()).isEmpty();
    }
}
