package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import org.junit.jupiter.api.Test;

/** #19471: the owner does not even end when it is forced. */
class Report19471Test extends Story {
    @Test
    void itIsGivenUpAndNothingIsChanged() throws Exception {
        owned();
        Refusal refusal = refused(gate().replace());
        assertThat(refusal.reason()).isEqualTo(Reason.SURVIVED);
        assertThat(signals()).containsExactly("TERMINATE 4711", "CONTINUE 4711", "KILL 4711");
        assertThat(machine.home().text(PID)).isEqualTo(json(record(owner())));
        assertThat(machine.home().text(LOCK)).isEqualTo(json(record(owner())));
        assertThat(machine.home().names()).doesNotContain(TAKEOVER_MARKER);
    }
}
