package dev.gatelock.doubles;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The only directory of a machine in memory. Thread-safe. */
public final class MemoryHome {
    private static final AtomicLong DEVICES = new AtomicLong(1);

    private final long device = DEVICES.getAndIncrement();
    private long inodes;
    boolean lockable = true;
    volatile boolean moved;
    long contended;
    int open;
    final Path path;
    final Node self;
    final Map<String, Node> entries = new TreeMap<>();
    private final Map<String, Runnable> beforeOpening = new TreeMap<>();

    /** An empty one. */
    public MemoryHome(Path path) {
        this.path = path;
        this.self = new Node(nextId(), FileStat.Kind.DIRECTORY);
    }

    private FileId nextId() {
        return FileId.ofInode(device, ++inodes);
    }

    /** What somebody else does, once, right before that name is opened the next time. */
    public synchronized void beforeOpening(String name, Runnable somebody) {
        beforeOpening.put(name, somebody);
    }

    synchronized void opening(String name) {
        Runnable somebody = beforeOpening.remove(name);
        if (somebody != null) {
            somebody.run();
        }
    }

    synchronized Node create(String name, FileStat.Kind kind) {
        Node node = new Node(nextId(), kind);
        entries.put(name, node);
        return node;
    }

    /** Writes a file from outside, such as an earlier owner did. */
    public synchronized void put(String name, String content) {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file from outside. */
    public synchronized void put(String name, byte[] content) {
        Node node = entries.get(name);
        (node == null ? create(name, FileStat.Kind.REGULAR) : node).content = content.clone();
    }

    /** Puts something that is not a regular file there. */
    public synchronized void putOther(String name, FileStat.Kind kind) {
        create(name, kind);
    }

    /** Gives the file more names. */
    public synchronized void links(String name, int links) {
        entries.get(name).links = links;
    }

    /** The content as text; null if the name is not there. */
    public synchronized String text(String name) {
        Node node = entries.get(name);
        return node == null ? null : new String(node.content, StandardCharsets.UTF_8);
    }

    /** Whether users other than the owner may read it. */
    public synchronized boolean readableByAll(String name) {
        return entries.get(name).readableByAll;
    }

    /** How many files and directories are open. */
    public synchronized int open() {
        return open;
    }

    /** Every name that is there. */
    public synchronized TreeSet<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    /** Removes a name from outside. */
    public synchronized void remove(String name) {
        entries.remove(name);
    }

    /** Lets a foreign process lock a file, creating it if needed; pid 0 is somebody who cannot be seen. */
    public synchronized void lockedBy(long pid, String name) {
        Node node = entries.get(name);
        (node == null ? create(name, FileStat.Kind.REGULAR) : node).locker = pid;
    }

    /** Lets a foreign process lock the directory itself. */
    public synchronized void lockedBy(long pid) {
        self.locker = pid;
    }

    /** Whether anybody has locked the directory itself. */
    public synchronized boolean locked() {
        return self.locker != null;
    }

    /** Whether anybody has locked a file. */
    public synchronized boolean locked(String name) {
        return entries.get(name).locker != null;
    }

    /** Its path means another directory, or nothing, from now on. */
    public void moved() {
        moved = true;
    }

    /** Takes the lock away from whoever has it, as a server that was restarted does. */
    public synchronized void losesLock(String name) {
        (name.isEmpty() ? self : entries.get(name)).locker = null;
    }

    /** The file system has no locks for directories. */
    public synchronized void directoriesCannotBeLocked() {
        lockable = false;
    }

    /** The kernel frees everything that this process had locked. */
    public synchronized void unlockAll(long pid) {
        for (Node node : entries.values()) {
            if (node.locker instanceof Long holder && holder == pid) {
                node.locker = null;
            }
        }
        if (self.locker instanceof Long holder && holder == pid) {
            self.locker = null;
        }
    }
}
