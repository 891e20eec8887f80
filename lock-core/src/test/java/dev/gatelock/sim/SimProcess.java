package dev.gatelock.sim;

import dev.gatelock.spi.ProcessIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A simulated process, alive or not. An object of its own for each incarnation of a pid. */
final class SimProcess {
    private static final AtomicLong SALT = new AtomicLong(1);

    final String name;
    final int ordinal;
    final long pid;
    final long startTicks;
    final String bootId;
    final Traits traits;
    /**
     * The device number under which this process sees every file. It differs between processes so that a table of claims in
     * static state, which the simulated processes share because they live in one JVM, keeps them apart.
     */
    final long device = anotherDevice();

    final List<Description> descriptors = new ArrayList<>();
    final Set<Long> threads = new HashSet<>();
    State state = State.RUNNING;
    /** When no code of it ran any more. */
    long diedAt;

    OnTerm onTerm = OnTerm.DIE;
    boolean termPending;
    /** When it was first asked politely; {@link Long#MAX_VALUE} if it never was. */
    long askedAt = Long.MAX_VALUE;

    boolean believes;
    /** It had a lock on the home at some time. */
    boolean owned;
    /** Former owners that it saw without the lock when it looked last. */
    final Set<SimProcess> sawGone = new HashSet<>();
    /** Its program was replaced by another: the process lives, the old code must not run on. */
    boolean imageReplaced;

    /** It was asked to replace somebody. */
    boolean replacer;
    /** Owners that a replacer could have seen between being asked and queueing, see {@link Rules}. */
    final Set<SimProcess> sampled = new HashSet<>();
    /** It has queued with the other replacers: what it sampled is settled. */
    boolean queued;

    /** What its program says became of it. */
    String outcome = "";

    /** What runs in it; null if nothing does. */
    World.Program program;

    int portCalls;
    int inodesMade;
    int tokensMade;
    /** Hash of everything it was told so far: since its code is deterministic, this stands for its local state. */
    long history;

    SimProcess(String name, int ordinal, long pid, long startTicks, String bootId, Traits traits) {
        this.name = name;
        this.ordinal = ordinal;
        this.pid = pid;
        this.startTicks = startTicks;
        this.bootId = bootId;
        this.traits = traits;
    }

    static long anotherDevice() {
        return SALT.getAndIncrement();
    }

    /** The code that was started in it runs no more. */
    boolean codeGone() {
        return ended() || imageReplaced;
    }

    /** No code of it runs any more. */
    boolean ended() {
        return state.compareTo(State.DYING) >= 0;
    }

    /** Its descriptions are gone and whoever waits for it was told. */
    boolean tornDown() {
        return state.compareTo(State.ZOMBIE) >= 0;
    }

    boolean holdsLock() {
        return descriptors.stream().anyMatch(d -> d.lock != Description.Lock.NONE);
    }

    ProcessIdentity identityAs(long shownPid) {
        return new ProcessIdentity(
                shownPid,
                OptionalLong.of(startTicks),
                Optional.of(bootId),
                OptionalLong.of(traits.namespace),
                OptionalLong.of(traits.uid),
                Optional.of("sim"));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Ordered: what comes later never goes back. */
    enum State {
        RUNNING,
        /** Stopped by a signal: alive, runs nothing. */
        STOPPED,
        /** Killed, and its descriptions are not released yet (up to a second with a large heap). */
        DYING,
        /** Released everything, not reaped. */
        ZOMBIE,
        /** The pid is free again. */
        REAPED
    }

    /** What SIGTERM does. */
    enum OnTerm {
        DIE,
        HANDLE,
        IGNORE
    }

    /** What a process is started with. */
    static final class Traits {
        static final long ROOT_NAMESPACE = 1;

        long uid = 1000;
        long namespace = ROOT_NAMESPACE;
        /** Its pid inside its own namespace, if that is a nested one. */
        long innerPid;

        SimProcess parent;
        List<String> arguments = List.of("gateway");
        Map<String, String> environment = Map.of();
        Role role = Role.PROTOCOL;
        boolean reaped = true;
        /** SIGKILL does not end it (uninterruptible sleep). */
        boolean unkillable;

        static Traits of(Role role) {
            Traits traits = new Traits();
            traits.role = role;
            return traits;
        }
    }

    enum Role {
        /** Runs the protocol: may crash anywhere, must keep the lock files. */
        PROTOCOL,
        /** Only looks: must change nothing (I3). */
        OBSERVER,
        /** A person, supervisor or test who may do anything and does not crash. */
        OPERATOR,
        /** Has nothing to do with it: must never be signalled (I5). */
        INNOCENT,
        /** A program that an owner started under its lock. */
        WORKLOAD
    }
}
