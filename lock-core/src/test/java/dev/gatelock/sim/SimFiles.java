package dev.gatelock.sim;

import dev.gatelock.sim.Description.Access;
import dev.gatelock.sim.Description.Lock;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names, inodes, open file descriptions and flock: the rules of a local POSIX file system. */
final class SimFiles {
    final Inode root = new Inode(1, FileStat.Kind.DIRECTORY, 0, 0777);
    final Tokens tokens = new Tokens();
    private final Map<Long, Inode> inodes = new HashMap<>();
    /** No byte more fits. */
    boolean full;
    /** Mounted read-only. */
    boolean readOnly;
    /** Directories can be locked, as on local file systems. */
    boolean directoryLocks = true;
    /** Whether {@code flock} exists here at all. */
    boolean locks = true;
    /** The rules of Windows instead of those of POSIX. */
    boolean windows;

    final Disk disk = new Disk();
    /** Null unless the story can be gone back in. */
    Canon canon;
    /** Counts whatever changed content, names or locks. */
    long changes;

    SimFiles() {
        inodes.put(root.number, root);
    }

    Inode inode(long number) {
        return inodes.get(number);
    }

    /** As they were. */
    void restoreInodes(List<Inode> then) {
        inodes.clear();
        then.forEach(inode -> inodes.put(inode.number, inode));
    }

    Iterable<Inode> inodes() {
        return inodes.values();
    }

    Inode directoryAt(Path path) throws PortException {
        Inode at = root;
        for (Path element : path.toAbsolutePath().normalize()) {
            Inode next = at.entries.get(element.toString());
            if (next == null) {
                throw new PortException(Fault.NOT_FOUND, "open", path.toString(), "ENOENT");
            }
            if (!next.isDirectory()) {
                throw new PortException(Fault.NOT_REGULAR, "open", path.toString(), "ENOTDIR");
            }
            at = next;
        }
        return at;
    }

    void makeDirectories(SimProcess caller, Path path) throws PortException {
        Inode at = root;
        for (Path element : path.toAbsolutePath().normalize()) {
            Inode next = at.entries.get(element.toString());
            if (next == null) {
                requireWritable(caller, at, "mkdir", path.toString());
                next = create(caller, FileStat.Kind.DIRECTORY, 0700);
                next.links = 1;
                at.entries.put(element.toString(), next);
                disk.renamed(at);
                disk.flushed(at); // whoever makes a home has made it long before the lights go out
                disk.flushed(next);
                changes++;
            } else if (!next.isDirectory()) {
                throw new PortException(Fault.NOT_REGULAR, "mkdir", path.toString(), "ENOTDIR");
            }
            at = next;
        }
    }

    Description openDirectory(SimProcess caller, Path path) throws PortException {
        Inode inode = directoryAt(path);
        if (!allowed(caller, inode, 4)) {
            throw new PortException(Fault.PERMISSION, "open", path.toString(), "EACCES");
        }
        return describe(caller, inode, Access.DIRECTORY, ".");
    }

    Description open(SimProcess caller, Inode directory, String name, OpenMode mode) throws PortException {
        if (!allowed(caller, directory, 1)) {
            throw new PortException(Fault.PERMISSION, "open", name, "EACCES");
        }
        Inode inode = directory.entries.get(name);
        boolean readable = mode == OpenMode.CREATE_NEW_READABLE;
        boolean creates = mode == OpenMode.CREATE_NEW || readable || (mode == OpenMode.APPEND && inode == null);
        if (creates) {
            if (inode != null) {
                throw new PortException(Fault.EXISTS, "open", name, "EEXIST");
            }
            requireWritable(caller, directory, "open", name);
            inode = create(caller, FileStat.Kind.REGULAR, readable ? 0644 : 0600);
            link(directory, name, inode);
        } else if (inode == null) {
            throw new PortException(Fault.NOT_FOUND, "open", name, "ENOENT");
        }
        if (inode.kind == FileStat.Kind.SYMLINK || inode.isDirectory() && mode != OpenMode.READ) {
            requireRegular(inode, name);
        }
        if (!allowed(caller, inode, mode == OpenMode.READ ? 4 : mode == OpenMode.APPEND ? 2 : 6)) {
            throw new PortException(Fault.PERMISSION, "open", name, "EACCES");
        }
        requireRegular(inode, name);
        if (windows) {
            WindowsRules.requireNotPending(inode, name);
        }
        if (readOnly && mode != OpenMode.READ) {
            throw new PortException(Fault.READ_ONLY, "open", name, "EROFS");
        }
        Description description = describe(
                caller,
                inode,
                mode == OpenMode.READ ? Access.READ : mode == OpenMode.APPEND ? Access.APPEND : Access.WRITE,
                name);
        description.sharesDelete = WindowsRules.sharesDelete(mode);
        return description;
    }

    /** Another descriptor of the same description, in another process: what a child inherits. */
    void share(Description description, SimProcess heir) {
        description.references++;
        heir.descriptors.add(description);
    }

    void close(SimProcess caller, Description description) {
        if (caller.descriptors.remove(description) && --description.references == 0) {
            release(description);
            forget(description);
        }
    }

    private void forget(Description description) {
        Inode inode = description.inode;
        inode.opened.remove(description);
        if (inode.deletePending && inode.opened.isEmpty()) {
            inodes.values().forEach(directory -> directory.entries.values().removeIf(named -> named == inode));
            inode.links--;
            changes++;
        }
    }

    /** Tries for the lock; a description that has one already is converted or keeps it, but is refused on Windows. */
    LockAttempt flock(SimProcess caller, Description description, Lock wanted) throws PortException {
        Inode inode = description.inode;
        if (inode.isDirectory() && !directoryLocks) {
            return LockAttempt.UNSUPPORTED;
        }
        if (!locks) {
            throw new PortException(Fault.UNSUPPORTED, "flock", "inode " + inode.number, "ENOLCK");
        }
        boolean free = inode.lockers.stream()
                .allMatch(other -> other == description || (wanted == Lock.SHARED && other.lock == Lock.SHARED));
        if (!free || windows && description.lock != Lock.NONE) {
            return LockAttempt.CONTENDED;
        }
        if (description.lock == Lock.NONE) {
            inode.lockers.add(description);
        }
        description.lock = wanted;
        description.takenBy = caller;
        changes++;
        return LockAttempt.ACQUIRED;
    }

    /** LOCK_UN: takes the lock from every descriptor of the description. */
    void release(Description description) {
        if (description.lock != Lock.NONE) {
            description.inode.lockers.remove(description);
            description.lock = Lock.NONE;
            changes++;
        }
    }

    byte[] read(Description description, int limit) throws PortException {
        if (windows) {
            WindowsRules.requireUnlocked(description, 0, limit, "read");
        }
        return Arrays.copyOf(description.inode.data, Math.min(limit, description.inode.data.length));
    }

    void overwrite(SimProcess caller, Description description, byte[] content) throws PortException {
        Inode inode = description.inode;
        requireAccess(description, Access.WRITE, "write");
        if (windows) {
            WindowsRules.requireUnlocked(description, 0, content.length, "write");
        }
        byte[] now = Arrays.copyOf(inode.data, Math.max(inode.data.length, content.length));
        System.arraycopy(content, 0, now, 0, content.length);
        store(caller, inode, now, "write");
    }

    void append(SimProcess caller, Description description, byte[] content) throws PortException {
        Inode inode = description.inode;
        requireAccess(description, Access.APPEND, "write");
        byte[] now = Arrays.copyOf(inode.data, inode.data.length + content.length);
        System.arraycopy(content, 0, now, inode.data.length, content.length);
        store(caller, inode, now, "write");
    }

    /** Sets the length; on Windows it only ever shortens, as a {@code FileChannel} does. */
    void truncate(SimProcess caller, Description description, long length) throws PortException {
        if (description.access == Access.READ || description.access == Access.DIRECTORY) {
            throw new PortException(Fault.IO, "truncate", "inode " + description.inode.number, "EINVAL");
        }
        int size = description.inode.data.length;
        int wanted = (int) (windows ? Math.min(size, length) : length);
        store(caller, description.inode, Arrays.copyOf(description.inode.data, wanted), "truncate");
    }

    void rename(SimProcess caller, Inode directory, String from, String to) throws PortException {
        Inode moved = directory.entries.get(from);
        if (moved == null) {
            throw new PortException(Fault.NOT_FOUND, "rename", from, "ENOENT");
        }
        requireWritable(caller, directory, "rename", to);
        Inode target = directory.entries.get(to);
        if (target != null && target.isDirectory() && !moved.isDirectory()) {
            throw new PortException(Fault.NOT_REGULAR, "rename", to, "EISDIR");
        }
        if (windows) {
            WindowsRules.requireMovable(moved, target == null ? Fault.IO : Fault.BUSY, "rename", from);
            if (target != null && target != moved) {
                WindowsRules.requireReplaceable(target, to);
            }
        }
        if (target != null && !target.isDirectory() && moved.isDirectory()) {
            throw new PortException(Fault.NOT_REGULAR, "rename", to, "ENOTDIR");
        }
        changes++;
        if (target == moved) {
            return;
        }
        if (target != null) {
            target.links--;
        }
        directory.entries.remove(from);
        directory.entries.put(to, moved);
        disk.renamed(directory);
    }

    boolean unlink(SimProcess caller, Inode directory, String name) throws PortException {
        Inode inode = directory.entries.get(name);
        if (inode == null) {
            return false;
        }
        requireWritable(caller, directory, "unlink", name);
        if (inode.isDirectory()) {
            throw new PortException(Fault.NOT_REGULAR, "unlink", name, "EISDIR");
        }
        if (windows) {
            WindowsRules.requireMovable(inode, Fault.BUSY, "unlink", name);
            if (!inode.opened.isEmpty()) {
                inode.deletePending = true;
                changes++;
                return true;
            }
        }
        directory.entries.remove(name);
        inode.links--;
        disk.renamed(directory);
        changes++;
        return true;
    }

    // ---- set-up by tests, outside any process

    void link(Inode directory, String name, Inode inode) {
        directory.entries.put(name, inode);
        inode.links++;
        disk.renamed(directory);
        changes++;
    }

    /** A file made before the story begins. */
    Inode plant(SimProcess owner, Inode directory, String name, byte[] content) {
        Inode inode = create(owner, FileStat.Kind.REGULAR, 0600);
        inode.data = content.clone();
        inode.dataHash = tokens.hash(owner, inode.data);
        link(directory, name, inode);
        disk.flushed(inode);
        disk.flushed(directory);
        return inode;
    }

    Inode plantOther(SimProcess owner, Inode directory, String name, FileStat.Kind kind) {
        Inode inode = create(owner, kind, 0600);
        link(directory, name, inode);
        return inode;
    }

    // ---- rules

    /** Numbers depend on the creating process only, so that two orders of independent steps reach the same state. */
    private Inode create(SimProcess caller, FileStat.Kind kind, int mode) {
        Inode inode = new Inode((caller.ordinal + 1) * 1000L + ++caller.inodesMade, kind, caller.traits.uid, mode);
        if (canon != null) {
            inode = canon.inode(inode);
        }
        inodes.put(inode.number, inode);
        return inode;
    }

    private Description describe(SimProcess caller, Inode inode, Access access, String name) {
        Description description =
                canon == null ? new Description(inode, access, name) : canon.description(caller, inode, access, name);
        description.references = 1;
        inode.opened.add(description);
        caller.descriptors.add(description);
        return description;
    }

    private void store(SimProcess caller, Inode inode, byte[] content, String call) throws PortException {
        if (readOnly) {
            throw new PortException(Fault.READ_ONLY, call, "inode " + inode.number, "EROFS");
        }
        boolean cut = full && content.length > inode.data.length;
        inode.data = cut ? Arrays.copyOf(content, inode.data.length) : content;
        inode.dataHash = tokens.hash(caller, inode.data);
        changes++;
        if (cut) {
            throw new PortException(Fault.NO_SPACE, call, "inode " + inode.number, "ENOSPC");
        }
    }

    private static void requireRegular(Inode inode, String name) throws PortException {
        if (inode.kind == FileStat.Kind.SYMLINK) {
            throw new PortException(Fault.SYMLINK, "open", name, "ELOOP");
        }
        if (inode.kind != FileStat.Kind.REGULAR) {
            throw new PortException(Fault.NOT_REGULAR, "open", name, "not a regular file");
        }
    }

    private static void requireAccess(Description description, Access access, String call) throws PortException {
        if (description.access != access) {
            throw new PortException(Fault.IO, call, "inode " + description.inode.number, "EBADF");
        }
    }

    private void requireWritable(SimProcess caller, Inode directory, String call, String name) throws PortException {
        if (readOnly) {
            throw new PortException(Fault.READ_ONLY, call, name, "EROFS");
        }
        if (!allowed(caller, directory, 3)) {
            throw new PortException(Fault.PERMISSION, call, name, "EACCES");
        }
        if (full && !call.equals("unlink") && !call.equals("rename")) {
            throw new PortException(Fault.NO_SPACE, call, name, "ENOSPC");
        }
    }

    private static boolean allowed(SimProcess caller, Inode inode, int bits) {
        if (caller.traits.uid == 0) {
            return true;
        }
        int granted = caller.traits.uid == inode.uid ? inode.mode >> 6 : inode.mode;
        return (granted & bits) == bits;
    }
}
