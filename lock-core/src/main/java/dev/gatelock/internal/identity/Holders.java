package dev.gatelock.internal.identity;

import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import dev.gatelock.spi.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Describes processes for people. Stateless; looks only. */
public final class Holders {
    private Holders() {}

    /** The process that has this pid now; little more than its pid if it cannot be looked at. */
    public static Holder look(Processes processes, long pid, Optional<OwnerRecord> record) {
        return processes.look(pid) instanceof Sighting.Alive alive
                ? of(processes, alive, record)
                : new Holder(ProcessIdentity.ofPid(pid), List.of(), false, Optional.empty(), record);
    }

    /** A process that was seen. */
    public static Holder of(Processes processes, Sighting.Alive alive, Optional<OwnerRecord> record) {
        Optional<Duration> age = alive.identity().startTime().isPresent()
                ? Optional.of(processes.since(alive.identity().startTime().getAsLong()))
                : Optional.empty();
        return new Holder(alive.identity(), alive.commandLine(), alive.stopped(), age, record);
    }
}
