package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.State;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One simulated machine: processes, signals, time and the kernel's lock list over {@link SimFiles}.
 *
 * <p>Knows rules, not threads: whoever calls makes sure that only one call happens at a time.
 */
final class SimKernel {
    static final long NANOS_PER_TICK = 10_000_000L;
    static final long HIGHEST_PID = 4_194_304;

    final SimFiles files = new SimFiles();
    final Faults faults = new Faults();
    /** Every incarnation that ever was, in order of birth. */
    final List<SimProcess> processes = new ArrayList<>();
    /** How programs that an owner starts take SIGTERM. */
    OnTerm workloadsOnTerm = OnTerm.DIE;
    /** Monotonic nanoseconds since boot. */
    long time = 100_000 * NANOS_PER_TICK;
    /** What the wall clock shows beyond that; may be changed at will. */
    long wallOffsetSeconds = 1_790_000_000L;

    private final Map<Long, SimProcess> byPid = new HashMap<>();
    private String bootId = "sim-boot-1";
    private int boots = 1;
    /** Called with sender and receiver when a signal is about to be delivered. */
    private SignalWatch signalWatch = (sender, target, signal) -> {};

    void watchSignals(SignalWatch watch) {
        signalWatch = watch;
    }

    // ---- life and death

    SimProcess spawn(String name, Traits traits) {
        return spawn(name, traits, nextPid());
    }

    long nextPid() {
        return 100 + processes.size() * 10L;
    }

    /** Starts a process under a pid that must be free; a reused pid has a later start time. */
    SimProcess spawn(String name, Traits traits, long pid) {
        SimProcess earlier = byPid.get(pid);
        if (!pidIsFree(pid)) {
            throw new IllegalArgumentException("pid " + pid + " is in use by " + earlier);
        }
        if (earlier != null && earlier.bootId.equals(bootId) && ticks() <= earlier.startTicks) {
            time += NANOS_PER_TICK;
        }
        SimProcess process = new SimProcess(name, processes.size(), pid, ticks(), bootId, traits);
        if (files.canon != null) {
            process = files.canon.process(process);
        }
        processes.add(process);
        byPid.put(pid, process);
        return process;
    }

    /** From now on the same objects are made on every way to the same point, and random numbers are none. */
    void canonical() {
        files.canon = new Canon();
        files.tokens.plain();
        files.disk.ignore();
    }

    /** As they were. */
    void restoreProcesses(List<SimProcess> then) {
        processes.clear();
        byPid.clear();
        for (SimProcess process : then) {
            processes.add(process);
            byPid.put(process.pid, process);
        }
    }

    boolean pidIsFree(long pid) {
        SimProcess last = byPid.get(pid);
        return last == null || last.state == State.REAPED;
    }

    /** SIGKILL or exit: no code of it runs any more. Its locks go with {@link #tearDown}. */
    void end(SimProcess process) {
        if (!process.ended()) {
            process.state = State.DYING;
            process.diedAt = time;
            process.believes = false;
        }
    }

    /** The kernel gets round to closing its descriptors. */
    void tearDown(SimProcess process) {
        for (Description description : List.copyOf(process.descriptors)) {
            files.close(process, description);
        }
        process.state = process.traits.reaped ? State.REAPED : State.ZOMBIE;
    }

    /** Everybody dies, locks vanish, pids and ticks start anew under another boot id. */
    void reboot() {
        for (SimProcess process : processes) {
            end(process);
            tearDown(process);
            process.state = State.REAPED;
        }
        byPid.clear();
        boots++;
        bootId = "sim-boot-" + boots;
        time = 100_000 * NANOS_PER_TICK;
    }

    /** The same without warning: of what was not flushed, part is gone. */
    void powerLoss(Disk.Loss loss) {
        reboot();
        files.disk.lose(loss, files.inodes());
        files.inodes().forEach(inode -> inode.dataHash = files.tokens.hash(inode.data));
    }

    void stop(SimProcess process) {
        if (process.state == State.RUNNING) {
            process.state = State.STOPPED;
        }
    }

    SignalResult signal(SimProcess sender, SimProcess target, Signal signal) {
        if (target.state == State.REAPED) {
            return SignalResult.GONE;
        }
        if (sender.traits.uid != 0 && sender.traits.uid != target.traits.uid) {
            return SignalResult.DENIED;
        }
        if (target.state == State.ZOMBIE) {
            return SignalResult.SENT; // and does nothing
        }
        signalWatch.about(sender, target, signal);
        if (target.ended()) {
            return SignalResult.SENT;
        }
        switch (signal) {
            case KILL -> {
                if (!target.traits.unkillable) {
                    end(target);
                }
            }
            case TERMINATE -> target.termPending = target.onTerm != OnTerm.IGNORE;
            case CONTINUE -> {
                if (target.state == State.STOPPED) {
                    target.state = State.RUNNING;
                }
            }
        }
        if (target.termPending && target.onTerm == OnTerm.DIE && target.state == State.RUNNING) {
            end(target);
        }
        return SignalResult.SENT;
    }

    // ---- looking

    long ticks() {
        return time / NANOS_PER_TICK;
    }

    ProcessIdentity selfIdentity(SimProcess process) {
        return process.identityAs(pidSeenBy(process, process));
    }

    boolean visible(SimProcess from, SimProcess target) {
        return from.traits.namespace == Traits.ROOT_NAMESPACE || from.traits.namespace == target.traits.namespace;
    }

    /** Its number where {@code from} lives. */
    long pidSeenBy(SimProcess from, SimProcess target) {
        return from.traits.namespace == Traits.ROOT_NAMESPACE || target.traits.innerPid == 0
                ? target.pid
                : target.traits.innerPid;
    }

    /** The process that has this number now where {@code from} lives, if it is not reaped. */
    Optional<SimProcess> find(SimProcess from, long pid) {
        for (SimProcess process : processes) {
            if (process.state != State.REAPED && visible(from, process) && pidSeenBy(from, process) == pid) {
                return Optional.of(process);
            }
        }
        return Optional.empty();
    }

    Sighting look(SimProcess from, long pid) {
        Optional<SimProcess> found = find(from, pid);
        if (found.isEmpty()) {
            for (SimProcess process : processes) {
                if (!process.ended() && visible(from, process) && process.threads.contains(pid)) {
                    return new Sighting.ThreadOf(pidSeenBy(from, process));
                }
            }
            return new Sighting.Absent();
        }
        SimProcess process = found.get();
        if (process.ended()) {
            return new Sighting.Zombie();
        }
        SimProcess parent = process.traits.parent;
        boolean parentShown = parent != null && !parent.tornDown() && visible(from, parent);
        return new Sighting.Alive(
                process.identityAs(pid),
                process.state == State.STOPPED,
                process.traits.arguments,
                OptionalLong.of(parentShown ? pidSeenBy(from, parent) : 1),
                OptionalLong.of(pid));
    }

    /** {@code /proc/locks}: who called flock, less those that were seen to have given the descriptor away. */
    LockSighting locks(SimProcess from, Inode inode) {
        boolean any = false;
        List<LockHolder> holders = new ArrayList<>();
        for (Description locker : inode.lockers) {
            SimProcess taker = locker.takenBy;
            if (!visible(from, taker)) {
                continue;
            }
            any = true;
            long pid = pidSeenBy(from, taker);
            if (!taker.ended() && taker.descriptors.contains(locker)) {
                holders.add(new LockHolder(pid, pid, canRead(from, taker)));
            }
        }
        return any
                ? new LockSighting.Held(holders)
                : new LockSighting.NotListed(from.traits.namespace == Traits.ROOT_NAMESPACE);
    }

    /** The {@code lock:} lines in one process's {@code fdinfo}; nothing to be seen in a zombie, even if not torn down. */
    Optional<LockHolder> fdinfo(SimProcess from, SimProcess target, Inode inode) {
        if (target.ended() || !canRead(from, target)) {
            return Optional.empty();
        }
        return inode.lockers.stream()
                .filter(target.descriptors::contains)
                .findFirst()
                .map(d -> new LockHolder(pidSeenBy(from, target), pidSeenBy(from, d.takenBy), true));
    }

    /** Who was started with a variable set to a value, as far as the caller may see. */
    List<ProcessIdentity> startedWith(SimProcess from, String variable, String value) {
        return processes.stream()
                .filter(p -> !p.ended() && canRead(from, p))
                .filter(p -> value.equals(p.traits.environment.get(variable)))
                .map(p -> p.identityAs(pidSeenBy(from, p)))
                .toList();
    }

    private boolean canRead(SimProcess from, SimProcess target) {
        return visible(from, target) && (from.traits.uid == 0 || from.traits.uid == target.traits.uid);
    }

    /** Hash of everything that can influence the future, except the local states of the processes' code. */
    long fingerprint() {
        long sum = Tokens.mix(time)
                + boots
                + Tokens.mix(wallOffsetSeconds)
                + (files.full ? 3 : 0)
                + (files.readOnly ? 5 : 0);
        for (Inode inode : files.inodes()) {
            sum += Tokens.mix(inode.number * 31 + inode.links * 7L + inode.mode + (inode.dataHash ^ inode.size()));
            for (Map.Entry<String, Inode> entry : inode.entries.entrySet()) {
                sum += Tokens.mix(Tokens.hash(files.tokens.known(entry.getKey()))
                        + 131 * inode.number
                        + 7 * entry.getValue().number);
            }
            for (Description locker : inode.lockers) {
                long kind = locker.lock.ordinal() + 8L * locker.references;
                sum += Tokens.mix(inode.number * 17 + kind + 1000L * locker.takenBy.ordinal);
            }
        }
        for (SimProcess process : processes) {
            sum += Tokens.mix(fingerprint(process));
        }
        return sum;
    }

    /** The memory of the dead is nobody's business. */
    private static long fingerprint(SimProcess process) {
        long life = Tokens.mix(process.state.ordinal() + 8L * process.ordinal + 1024 * process.pid)
                + (process.owned ? 1 : 0)
                + (process.state == State.DYING ? Tokens.mix(process.diedAt) : 0)
                + Tokens.hash(process.outcome);
        if (process.codeGone() && process.ended()) {
            return life;
        }
        long flags = process.onTerm.ordinal()
                + (process.termPending ? 8 : 0)
                + (process.believes ? 16 : 0)
                + (process.queued ? 32 : 0)
                + (process.replacer ? 64 : 0)
                + (process.imageReplaced ? 128 : 0);
        for (SimProcess owner : process.sampled) {
            flags += 1L << 8 + owner.ordinal % 24;
        }
        for (SimProcess gone : process.sawGone) {
            flags += 1L << 32 + gone.ordinal % 24;
        }
        return Tokens.mix(life ^ flags) ^ Tokens.mix(process.history + process.askedAt);
    }

    boolean isInnocent(SimProcess process) {
        return process.traits.role == Role.INNOCENT;
    }

    interface SignalWatch {
        void about(SimProcess sender, SimProcess target, Signal signal);
    }
}
