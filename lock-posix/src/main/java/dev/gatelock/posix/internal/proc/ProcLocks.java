package dev.gatelock.posix.internal.proc;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lock table of Linux: {@code /proc/locks} says who took a lock, {@code /proc/PID/fdinfo} who still has it.
 *
 * <p>Thread-safe; no native code. Nothing is cached.
 */
public final class ProcLocks implements LockTable {
    /** The kernel hands the table out in pieces of at most one page. */
    private static final int PIECE = 4096 - 256;

    private static final int READINGS = 5;

    private final ProcFs proc;

    /**
     * Creates the port.
     *
     * @param proc where to read, never null
     */
    public ProcLocks(ProcFs proc) {
        this.proc = proc;
    }

    @Override
    public LockSighting taker(FileId file) {
        Inode inode = Inode.of(file);
        if (inode == null) {
            return new LockSighting.NoTable("not an inode: " + file);
        }
        List<LockLine> lines;
        boolean complete;
        try {
            byte[] table = proc.read("locks");
            lines = LockList.of(table, inode, proc);
            complete = lines.size() > 0 || table.length < PIECE;
            // between two pieces an entry that ends before ours moves ours into the piece already read: believe a long
            // table
            // that does not show it only if it is the same twice
            for (int i = 1; !complete && i < READINGS; i++) {
                byte[] again = proc.read("locks");
                lines = LockList.of(again, inode, proc);
                complete = lines.size() > 0 || Arrays.equals(table, again);
                table = again;
            }
        } catch (IOException e) {
            return new LockSighting.NoTable("/proc/locks cannot be read: " + e.getMessage());
        }
        if (lines.isEmpty()) {
            return new LockSighting.NotListed(complete && PidNamespace.isInitial(proc));
        }
        return new LockSighting.Held(takers(lines, inode));
    }

    private List<LockHolder> takers(List<LockLine> lines, Inode inode) {
        List<LockHolder> holders = new ArrayList<>();
        for (LockLine line : lines) {
            if (line.pid() > 0) {
                switch (LockedDescriptors.in(proc, line.pid(), inode)) {
                    case SEEN:
                        holders.add(new LockHolder(line.pid(), line.pid(), true));
                        break;
                    case HIDDEN:
                        holders.add(new LockHolder(line.pid(), line.pid(), false));
                        break;
                    default: // gone, dead, or without the descriptor: whoever holds it now inherited it
                }
            }
        }
        return holders;
    }

    @Override
    public LockSighting holders(FileId file) {
        Inode inode = Inode.of(file);
        String[] names = proc.list("");
        if (inode == null || names == null) {
            return taker(file);
        }
        List<LockHolder> holders = new ArrayList<>();
        for (String name : names) {
            long pid = Text.decimal(name);
            if (pid > 0) {
                LockLine line = LockedDescriptors.find(proc, pid, inode);
                if (line != null) {
                    holders.add(new LockHolder(pid, line.pid(), true));
                }
            }
        }
        return holders.isEmpty() ? taker(file) : new LockSighting.Held(holders);
    }
}
