package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Sighting;
import org.junit.jupiter.api.Test;

/** #42126, #54162: the old owner is a zombie that nobody reaps; kill(pid, 0) says that it lives. */
class Report42126Test extends Story {
    @Test
    void aZombieHoldsNothing() throws Exception {
        leftBehind(record(owner()));
        machine.processes().put(OWNER, new Sighting.Zombie());
        replaced().close();
        assertThat(signals()).isEmpty();
    }
}
