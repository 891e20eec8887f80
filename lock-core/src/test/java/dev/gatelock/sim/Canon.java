package dev.gatelock.sim;

import dev.gatelock.sim.Description.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The same object for what the same process makes at the same point of its story, on whatever way that is reached: so calls
 * that were remembered mean the right thing on every way.
 */
final class Canon {
    private final Map<List<Object>, Object> made = new HashMap<>();

    @SuppressWarnings("unchecked")
    private <T> T same(List<Object> key, Supplier<T> first) {
        return (T) made.computeIfAbsent(key, k -> first.get());
    }

    Description description(SimProcess caller, Inode inode, Access access, String name) {
        Description description =
                same(List.of(caller, caller.history, inode, access, name), () -> new Description(inode, access, name));
        description.lock = Description.Lock.NONE;
        description.takenBy = null;
        description.sharesDelete = true;
        description.references = 0;
        return description;
    }

    Inode inode(Inode fresh) {
        Inode inode = same(List.of(fresh.number, fresh.kind, fresh.uid), () -> fresh);
        inode.mode = fresh.mode;
        inode.links = 0;
        inode.data = new byte[0];
        inode.dataHash = 0;
        inode.entries.clear();
        inode.lockers.clear();
        inode.opened.clear();
        inode.deletePending = false;
        return inode;
    }

    SimProcess process(SimProcess fresh) {
        SimProcess process = same(List.of(fresh.name, fresh.ordinal, fresh.pid, fresh.startTicks), () -> fresh);
        if (process != fresh) {
            Snapshot.restore(process, fresh);
        }
        return process;
    }
}
