package dev.gatelock.posix.internal.proc;

import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.List;

/** How a system shows processes; {@code /proc} on Linux, the JDK elsewhere. Thread-safe; no native code. */
interface ProcessTable {
    /** See {@link dev.gatelock.spi.Processes#self}. */
    ProcessIdentity self();

    /** See {@link dev.gatelock.spi.Processes#startTimeNow}. */
    long startTimeNow();

    /** See {@link dev.gatelock.spi.Processes#since}. */
    Duration since(long startTime);

    /** See {@link dev.gatelock.spi.Processes#highestPid}. */
    long highestPid();

    /** See {@link dev.gatelock.spi.Processes#look}. */
    Sighting look(long pid);

    /** See {@link dev.gatelock.spi.Processes#startedWith}. */
    default List<ProcessIdentity> startedWith(String variable, String value) {
        return List.of();
    }
}
