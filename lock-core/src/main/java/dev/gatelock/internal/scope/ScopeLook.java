package dev.gatelock.internal.scope;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.identity.Holders;
import dev.gatelock.internal.identity.Verdict;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out who has locked a scoped lock file. Looks only; used by one thread. */
final class ScopeLook {
    private final Surroundings surroundings;
    private final DirectoryView directory;
    private final String name;

    ScopeLook(Surroundings surroundings, DirectoryView directory, String name) {
        this.surroundings = surroundings;
        this.directory = directory;
        this.name = name;
    }

    /** Who took the lock, cheaply. */
    LockSighting taker() throws PortException {
        Optional<FileStat> stat = directory.stat(name);
        return stat.isPresent()
                ? surroundings.platform().lockTable().taker(stat.get().id())
                : new LockSighting.NotListed(false);
    }

    /** Who really has it, by looking at every process. */
    LockSighting holders() throws PortException {
        Optional<FileStat> stat = directory.stat(name);
        return stat.isPresent()
                ? surroundings.platform().lockTable().holders(stat.get().id())
                : new LockSighting.NotListed(false);
    }

    /** The content; throws if it cannot be read. */
    byte[] content() throws PortException {
        try (OpenFile file = directory.openForReading(name)) {
            return file.read(RecordCodec.LIMIT + 1);
        }
    }

    /** The record, if there is a readable one. */
    Optional<OwnerRecord> record() {
        try {
            Reading reading = surroundings.read(content());
            return reading.owner();
        } catch (PortException e) {
            return Optional.empty();
        }
    }

    /** Whoever keeps us out, given what the kernel says. */
    Occupant occupant(LockSighting sighting) {
        List<LockHolder> shown = sighting instanceof LockSighting.Held held ? held.holders() : List.of();
        Evidence evidence = evidence(sighting, shown);
        Optional<OwnerRecord> record = record();
        if (record.isPresent() && surroundings.ours(record.get())) {
            return new Occupant.Ourselves();
        }
        if (record.isPresent()) {
            Verdict verdict = surroundings.judge().judgeLockless(record.get());
            if (!verdict.dead()) {
                return owner(record.get(), shown, evidence);
            }
        }
        return new Occupant.Unidentified(describe(shown, record), evidence, record);
    }

    private Occupant owner(OwnerRecord record, List<LockHolder> shown, Evidence evidence) {
        if (surroundings.countedHere(record.identity())) {
            long pid = record.identity().pid();
            boolean seen = false;
            for (LockHolder holder : shown) {
                seen |= holder.pid() == pid;
            }
            return new Occupant.Owner(
                    Holders.look(surroundings.processes(), pid, Optional.of(record)),
                    seen ? evidence : Evidence.RECORD,
                    record);
        }
        // counted in a namespace below ours: the kernel's list has the pid that it has here
        return shown.size() == 1
                ? new Occupant.Owner(describe(shown, Optional.of(record)).get(0), evidence, record)
                : new Occupant.Elsewhere(record, evidence);
    }

    List<Holder> describe(List<LockHolder> shown, Optional<OwnerRecord> record) {
        List<Holder> holders = new ArrayList<>(shown.size());
        boolean alive = record.isPresent()
                && !surroundings.judge().judgeLockless(record.get()).dead();
        for (LockHolder holder : shown) {
            boolean named = alive
                    && (holder.pid() == record.get().identity().pid()
                            || !surroundings.countedHere(record.get().identity()));
            Optional<OwnerRecord> own = named ? record : Optional.empty();
            holders.add(Holders.look(surroundings.processes(), holder.pid(), own));
        }
        return holders;
    }

    static Evidence evidence(LockSighting sighting, List<LockHolder> shown) {
        if (shown.isEmpty()) {
            return sighting instanceof LockSighting.Held ? Evidence.LOCK_TABLE : Evidence.TRY_LOCK;
        }
        return shown.get(0).confirmed() ? Evidence.FDINFO : Evidence.LOCK_TABLE;
    }
}
