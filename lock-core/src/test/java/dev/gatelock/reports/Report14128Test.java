package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.doubles.KnownProcesses;
import org.junit.jupiter.api.Test;

/** #14128: a container gives its only program the same pid at every start, and the volume keeps the record. */
class Report14128Test extends Story {
    @Test
    void ourOwnPidIsNotAnotherInstance() throws Exception {
        machine.processes().self(KnownProcesses.identity(7, 800_000));
        machine.processes().alive(7, 800_000, "gateway", "run");
        leftBehind(record(KnownProcesses.identity(7, 5)));
        claimed().close();
        machine.home().put(PID, "7");
        replaced().close();
        assertThat(signals()).isEmpty();
    }
}
