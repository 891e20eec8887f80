package dev.gatelock.internal.scope;

import dev.gatelock.Evidence;
import dev.gatelock.GatelockException;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.ScopeStanding;
import dev.gatelock.ScopeStanding.State;
import dev.gatelock.internal.identity.HolderText;
import dev.gatelock.internal.identity.Holders;
import dev.gatelock.internal.identity.Plain;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Looks at every scoped lock. Writes, deletes and locks nothing (I3). Thread-safe. */
public final class ScopeProbe {
    private final Surroundings surroundings;

    private ScopeProbe(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Looks with this system's eyes. */
    public static ScopeProbe of(Platform platform) {
        return new ScopeProbe(Surroundings.of(platform));
    }

    /**
     * All scopes, by file name.
     *
     * @throws GatelockException if the directory cannot be read; one that is not there has none
     */
    public List<ScopeStanding> probe(Path path) throws GatelockException {
        List<ScopeStanding> found = new ArrayList<>();
        try (DirectoryView directory = surroundings.platform().directories().view(path)) {
            List<String> names = new ArrayList<>(directory.list());
            Collections.sort(names);
            for (String name : names) {
                Optional<ScopeFile> file = ScopeFile.parse(name);
                if (file.isPresent()) {
                    found.add(probe(directory, file.get()));
                }
            }
        } catch (PortException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw ScopeTroubles.of(path, e);
            }
        }
        return found;
    }

    private ScopeStanding probe(DirectoryView directory, ScopeFile file) {
        ScopeLook look = new ScopeLook(surroundings, directory, file.fileName());
        byte[] content = new byte[0];
        Reading reading;
        try {
            content = look.content();
            reading = surroundings.read(content);
        } catch (PortException e) {
            reading = new Reading.Unreadable("cannot be read: " + Plain.line(e.getMessage()));
        }
        Optional<Instant> written = ScopeFile.updatedAt(content);
        Optional<Duration> age = written.isPresent() ? Optional.of(since(written.get())) : Optional.empty();
        try {
            Optional<ScopeStanding> held = held(directory, file, look, age);
            return held.isPresent() ? held.get() : free(file, reading, age);
        } catch (PortException e) {
            return standing(
                    file,
                    State.UNVERIFIABLE,
                    none(reading.owner(), age),
                    "it cannot be told: " + Plain.line(e.getMessage()));
        }
    }

    private Duration since(Instant written) {
        Duration age = Duration.between(written, surroundings.platform().clock().now());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private Optional<ScopeStanding> held(
            DirectoryView directory, ScopeFile file, ScopeLook look, Optional<Duration> age) throws PortException {
        LockSighting sighting = look.taker();
        if (sighting instanceof LockSighting.Held listed && listed.holders().isEmpty()) {
            sighting = look.holders();
        }
        Optional<OwnerRecord> record = look.record();
        if (sighting instanceof LockSighting.Held listed) {
            List<Holder> holders = look.describe(listed.holders(), record);
            String by = holders.isEmpty() ? "a process that cannot be seen from here" : HolderText.describe(holders);
            Evidence evidence = ScopeLook.evidence(listed, listed.holders());
            return Optional.of(standing(
                    file, State.HELD, new ScopeStanding.Owner(holders, evidence, record, age), "in use by " + by));
        }
        boolean proven = sighting instanceof LockSighting.NotListed listed && listed.proven();
        if (!proven && directory.probeLock(file.fileName()) == LockAttempt.CONTENDED) {
            ScopeStanding.Owner owner = new ScopeStanding.Owner(List.of(), Evidence.TRY_LOCK, record, age);
            return Optional.of(standing(file, State.HELD, owner, "in use by a process that cannot be seen from here"));
        }
        return Optional.empty();
    }

    private ScopeStanding free(ScopeFile file, Reading reading, Optional<Duration> age) {
        if (reading.owner().isEmpty()) {
            boolean empty = reading instanceof Reading.Empty;
            return standing(
                    file,
                    empty ? State.EMPTY : State.CORRUPT,
                    none(Optional.empty(), age),
                    empty ? "not in use" : "not in use; the file " + reading.why());
        }
        OwnerRecord record = reading.owner().get();
        if (surroundings.inUse(record)) {
            Holder holder =
                    Holders.look(surroundings.processes(), record.identity().pid(), reading.owner());
            return standing(
                    file,
                    State.ALIVE,
                    new ScopeStanding.Owner(List.of(holder), Evidence.RECORD, reading.owner(), age),
                    "in use by " + HolderText.describe(holder) + ", without a kernel lock");
        }
        return standing(
                file,
                State.STALE,
                none(reading.owner(), age),
                "not in use; " + surroundings.judge().judge(record).why());
    }

    private static ScopeStanding.Owner none(Optional<OwnerRecord> record, Optional<Duration> age) {
        return new ScopeStanding.Owner(List.of(), Evidence.NONE, record, age);
    }

    private static ScopeStanding standing(ScopeFile file, State state, ScopeStanding.Owner owner, String message) {
        return new ScopeStanding(file.name(), file.hash(), state, owner, message);
    }
}
