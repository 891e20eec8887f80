package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** #576, #1310: the dead owner's pid is an unrelated process by now. */
class Report576Test extends Story {
    @Test
    void theStrangerIsNoObstacleAndNeverSignalled() throws Exception {
        leftBehind(record(owner()));
        machine.processes().alive(OWNER, START + 1, "postgres");
        claimed().close();
        leftBehind(record(owner()));
        replaced().close();
        assertThat(signals()).isEmpty();
    }

    /** A bare number of an early version says nothing but the pid. */
    @Test
    void norIfTheRecordIsABareNumber() throws Exception {
        machine.home().put(PID, "4711\n");
        machine.processes().alive(OWNER, START, "postgres");
        claimed().close();
        machine.home().put(PID, "4711\n");
        replaced().close();
        assertThat(signals()).isEmpty();
    }
}
