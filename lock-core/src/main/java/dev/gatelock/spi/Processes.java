package dev.gatelock.spi;

import java.time.Duration;
import java.util.List;

/** Looking at processes and pinning them. Thread-safe. */
public interface Processes {
    /** This process, complete as far as the platform can tell; the same at every call. */
    ProcessIdentity self();

    /**
     * This moment on the scale of {@link ProcessIdentity#startTime()}, so that a start and a claim can be ordered
     * (rounded down to the scale's unit).
     */
    long startTimeNow();

    /**
     * How long ago a moment on that scale was.
     *
     * @param startTime as in {@link ProcessIdentity#startTime()}
     * @return never negative
     */
    Duration since(long startTime);

    /** The arguments of this program without its interpreter, for the record's {@code argv}. */
    List<String> selfArguments();

    /** The largest pid that can exist here. */
    long highestPid();

    /** Looks at a pid. Never throws, never signals. */
    Sighting look(long pid);

    /**
     * The live processes that were started with an environment variable set to a value, as far as this user may see; a walk
     * over all processes. Empty where the platform does not show environments.
     */
    default List<ProcessIdentity> startedWith(String variable, String value) {
        return List.of();
    }

    /** Opens a handle to the process that has {@code pid} now; verify its identity after, not before. */
    Pin pin(long pid);
}
