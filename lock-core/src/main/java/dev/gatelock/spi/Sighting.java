package dev.gatelock.spi;

import java.util.List;
import java.util.OptionalLong;

/** What one look at a pid showed. A value: looking never throws and never signals. */
public sealed interface Sighting {
    /** No process has this pid in our namespace; the system would have shown one. */
    record Absent() implements Sighting {}

    /**
     * The number belongs to a thread of another process ({@code kill(tid, 0)} would succeed).
     *
     * @param process the process it is a thread of
     */
    record ThreadOf(long process) implements Sighting {}

    /** Dead but not reaped: it holds no lock and can be waited for by its parent only. */
    record Zombie() implements Sighting {}

    /**
     * Alive; a stopped process is alive.
     *
     * @param identity as much as could be read, never null
     * @param stopped whether it is stopped by a signal or a debugger
     * @param commandLine its arguments including the program, empty if they cannot be read, never null
     * @param parent its parent's pid, empty if unknown
     * @param group its process group, empty if unknown
     */
    record Alive(
            ProcessIdentity identity,
            boolean stopped,
            List<String> commandLine,
            OptionalLong parent,
            OptionalLong group)
            implements Sighting {
        /** Copies the list. */
        public Alive {
            commandLine = List.copyOf(commandLine);
        }
    }

    /**
     * The system would not say; to be treated as alive when showing and refusing, and never to be signalled.
     *
     * @param why for people, never null
     */
    record Unclear(String why) implements Sighting {}
}
