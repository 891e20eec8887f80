package dev.gatelock.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of the files has reached the disk. Contents get there by a flush of the file, names by a flush of the directory; what was
 * not flushed may have got there as well, in the order in which it was done.
 */
final class Disk {
    /** What a power loss makes of that which was not flushed. */
    enum Loss {
        /** None of it is there. */
        ALL,
        /** The names are, the contents are not. */
        CONTENTS,
        /** The names are, of each content the first half. */
        TORN,
        /** Half of the changed names are, and all contents. */
        LATER_NAMES
    }

    private final Map<Long, byte[]> contents = new TreeMap<>();
    private final Map<Long, List<Map<String, Inode>>> names = new TreeMap<>();

    void flushed(Inode inode) {
        if (inode.isDirectory()) {
            names.put(inode.number, new ArrayList<>(List.of(new TreeMap<>(inode.entries))));
        } else {
            contents.put(inode.number, inode.data);
        }
    }

    /** A name in it has changed. */
    void renamed(Inode directory) {
        names.computeIfAbsent(directory.number, n -> new ArrayList<>(List.of(Map.of())))
                .add(new TreeMap<>(directory.entries));
    }

    /** How much was not flushed, in names. */
    boolean pending(Inode directory) {
        List<Map<String, Inode>> states = names.get(directory.number);
        return states != null && states.size() > 1;
    }

    void lose(Loss loss, Iterable<Inode> inodes) {
        for (Inode inode : inodes) {
            if (inode.isDirectory()) {
                List<Map<String, Inode>> states = names.get(inode.number);
                if (states != null) {
                    int kept = loss == Loss.ALL ? 0 : loss == Loss.LATER_NAMES ? states.size() / 2 : states.size() - 1;
                    inode.entries.clear();
                    inode.entries.putAll(states.get(kept));
                }
            } else {
                byte[] flushed = contents.getOrDefault(inode.number, new byte[0]);
                if (!Arrays.equals(flushed, inode.data) && loss != Loss.LATER_NAMES) {
                    inode.data = loss == Loss.TORN ? Arrays.copyOf(inode.data, inode.data.length / 2) : flushed;
                }
            }
        }
    }
}
