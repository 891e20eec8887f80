package dev.gatelock.internal.protocol;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import java.util.ArrayList;
import java.util.List;

/** Processes that got our own lock by inheriting the descriptor. */
final class Sharers extends Survivors {
    private final FileId lock;

    Sharers(Site site, FileId lock) {
        super(site);
        this.lock = lock;
    }

    @Override
    List<ProcessIdentity> find() {
        long self = site().processes().self().pid();
        List<ProcessIdentity> found = new ArrayList<>();
        if (site().platform().lockTable().holders(lock) instanceof LockSighting.Held held) {
            for (LockHolder holder : held.holders()) {
                if (holder.inherited()
                        && holder.takenBy() == self
                        && holder.pid() != self
                        && site().processes().look(holder.pid()) instanceof Sighting.Alive alive) {
                    found.add(alive.identity());
                }
            }
        }
        return found;
    }
}
