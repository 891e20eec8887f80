package dev.gatelock.internal.protocol;

import dev.gatelock.Evidence;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Standing;
import dev.gatelock.Standing.Leftover;
import dev.gatelock.Standing.State;
import dev.gatelock.internal.identity.Plain;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks and tells. Writes, deletes and locks nothing (I3). */
final class Prober {
    private final Site site;

    Prober(Site site) {
        this.site = site;
    }

    Standing probe() {
        try (DirectoryView directory =
                site.platform().directories().view(site.config().home())) {
            return probe(directory);
        } catch (PortException e) {
            Path home = site.config().home();
            return e.fault() == Fault.NOT_FOUND
                    ? new Standing(
                            State.FREE,
                            List.of(),
                            Evidence.NONE,
                            Optional.empty(),
                            Set.of(),
                            name(home) + " does not exist; nothing has run here")
                    : new Standing(
                            State.UNVERIFIABLE,
                            List.of(),
                            Evidence.NONE,
                            Optional.empty(),
                            Set.of(),
                            name(home) + " cannot be looked at: " + Plain.line(e.getMessage()));
        }
    }

    private Standing probe(DirectoryView directory) {
        Investigator investigator = new Investigator(site, directory);
        Finding finding = investigator.investigate();
        Leftovers leftovers = investigator.leftovers();
        Optional<OwnerRecord> record =
                leftovers.records(directory.path().toString()).stream().findFirst();
        Path home = directory.path();
        if (finding instanceof Finding.Owner owner) {
            return new Standing(
                    State.RUNNING,
                    List.of(owner.holder()),
                    owner.evidence(),
                    Optional.of(owner.record()),
                    Set.of(),
                    Refusals.of(home, finding).message());
        }
        if (finding instanceof Finding.Orphans orphans) {
            return new Standing(
                    State.ORPHANED,
                    orphans.holders(),
                    Evidence.FDINFO,
                    Optional.of(orphans.owner()),
                    left(leftovers),
                    Refusals.of(home, finding).message());
        }
        if (finding instanceof Finding.Stranger stranger) {
            return new Standing(
                    State.STRANGER,
                    stranger.holders(),
                    stranger.evidence(),
                    stranger.record(), // not what is there by now: an owner repairs its record
                    left(leftovers),
                    Refusals.of(home, finding).message());
        }
        if (finding instanceof Finding.Invisible invisible) {
            return new Standing(
                    State.HELD_UNKNOWN,
                    List.of(),
                    invisible.evidence(),
                    invisible.record(),
                    Set.of(),
                    Refusals.of(home, finding).message());
        }
        if (finding instanceof Finding.Unverifiable unverifiable) {
            return new Standing(
                    State.UNVERIFIABLE,
                    List.of(),
                    Evidence.NONE,
                    record,
                    left(leftovers),
                    name(home) + ": it cannot be told whether anybody holds it: " + Plain.line(unverifiable.why()));
        }
        return free(home, record, leftovers);
    }

    private Standing free(Path home, Optional<OwnerRecord> record, Leftovers leftovers) {
        Set<Leftover> left = left(leftovers);
        String message = name(home) + " is free";
        if (record.isPresent()) {
            message += "; " + site.judge().judge(record.get()).why() + ", its record is still there";
        } else if (left.contains(Leftover.PID_FILE)) {
            message += "; gateway.pid " + why(leftovers.pidFile());
        }
        return new Standing(State.FREE, List.of(), Evidence.NONE, record, left, message);
    }

    /** A record that does not count here is one of another home. */
    private static String why(Reading reading) {
        return reading.owner()
                .flatMap(OwnerRecord::home)
                .map(other -> "has the record of another home, " + Plain.line(other))
                .orElse(reading.why());
    }

    private static Set<Leftover> left(Leftovers leftovers) {
        Set<Leftover> left = EnumSet.noneOf(Leftover.class);
        if (!(leftovers.pidFile() instanceof Reading.Absent)) {
            left.add(Leftover.PID_FILE);
        }
        if (leftovers.lockFile().owner().isPresent()) {
            left.add(Leftover.LOCK_RECORD);
        }
        return left;
    }

    private static String name(Path home) {
        return Plain.line(home.toString());
    }
}
