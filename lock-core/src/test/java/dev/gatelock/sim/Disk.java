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

    /** Nobody will ask. */
    private boolean ignored;

    private final Map<Long, byte[]> contents = new TreeMap<>();
    private final Map<Long, List<Map<String, Inode>>> names = new TreeMap<>();

    void ignore() {
        ignored = true;
    }

    void flushed(Inode inode) {
        if (ignored) {
            return;
        }
        if (inode.isDirectory()) {
            names.put(inode.number, new ArrayList<>(List.of(new TreeMap<>(inode.entries))));
        } else {
            contents.put(inode.number, inode.data);
        }
    }

    /** A name in it has changed. */
    void renamed(Inode directory) {
        if (ignored) {
            return;
        }
        names.computeIfAbsent(directory.number, n -> new ArrayList<>(List.of(Map.of())))
                .add(new TreeMap<>(directory.entries));
    }

    /** How much was not flushed, in names. */
    boolean pending(Inode directory) {
        List<Map<String, Inode>> states = names.get(directory.number);
        return states != null && states.size() > 1;
    }

    /** What would be there, as a number. */
    long fingerprint() {
        long sum = 0;
        for (Map.Entry<Long, byte[]> content : contents.entrySet()) {
            sum += Tokens.mix(content.getKey() * 31 + content.getValue().length);
        }
        for (Map.Entry<Long, List<Map<String, Inode>>> entry : names.entrySet()) {
            long at = entry.getKey();
            for (Map<String, Inode> state : entry.getValue()) {
                for (Map.Entry<String, Inode> named : state.entrySet()) {
                    at = Tokens.mix(at * 31 + named.getValue().number);
                }
                at = Tokens.mix(at + 1);
            }
            sum += at;
        }
        return sum;
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
