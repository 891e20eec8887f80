package dev.gatelock.sim;

import dev.gatelock.sim.Footprint.Thing;
import java.util.EnumSet;
import java.util.Set;

/** Knows what each action touches, given the kernel as it is now. Says too much rather than too little. */
final class Footprints {
    private static final int CRASHES = 1;
    private static final int RECYCLES = 2;

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
                    touched.reads(Thing.INODE, named.number);
                }
            }
            case CREATE -> touched.writes(Thing.NAME, name(request.subject())).reads(Thing.NAMES, inode.number);
            case LIST -> touched.writes(Thing.NAMES, inode.number);
            case UNLINK, RENAME -> {
                touched.reads(Thing.NAMES, inode.number);
                for (String name : request.subject().split(" ")) {
                    touched.writes(Thing.NAME, name(name));
                    if (inode.entries.get(name) != null) {
                        touched.writes(Thing.INODE, inode.entries.get(name).number);
                    }
                }
            }
            case FSTAT, READ -> touched.reads(Thing.INODE, inode.number);
            case WRITE, APPEND, TRUNCATE -> touched.writes(Thing.INODE, inode.number);
            case FLOCK -> flock(caller, request, touched);
            case PROBE_LOCK, PROBE_UNLOCK -> touched.writes(Thing.LOCK, inode.number);
            case UNLOCK, CLOSE -> {
                if (request.own().lock == Description.Lock.NONE) {
                    return touched;
                }
                touched.writes(Thing.LOCK, inode.number).writes(Thing.OWNERS, 0);
            }
            case LOOK, PIN, CHECK -> pid(caller, request.subject(), touched);
            case LOCKS, FDINFO -> {
                touched.reads(Thing.LOCK, inode.number).reads(Thing.OWNERS, 0);
                kernel.processes.forEach(p -> touched.reads(Thing.PID, p.pid));
            }
            case ENVIRONMENTS -> kernel.processes.forEach(p -> touched.reads(Thing.PID, p.pid));
            case SERVE, ON_TERM -> touched.writes(Thing.SELF, caller.ordinal);
            case SIGNAL -> {
                String target = request.subject().substring(request.subject().indexOf(' ') + 1);
                for (SimProcess process : kernel.processes) {
                    if (process.name.equals(target) || target.equals("pid " + kernel.pidSeenBy(caller, process))) {
                        ends(process, touched).writes(Thing.SELF, process.ordinal);
                    }
                }
            }
            case BELIEVE -> touched.writes(Thing.OWNERS, 0);
            case EXIT -> ends(caller, touched);
            default -> {
                return Footprint.ALL;
            }
        }
        return touched.reads(Thing.SELF, caller.ordinal);
    }

    private void flock(SimProcess caller, Request request, Footprint touched) {
        Inode inode = request.inode();
        boolean contended = inode.lockers.stream().anyMatch(other -> other != request.own());
        if (contended) {
            touched.reads(Thing.LOCK, inode.number).reads(Thing.OWNERS, 0);
        } else {
            touched.writes(Thing.LOCK, inode.number).writes(Thing.OWNERS, 0);
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

    /** Its life, and every lock that it has. */
    private static Footprint ends(SimProcess process, Footprint touched) {
        touched.writes(Thing.PID, process.pid).writes(Thing.OWNERS, 0);
        for (Description description : process.descriptors) {
            if (description.lock != Description.Lock.NONE) {
                touched.writes(Thing.LOCK, description.inode.number);
            }
        }
        return touched;
    }

    private long name(String name) {
        return Tokens.hash(kernel.files.tokens.known(name));
    }
}
