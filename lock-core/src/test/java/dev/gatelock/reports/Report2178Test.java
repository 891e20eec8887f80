package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** #2178, #2406: a stopped owner was taken for dead. */
class Report2178Test extends Story {
    @Test
    void itIsAliveAndGetsTheChanceToEnd() throws Exception {
        owned();
        machine.processes()
                .put(
                        OWNER,
                        new Sighting.Alive(
                                owner(), true, List.of("gateway"), OptionalLong.of(1), OptionalLong.empty()));
        assertThat(refused(gate().claim()).message()).contains("stopped by a signal");
        assertThat(signals()).isEmpty();
        diesOf(Signal.CONTINUE);
        replaced().close();
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711");
    }
}
