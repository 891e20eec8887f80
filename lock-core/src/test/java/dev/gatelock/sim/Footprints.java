package dev.gatelock.sim;

import dev.gatelock.sim.Footprint.Thing;
import java.util.EnumSet;
import java.util.Set;

/** Knows what each action touches, given the kernel as it is now. Says too much rather than too little. */
final class Footprints {
    private static final int CRASHES = 1;
    private static final int RECYCLES = 2;
    /** No story has more processes. */
    private static final int MOST = 12;

    private static final Set<Op> OPENING = EnumSet.of(Op.OPEN, Op.CREATE, Op.CLOSE);

    private final SimKernel kernel;

    Footprints(SimKernel kernel) {
        this.kernel = kernel;
    }

    /** Of an action; {@code pending} is what the process is about to do, for {@link Action.Kind#RUN}. */
    Footprint of(Action action, Request pending) {
        SimProcess process = action.process();
        return switch (action.kind()) {
            case RUN -> of(process, pending);
            case TEAR_DOWN -> ends(process, new Footprint());
            case CRASH ->
                ends(process, new Footprint())
                        .writes(Thing.SELF, process.ordinal)
                        .writes(Thing.BUDGET, CRASHES);
            case RECYCLE -> new Footprint().writes(Thing.PID, process.pid).writes(Thing.BUDGET, RECYCLES);
            case TICK, EARLY_TICK, POWER_LOSS -> Footprint.ALL;
        };
    }

    private Footprint of(SimProcess caller, Request request) {
        if (kernel.processes.size() > MOST) {
            return Footprint.ALL;
        }
        if (kernel.files.windows && OPENING.contains(request.op())) {
            return Footprint.ALL; // what is open there decides what others can do
        }
        Footprint touched = new Footprint();
        Inode inode = request.inode();
        switch (request.op()) {
            case AWAIT, WAKE, SYNC, SYNC_DIR, LOCK_SHOWN -> {
                return touched;
            }
            case VIEW_DIR, OPEN_DIR, AT_PATH -> {
                return touched.reads(Thing.PATHS, 0);
            }
            case MKDIRS -> touched.writes(Thing.PATHS, 0);
            case STAT, OPEN -> {
                Inode named = inode.entries.get(request.subject());
                touched.reads(Thing.NAME, name(request.subject()));
                if (named != null && request.op() == Op.STAT) {
                    stat(named, request.subject(), touched);
                }
            }
            case CREATE -> touched.writes(Thing.NAME, name(request.subject())).writes(Thing.NAMES, caller.ordinal);
            case LIST -> {
                for (int changer = 0; changer < MOST; changer++) {
                    touched.reads(Thing.NAMES, changer);
                }
            }
            case UNLINK, RENAME -> {
                touched.writes(Thing.NAMES, caller.ordinal);
                for (String name : request.subject().split(" ")) {
                    touched.writes(Thing.NAME, name(name));
                    if (inode.entries.get(name) != null) {
                        touched.writes(Thing.LINKS, inode.entries.get(name).number);
                    }
                    if (name.equals("gateway.pid")) {
                        touched.reads(Thing.BELIEF, 0); // the rules ask whose it is
                    }
                }
            }
            case FSTAT -> stat(inode, request.subject(), touched);
            case READ -> touched.reads(Thing.INODE, inode.number);
            case WRITE, APPEND, TRUNCATE -> {
                touched.writes(Thing.INODE, inode.number);
                if (request.subject().startsWith("gateway.lock")) {
                    touched.reads(Thing.LOCK, inode.number); // the rules ask who has it
                }
            }
            case FLOCK -> flock(caller, request, touched);
            case PROBE_LOCK, PROBE_UNLOCK -> touched.writes(Thing.LOCK, inode.number);
            case UNLOCK, CLOSE -> {
                if (request.own().lock == Description.Lock.NONE) {
                    return touched;
                }
                touched.writes(Thing.LOCK, inode.number);
                owns(request.own(), touched);
            }
            case LOOK, PIN, CHECK -> pid(caller, request.subject(), touched);
            case LOCKS -> {
                touched.reads(Thing.LOCK, inode.number).reads(Thing.OWNERS, 0).reads(Thing.PROCESSES, 0);
                kernel.processes.forEach(p -> touched.reads(Thing.PID, p.pid));
            }
            case FDINFO -> {
                touched.reads(Thing.LOCK, inode.number).reads(Thing.OWNERS, 0);
                kernel.processes.stream()
                        .filter(p -> p.name.equals(request.subject()))
                        .forEach(p -> touched.reads(Thing.PID, p.pid));
            }
            case ENVIRONMENTS -> {
                touched.reads(Thing.PROCESSES, 0);
                kernel.processes.forEach(p -> touched.reads(Thing.PID, p.pid));
            }
            case SPAWN -> touched.writes(Thing.PROCESSES, 0).writes(Thing.PID, kernel.nextPid());
            case SERVE -> touched.reads(Thing.TERM, caller.ordinal);
            case ON_TERM -> touched.writes(Thing.TERM, caller.ordinal).writes(Thing.SELF, caller.ordinal);
            case SIGNAL -> {
                touched.reads(Thing.OWNERS, 0); // the rules ask who it is
                String target = request.subject().substring(request.subject().indexOf(' ') + 1);
                for (SimProcess process : kernel.processes) {
                    if (process.name.equals(target) || target.equals("pid " + kernel.pidSeenBy(caller, process))) {
                        signal(request.subject(), process, touched);
                    }
                }
            }
            case BELIEVE -> {
                touched.writes(Thing.BELIEF, 0);
                if (caller.descriptors.stream().noneMatch(Rules::owned)) {
                    touched.writes(Thing.OWNERS, 0);
                }
            }
            case EXIT -> ends(caller, touched);
            default -> {
                return Footprint.ALL;
            }
        }
        return touched.reads(Thing.SELF, caller.ordinal);
    }

    private static void stat(Inode inode, String name, Footprint touched) {
        touched.reads(Thing.LINKS, inode.number);
        if (!Rules.isLock(name)) {
            touched.reads(Thing.INODE, inode.number); // the size
        }
    }

    /** Whoever handles SIGTERM notices it when it waits for it, and nobody else does; whoever runs does not notice SIGCONT. */
    private static void signal(String subject, SimProcess target, Footprint touched) {
        touched.reads(Thing.SELF, target.ordinal).writes(Thing.TERM, target.ordinal);
        if (target.traits.parent != null) {
            touched.reads(Thing.BELIEF, 0); // the rules ask whether whoever started it is at work
        }
        boolean harmless = target.onTerm != SimProcess.OnTerm.DIE && subject.startsWith("TERMINATE")
                || target.state == SimProcess.State.RUNNING && subject.startsWith("CONTINUE") && !target.termPending;
        touched.reads(Thing.PID, target.pid);
        if (!harmless) {
            ends(target, touched).writes(Thing.SELF, target.ordinal);
        }
    }

    private void flock(SimProcess caller, Request request, Footprint touched) {
        Inode inode = request.inode();
        boolean contended = inode.lockers.stream().anyMatch(other -> other != request.own());
        if (contended) {
            touched.reads(Thing.LOCK, inode.number).reads(Thing.OWNERS, 0);
        } else {
            touched.writes(Thing.LOCK, inode.number).reads(Thing.OWNERS, 0);
            if (Rules.isHomeLock(request.own().name)) {
                touched.writes(Thing.OWNERS, 0);
            }
        }
        if (request.subject().equals("gateway.takeover")) {
            touched.reads(
                    Thing.OWNERS, 0); // from here on the rules let it act against those only whom it can have seen
        }
    }

    private void pid(SimProcess caller, String subject, Footprint touched) {
        long pid = Long.parseLong(subject.substring(subject.indexOf(' ') + 1));
        touched.reads(Thing.PID, pid);
        for (SimProcess process : kernel.processes) {
            if (kernel.pidSeenBy(caller, process) == pid) {
                touched.reads(Thing.PID, process.pid);
                if (process.traits.parent != null) {
                    touched.reads(Thing.PID, process.traits.parent.pid);
                }
            }
        }
    }

    /** Of the end of a process. */
    static Footprint end(SimProcess process) {
        return ends(process, new Footprint());
    }

    /** Its life, and every lock that it has. */
    private static Footprint ends(SimProcess process, Footprint touched) {
        touched.writes(Thing.PID, process.pid);
        if (process.believes) {
            touched.writes(Thing.OWNERS, 0).writes(Thing.BELIEF, 0);
        }
        for (Description description : process.descriptors) {
            owns(description, touched);
            if (description.lock != Description.Lock.NONE) {
                touched.writes(Thing.LOCK, description.inode.number);
            }
        }
        return touched;
    }

    private static void owns(Description description, Footprint touched) {
        if (Rules.owned(description)) {
            touched.writes(Thing.OWNERS, 0);
        }
    }

    private long name(String name) {
        return Tokens.hash(kernel.files.tokens.known(name));
    }
}
