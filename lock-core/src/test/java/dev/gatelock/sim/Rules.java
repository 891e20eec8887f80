package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.spi.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The invariants of the protocol, as far as a kernel can see them. */
final class Rules {
    static final Set<String> LOCK_FILES = Set.of("gateway.lock", "gateway.takeover");

    /** How the names of scoped lock files end. */
    private static final String SCOPED = ".lock";

    /** The shortest grace that any scenario sets. */
    static final long GRACE_NANOS = 100_000_000;

    private static final Set<String> HOME_LOCKS = Set.of("gateway.lock", ".");

    private Rules() {}

    /** A file that is there to be locked. */
    static boolean isLock(String name) {
        return LOCK_FILES.contains(name) || name.endsWith(SCOPED);
    }

    /** I5 and I6, and that a forced end comes after a polite word: whom a signal may reach. */
    static void watch(World world) {
        world.kernel.watchSignals((sender, target, signal) -> {
            if (sender.traits.role != Role.PROTOCOL) {
                return;
            }
            if (signal == Signal.TERMINATE) {
                target.askedAt = Math.min(target.askedAt, world.kernel.time);
            }
            if (signal == Signal.KILL && world.kernel.time - GRACE_NANOS < target.askedAt) {
                throw new Broken("grace: " + sender + " kills " + target + " without having given it time to end");
            }
            if (signal == Signal.KILL && sender.sawGone.contains(target)) {
                throw new Broken(
                        "I5: " + sender + " kills " + target + ", who had given its lease up when it looked last");
            }
            if (target.traits.role == Role.INNOCENT) {
                throw new Broken("I5: " + sender + " sends " + signal + " to the innocent " + target);
            }
            if (target.traits.role == Role.OPERATOR || target.traits.role == Role.OBSERVER) {
                throw new Broken("I5: " + sender + " sends " + signal + " to " + target + ", who owns nothing");
            }
            SimProcess parent = target.traits.parent;
            if (target.traits.role == Role.WORKLOAD && parent != null && parent != sender && parent.believes) {
                throw new Broken("I5: " + sender + " sends " + signal + " to " + target + ", whose owner is at work");
            }
            if (target.traits.role == Role.PROTOCOL && !sender.sampled.contains(target)) {
                throw new Broken("I6: " + sender + " sends " + signal + " to " + target
                        + ", who was not the owner when it was asked to replace");
            }
        });
    }

    /** After each step: I1, and who could have been seen as the owner by a replacer. */
    static Optional<String> check(World world) {
        List<SimProcess> believers = world.believers();
        if (believers.size() > 1 && !world.twoMayHold) {
            return Optional.of("I1: " + believers + " believe that they hold it");
        }
        for (SimProcess believer : believers) {
            if (believer.traits.role == Role.PROTOCOL && world.ruled && !locks(believer)) {
                return Optional.of("I8: " + believer + " is at work without any lock on the home");
            }
        }
        for (SimProcess process : world.kernel.processes) {
            if (!process.ended() && owns(process)) {
                process.owned = true;
                world.kernel.processes.forEach(other -> other.sawGone.remove(process));
            }
        }
        for (SimProcess replacer : world.kernel.processes) {
            if (replacer.replacer && !replacer.queued) {
                world.kernel.processes.stream().filter(Rules::owns).forEach(replacer.sampled::add);
            }
        }
        return world.always.stream()
                .map(rule -> rule.get())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean owns(SimProcess process) {
        return process.believes || locks(process);
    }

    private static boolean locks(SimProcess process) {
        return process.descriptors.stream().anyMatch(Rules::owned);
    }

    /** It has a lock on the home. */
    static boolean owned(Description description) {
        return description.lock == Description.Lock.EXCLUSIVE && isHomeLock(description.name);
    }

    static boolean isHomeLock(String name) {
        return HOME_LOCKS.contains(name);
    }

    /** The record is whole or not there, whatever was lost: it is put in place by a rename, its content being on the disk. */
    static Optional<String> afterPowerLoss(World world) {
        for (Inode inode : world.kernel.files.inodes()) {
            Inode record = inode.entries.get("gateway.pid");
            String text = record == null ? "" : new String(record.data, StandardCharsets.UTF_8);
            if (record != null && !(text.startsWith("{") && text.stripTrailing().endsWith("}"))) {
                return Optional.of("power: gateway.pid is torn: " + record.data.length + " bytes");
            }
        }
        return Optional.empty();
    }

    /** Before a step: I3 and I4, by what the call is. */
    static Optional<String> forbid(World world, SimProcess caller, Request request) {
        Op op = request.op();
        String subject = request.subject();
        if (op == Op.LOCKS || op == Op.FDINFO || (op == Op.FLOCK && HOME_LOCKS.contains(subject))) {
            caller.sawGone.clear();
            world.kernel.processes.stream().filter(p -> p.owned && !owns(p)).forEach(caller.sawGone::add);
        }
        if (op == Op.FLOCK && subject.equals("gateway.takeover")) {
            caller.queued = true;
        }
        if (caller.traits.role == Role.PROTOCOL && op == Op.UNLINK && subject.equals("gateway.pid")) {
            Inode record = request.inode().entries.get(subject);
            for (SimProcess owner : world.believers()) {
                if (owner != caller && record != null && names(record, owner)) {
                    return Optional.of("record: " + caller + " removes the record of " + owner + ", who is at work");
                }
            }
        }
        if (subject.startsWith("gateway.lock") && (op == Op.WRITE || op == Op.TRUNCATE)) {
            for (Description locker : request.inode().lockers) {
                if (locker != request.own() && caller.traits.role == Role.PROTOCOL) {
                    return Optional.of("copy: " + caller + " writes over the record in the lock that " + locker.takenBy
                            + " holds");
                }
            }
        }
        if (caller.traits.role == Role.PROTOCOL
                && (op == Op.WRITE || op == Op.TRUNCATE)
                && request.own().lock != Description.Lock.EXCLUSIVE
                && isLock(request.own().name)) {
            return Optional.of("I4: " + caller + " does " + op.label() + " " + subject + " without having its lock");
        }
        if (caller.traits.role == Role.PROTOCOL && (op == Op.UNLINK || op == Op.RENAME)) {
            for (String name : subject.split(" ")) {
                if (isLock(name)) {
                    return Optional.of("I4: " + caller + " does " + op.label() + " " + subject);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean names(Inode record, SimProcess owner) {
        return new String(record.data, StandardCharsets.UTF_8).contains("\"pid\":" + owner.pid + ",");
    }

    /** After a step of an observer: I3. */
    static Optional<String> forbidChange(SimProcess caller, Op op, String subject, boolean changed) {
        boolean allowed = op == Op.PROBE_LOCK || op == Op.PROBE_UNLOCK;
        return caller.traits.role == Role.OBSERVER && changed && !allowed
                ? Optional.of("I3: " + caller + ", who only looks, does " + op.label() + " " + subject)
                : Optional.empty();
    }

    /** A rule was broken inside a call of the kernel. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message, null, false, false);
        }
    }
}
