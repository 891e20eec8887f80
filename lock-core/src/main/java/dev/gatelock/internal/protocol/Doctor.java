package dev.gatelock.internal.protocol;

import dev.gatelock.Diagnosis;
import dev.gatelock.Diagnosis.Line;
import dev.gatelock.Diagnosis.Weight;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Standing;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.identity.Verdict;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything and says what it means. Changes nothing (I3). */
final class Doctor {
    private final Site site;
    private final List<Line> lines = new ArrayList<>();

    Doctor(Site site) {
        this.site = site;
    }

    Diagnosis diagnose() {
        Standing standing = new Prober(site).probe();
        say(problem(standing) ? Weight.PROBLEM : Weight.FINE, standing.message());
        try (DirectoryView directory =
                site.platform().directories().view(site.config().home())) {
            lockFile(directory, HomeFiles.LOCK, standing);
            lockFile(directory, HomeFiles.TAKEOVER, standing);
            home(directory);
            record(directory, HomeFiles.PID, standing);
            record(directory, HomeFiles.LOCK, standing);
            marker(directory, HomeFiles.TAKEOVER_MARKER, standing);
            marker(directory, HomeFiles.PLANNED_STOP_MARKER, standing);
        } catch (PortException e) {
            if (standing.state() != Standing.State.FREE) {
                say(Weight.PROBLEM, "the home cannot be looked at: " + e.getMessage());
            }
        }
        say(
                Weight.NOTE,
                "this system (" + site.platform().name() + ") offers "
                        + site.platform().capabilities());
        return new Diagnosis(standing, lines);
    }

    private static boolean problem(Standing standing) {
        return standing.state() != Standing.State.RUNNING && standing.state() != Standing.State.FREE;
    }

    private void say(Weight weight, String text) {
        lines.add(new Line(weight, text));
    }

    private void lockFile(DirectoryView directory, String name, Standing standing) throws PortException {
        Optional<FileStat> stat = directory.stat(name);
        if (stat.isEmpty()) {
            boolean needed = name.equals(HomeFiles.LOCK) && standing.state() == Standing.State.RUNNING;
            say(
                    needed ? Weight.PROBLEM : Weight.FINE,
                    needed
                            ? name
                                    + " was removed under its owner, which puts it back within a second if it still works"
                            : name + " is not there; it is created when it is needed");
            return;
        }
        if (stat.get().kind() != FileStat.Kind.REGULAR || stat.get().links() > 1) {
            say(
                    Weight.PROBLEM,
                    name + " is a link or no regular file, so nothing starts here; move it away: mv "
                            + directory.path().resolve(name) + " /some/where/else");
            return;
        }
        LockSighting sighting = site.platform().lockTable().holders(stat.get().id());
        say(Weight.FINE, name + ": " + locked(sighting));
        if (name.equals(HomeFiles.TAKEOVER) && sighting instanceof LockSighting.Held held) {
            held.holders().forEach(this::replacer);
        }
    }

    /** Every start and every replacement waits for it, and nothing else would say so. */
    private void replacer(LockHolder holder) {
        if (site.processes().look(holder.pid()) instanceof Sighting.Alive alive && alive.stopped()) {
            say(
                    Weight.PROBLEM,
                    "pid " + holder.pid()
                            + " is replacing the owner and is stopped by a signal, so nothing can start here;"
                            + " let it go on: kill -CONT " + holder.pid() + ", or end it");
        }
    }

    private void home(DirectoryView directory) throws PortException {
        if (site.platform().capabilities().contains(Capability.HOME_LOCK)) {
            say(
                    Weight.FINE,
                    "the directory itself: "
                            + locked(site.platform().lockTable().holders(directory.id())));
        }
    }

    private static String locked(LockSighting sighting) {
        if (sighting instanceof LockSighting.Held held) {
            StringBuilder text = new StringBuilder("the kernel shows it locked by ");
            if (held.holders().isEmpty()) {
                return text.append("somebody who cannot be seen from here").toString();
            }
            for (LockHolder holder : held.holders()) {
                text.append("pid ").append(holder.pid());
                text.append(holder.inherited() ? " (inherited from pid " + holder.takenBy() + ") " : " ");
            }
            return text.toString().strip();
        }
        if (sighting instanceof LockSighting.NotListed listed) {
            return listed.proven()
                    ? "the kernel shows no lock on it"
                    : "no lock is listed, but this PID namespace does not see everybody's";
        }
        return "the system has no list of locks";
    }

    private void record(DirectoryView directory, String name, Standing standing) {
        Reading reading = site.records().read(directory, name);
        Optional<OwnerRecord> owner = reading.owner();
        if (owner.isPresent()) {
            Verdict verdict = site.judge().judge(owner.get());
            boolean wrong = standing.state() == Standing.State.RUNNING && verdict.dead();
            say(
                    verdict.dead() ? Weight.NOTE : Weight.FINE,
                    "the record in " + name + ": " + verdict.why()
                            + (wrong
                                    ? "; the kernel is right and the record is not"
                                    : verdict.dead() ? "; the next start replaces it, nothing is to be done" : ""));
        } else if (!(reading instanceof Reading.Absent)
                && !(name.equals(HomeFiles.LOCK) && reading instanceof Reading.Empty)) {
            say(Weight.NOTE, name + " " + reading.why() + "; that stops nobody, the next start replaces it");
        }
    }

    private void marker(DirectoryView directory, String name, Standing standing) throws PortException {
        if (directory.stat(name).isPresent()) {
            boolean pending = standing.record().isPresent()
                    && site.markers(directory)
                            .relation(directory, name, standing.record().get())
                            .mine();
            say(Weight.NOTE, name + (pending ? " asks the owner to go" : " is left over; it is ignored"));
        }
    }
}
