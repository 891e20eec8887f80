package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Refusal.Reason;
import dev.gatelock.spi.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** #113355, #17198: the owner was killed while it was still draining. */
class Report113355Test extends Story {
    private static final Duration NEED = Duration.ofSeconds(45);

    @Test
    void itGetsTheTimeThatItSaidItNeeds() throws Exception {
        owned();
        says("45");
        machine.processes().onSignal((pid, signal) -> assertThat(signal == Signal.KILL && now().compareTo(NEED) < 0)
                .isFalse());
        assertThat(refused(gate().replace()).reason()).isEqualTo(Reason.SURVIVED);
        assertThat(signals()).contains("KILL 4711");
        assertThat(now()).isGreaterThan(NEED);
    }

    @Test
    void itMaySayOnlyOnItsWayOut() throws Exception {
        owned();
        machine.clock().onWait(() -> says("45"));
        machine.processes().onSignal((pid, signal) -> assertThat(signal == Signal.KILL && now().compareTo(NEED) < 0)
                .isFalse());
        assertThat(refused(gate().replace()).reason()).isEqualTo(Reason.SURVIVED);
        assertThat(signals()).contains("KILL 4711");
        assertThat(now()).isGreaterThan(NEED);
    }

    @Test
    void itIsNotBelievedForEver() throws Exception {
        owned();
        says("80000");
        refused(gate().replace());
        assertThat(signals()).contains("KILL 4711");
        assertThat(now()).isLessThan(Duration.ofMinutes(4));
    }

    private Duration now() {
        return Duration.ofNanos(machine.clock().nanoTime());
    }

    private void says(String seconds) {
        machine.home().put(STATE, "{\"pid\": 4711, \"start_time\": 123456, \"drain_seconds\": " + seconds + "}");
    }
}
