package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** #89614: the owner dies between the look and the signal, and its pid is given away. */
class Report89614Test extends Story {
    @Test
    void theHeirOfThePidIsNotSignalled() throws Exception {
        owned();
        machine.processes().onPin(pid -> {
            dies();
            machine.processes().alive(OWNER, START + 5, "postgres");
        });
        replaced().close();
        assertThat(signals()).isEmpty();
    }
}
