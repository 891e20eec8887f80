package dev.gatelock.sim;

import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Signal;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * One call that makes sense now, chosen by a number; the same on both kernels.
 *
 * @param command for the driver
 * @param call for the simulated kernel
 * @param target whose state the driver waits for to become the simulated one; empty for nobody's
 */
record RandomCall(String command, SimCalls.Call call, OptionalInt target) {
    private static final List<String> NAMES = List.of("lock", "pid", "lock", "pid", "tmp", "link", "fifo", "dir");
    private static final OpenMode[] MODES = {
        OpenMode.READ_WRITE, OpenMode.CREATE_NEW, OpenMode.READ, OpenMode.APPEND, OpenMode.READ_WRITE
    };
    private static final int MOST = 6;

    String onSim() {
        return SimCalls.answer(call);
    }

    /** Signals act when the kernel gets to it, so what must come of it is waited for; a look tells whether it did. */
    String onReal(RealKernel real, SimCalls after) throws IOException {
        String answer = real.tell(command);
        if (target.isPresent()) {
            real.tell("await_state " + target.getAsInt() + " " + after.look(target.getAsInt()));
        }
        return answer;
    }

    @Override
    public String toString() {
        return command;
    }

    private static RandomCall of(String command, SimCalls.Call call) {
        return new RandomCall(command, call, OptionalInt.empty());
    }

    /** Null if the number stands for nothing that can be done now. */
    static RandomCall of(int choice, SimCalls sim) {
        int kind = choice % 26;
        int rest = choice / 26;
        int who = rest % sim.processes.size();
        rest /= MOST;
        String name = NAMES.get(rest % NAMES.size());
        String other = NAMES.get(rest / NAMES.size() % NAMES.size());
        int target = rest % sim.processes.size();
        if (kind >= 22) {
            return aboutProcesses(kind, target, name, sim);
        }
        if (!sim.runs(who)) {
            return null;
        }
        String does = "do " + who + " ";
        switch (kind) {
            case 0, 1, 2 -> {
                OpenMode mode = MODES[rest / 8 % MODES.length];
                String slot = String.valueOf(rest % 3);
                return sim.slots.get(who).containsKey(slot)
                        ? null
                        : of(does + "open " + slot + " " + name + " " + mode, () -> sim.open(who, slot, name, mode));
            }
            case 3 -> {
                return of(does + "rename " + name + " " + other, () -> sim.rename(who, name, other));
            }
            case 4 -> {
                return of(does + "unlink " + name, () -> sim.unlink(who, name));
            }
            case 5 -> {
                return of(does + "stat " + name, () -> sim.stat(name));
            }
            case 6 -> {
                return of(does + "list", sim::list);
            }
            case 7 -> {
                return of(does + "probe " + name, () -> sim.probe(who, name));
            }
            case 8 -> {
                return of(does + "flock .", () -> sim.flock(who, "."));
            }
            case 9 -> {
                return of(does + "unlock .", () -> sim.unlock(who, "."));
            }
            case 10 -> {
                return sim.processes.size() >= MOST
                        ? null
                        : of("fork " + who + " " + sim.processes.size(), () -> sim.fork(who));
            }
            case 11 -> {
                return of("pin " + who + " p " + target, () -> sim.pin(who, "p", target));
            }
            case 12 -> {
                Signal signal = Signal.values()[rest % 3];
                SimProcess pinned = sim.pins.get(who).get("p");
                if (pinned == null || pinned == sim.processes.get(who)) {
                    return null;
                }
                String word = signal == Signal.TERMINATE ? "TERM" : signal == Signal.CONTINUE ? "CONT" : "KILL";
                return new RandomCall(
                        does + "send p " + word,
                        () -> sim.signal(who, "p", signal),
                        OptionalInt.of(sim.processes.indexOf(pinned)));
            }
            default -> {
                return onSlot(kind, who, rest, name, sim);
            }
        }
    }

    private static RandomCall onSlot(int kind, int who, int rest, String name, SimCalls sim) {
        String slot = String.valueOf(rest % 3);
        Description open = sim.slots.get(who).get(slot);
        if (open == null) {
            return null;
        }
        String does = "do " + who + " ";
        String text = "abcdefghij".substring(0, 1 + rest % 9);
        boolean writes = open.access == Description.Access.WRITE;
        boolean appends = open.access == Description.Access.APPEND;
        return switch (kind) {
            case 13 -> of(does + "close " + slot, () -> sim.close(who, slot));
            case 14, 15, 16 -> of(does + "flock " + slot, () -> sim.flock(who, slot));
            case 17 -> of(does + "unlock " + slot, () -> sim.unlock(who, slot));
            case 18 ->
                writes
                        ? of(does + "write " + slot + " " + text, () -> sim.write(who, slot, text))
                        : appends ? of(does + "append " + slot + " " + text, () -> sim.append(who, slot, text)) : null;
            case 19 ->
                writes ? of(does + "truncate " + slot + " " + rest % 5, () -> sim.truncate(who, slot, rest % 5)) : null;
            case 20 -> appends ? null : of(does + "read " + slot, () -> sim.read(who, slot));
            default ->
                rest % 2 == 0
                        ? of(does + "fstat " + slot, () -> sim.fstat(who, slot))
                        : of(does + "same " + slot + " " + name, () -> sim.same(who, slot, name));
        };
    }

    private static RandomCall aboutProcesses(int kind, int target, String name, SimCalls sim) {
        SimProcess process = sim.processes.get(target);
        return switch (kind) {
            case 22 -> of("look " + target, () -> sim.look(target));
            case 23 -> of("holders " + (target == 0 ? "." : name), () -> sim.holders(target == 0 ? "." : name));
            case 24 ->
                process.state == SimProcess.State.ZOMBIE
                                && (process.traits.parent == null
                                        || process.traits.parent.state != SimProcess.State.STOPPED)
                        ? of("reap " + target, () -> sim.reap(target))
                        : null;
            default ->
                target == 0 || process.state != SimProcess.State.RUNNING
                        ? null
                        : new RandomCall("kill " + target + " STOP", () -> sim.stop(target), OptionalInt.of(target));
        };
    }
}
