package dev.gatelock.windows.doubles;

import dev.gatelock.windows.internal.files.FileCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files in memory with the rules of Windows that neither Linux nor Wine enforces: locked ranges cannot be read or written by
 * others, an open file cannot be replaced, a file opened without sharing DELETE cannot be removed or renamed, a removed one
 * keeps its name until its last handle is closed, and the locks of a dead process are freed when the system gets to it.
 * Names know no case. Used by one thread.
 */
public final class WindowsDisk {
    final Map<String, Node> nodes = new TreeMap<>();
    final List<String> violations = new ArrayList<>();
    FileCalls.Volume volume = new FileCalls.Volume(1L << 30, FileCalls.Volume.Access.WRITABLE);

    /** What is on the disk. */
    static final class Node {
        final Path stored;
        final NodeAttributes.Type type;
        final List<DiskHandle> open = new ArrayList<>();
        final List<Range> locks = new ArrayList<>();
        byte[] bytes = {};
        boolean deletePending;
        boolean exclusive;

        Node(Path stored, NodeAttributes.Type type) {
            this.stored = stored;
            this.type = type;
        }
    }

    /** A locked range; the handle outlives its process until the system gets to it. */
    record Range(DiskHandle handle, long from, long to, boolean shared) {
        boolean touches(long start, long end) {
            return start < to && from < end;
        }
    }

    /** The calls of one process. */
    public FileCalls process(String name) {
        return new DiskCalls(this, name);
    }

    /** A process dies: its handles are closed, its locks stay until {@link #freeLocksOfTheDead}. */
    public void kill(String process) {
        for (Node node : List.copyOf(nodes.values())) {
            for (DiskHandle handle : List.copyOf(node.open)) {
                if (handle.process.equals(process)) {
                    handle.die();
                }
            }
        }
    }

    /** The system has the resources at last. */
    public void freeLocksOfTheDead() {
        nodes.values().forEach(node -> node.locks.removeIf(range -> range.handle().dead));
    }

    /** What was done to locked ranges; has to stay empty. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** No room is left from now on. */
    public void fill() {
        volume = new FileCalls.Volume(0, FileCalls.Volume.Access.WRITABLE);
    }

    /** Can only be read from now on. */
    public void protect() {
        volume = new FileCalls.Volume(1L << 30, FileCalls.Volume.Access.READ_ONLY);
    }

    /** A scanner opens a file that it shares with nobody. */
    public void scan(Path file) {
        node(file).exclusive = true;
    }

    /** The scanner is done. */
    public void scanned(Path file) {
        node(file).exclusive = false;
    }

    /** Puts something there. */
    public void put(Path path, NodeAttributes.Type type, byte[] bytes) {
        Node node = new Node(path, type);
        node.bytes = bytes.clone();
        nodes.put(key(path), node);
    }

    /** The bytes of a file. */
    public byte[] bytes(Path file) {
        return node(file).bytes.clone();
    }

    /** Whether the name is taken. */
    public boolean exists(Path path) {
        return nodes.containsKey(key(path));
    }

    /** The ranges that are locked in a file, as {@code from-to}. */
    public List<String> locks(Path file) {
        return node(file).locks.stream()
                .map(range -> range.from() + "-" + range.to())
                .toList();
    }

    Node node(Path path) {
        return nodes.get(key(path));
    }

    boolean openBelow(Path directory) {
        return nodes.values().stream().anyMatch(node -> node.stored.startsWith(directory) && !node.open.isEmpty());
    }

    void sweepPending() {
        for (Iterator<Node> all = nodes.values().iterator(); all.hasNext(); ) {
            Node node = all.next();
            if (node.deletePending && node.open.isEmpty()) {
                all.remove();
            }
        }
    }

    static String key(Path path) {
        return path.toString().toLowerCase(Locale.ROOT);
    }
}
