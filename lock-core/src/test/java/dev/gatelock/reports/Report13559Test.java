package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Standing;
import dev.gatelock.spi.ProcessIdentity;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** #13559: the record looks right, the live process is another program, and no start time was recorded. */
class Report13559Test extends Story {
    @Test
    void theLiveCommandLineRefutesTheRecord() throws Exception {
        leftBehind(record(withoutStart()));
        machine.processes().alive(OWNER, START, "sleep", "600");
        assertThat(gate().probe().state()).isEqualTo(Standing.State.FREE);
        assertThat(gate().probe().message()).contains("pid 4711 is now another program");
        replaced().close();
        assertThat(signals()).isEmpty();
    }

    private static ProcessIdentity withoutStart() {
        ProcessIdentity whole = owner();
        return new ProcessIdentity(
                OWNER, OptionalLong.empty(), whole.bootId(), whole.pidNamespace(), whole.uid(), whole.host());
    }
}
