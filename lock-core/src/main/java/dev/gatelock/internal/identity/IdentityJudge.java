package dev.gatelock.internal.identity;

import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.identity.Verdict.Liveness;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import dev.gatelock.spi.Sighting;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares records with processes. Thread-safe; looks, never signals. */
public final class IdentityJudge {
    private final Processes processes;

    /**
     * @param processes never null
     */
    public IdentityJudge(Processes processes) {
        this.processes = processes;
    }

    /** Judges the process that a record names. */
    public Verdict judge(OwnerRecord record) {
        return judge(record, record.program());
    }

    /**
     * As {@link #judge}, for a process that the kernel shows holding: its command line cannot speak against it any more
     * (upstream sets its process title, and leaves options out of the record).
     */
    public Verdict judgeHolder(OwnerRecord record) {
        return judge(record, OwnerRecord.Program.unknown());
    }

    /**
     * As {@link #judge}, for an owner that takes no kernel lock, so that a free lock says nothing about it: equal start times
     * count then, whatever the command line looks like.
     */
    public Verdict judgeLockless(OwnerRecord record) {
        return record.identity().startTime().isPresent() ? judgeHolder(record) : judge(record);
    }

    private Verdict judge(OwnerRecord record, OwnerRecord.Program program) {
        ProcessIdentity recorded = record.identity();
        ProcessIdentity self = processes.self();
        String pid = "pid " + recorded.pid();
        if (differ(recorded.bootId(), self.bootId())) {
            // The clocks of two machines cannot be compared; a shared volume may bring us another machine's record.
            return differ(recorded.host(), self.host())
                    ? unknown(pid + " belongs to another boot, perhaps of another machine")
                    : dead(pid + " belongs to an earlier boot"); // #46589
        }
        if (differ(recorded.pidNamespace(), self.pidNamespace())) {
            return unknown(pid + " is counted in another PID namespace"); // #21706
        }
        if (recorded.pid() == self.pid()) {
            return recorded.startTime().isPresent() && recorded.startTime().equals(self.startTime())
                    ? new Verdict(Liveness.SELF, pid + " is this process")
                    : dead(pid + " is this process, the record is of an earlier one"); // #14128
        }
        Sighting sighting = processes.look(recorded.pid());
        if (sighting instanceof Sighting.Alive alive) {
            return judgeAlive(record, program, alive);
        }
        if (sighting instanceof Sighting.ThreadOf thread) {
            return dead(pid + " is now a thread of process " + thread.process());
        }
        if (sighting instanceof Sighting.Zombie) {
            return dead(pid + " is dead and waits to be reaped"); // #42126
        }
        if (sighting instanceof Sighting.Unclear unclear) {
            return unknown(pid + " cannot be looked at: " + unclear.why());
        }
        return dead(pid + " is gone");
    }

    /** Whether a live process certainly is the recorded one: both start times known and equal, same boot. */
    public static boolean proven(ProcessIdentity recorded, ProcessIdentity live) {
        return recorded.pid() == live.pid()
                && recorded.startTime().isPresent()
                && recorded.startTime().equals(live.startTime())
                && !differ(recorded.bootId(), live.bootId())
                && !differ(recorded.pidNamespace(), live.pidNamespace());
    }

    private static Verdict judgeAlive(OwnerRecord record, OwnerRecord.Program program, Sighting.Alive alive) {
        ProcessIdentity recorded = record.identity();
        ProcessIdentity live = alive.identity();
        String pid = "pid " + recorded.pid();
        if (differ(recorded.startTime(), live.startTime())) {
            return dead(pid + " is now another process"); // #576
        }
        boolean startKnown =
                recorded.startTime().isPresent() && live.startTime().isPresent();
        boolean bootKnown = recorded.bootId().isPresent() && live.bootId().isPresent();
        if (!(startKnown && bootKnown) && CommandLine.refutes(program, alive.commandLine())) {
            return dead(pid + " is now another program"); // #13559
        }
        return startKnown
                ? new Verdict(Liveness.SAME, pid + " is alive")
                : unknown(pid + " is alive, its start time unrecorded");
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private static boolean differ(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent() && one.getAsLong() != other.getAsLong();
    }

    private static Verdict dead(String why) {
        return new Verdict(Liveness.DEAD, why);
    }

    private static Verdict unknown(String why) {
        return new Verdict(Liveness.UNKNOWN, why);
    }
}
