package dev.gatelock.sim;

import dev.gatelock.sim.Description.Lock;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Directories and what is opened in them, as one process sees them. */
final class SimDirectories implements Directories {
    private final SimPlatform platform;
    private final SimFiles files;

    SimDirectories(SimPlatform platform) {
        this.platform = platform;
        this.files = platform.kernel.files;
    }

    @Override
    public DirectoryView view(Path path) throws PortException {
        return opened(Op.VIEW_DIR, path);
    }

    @Override
    public Directory open(Path path) throws PortException {
        return opened(Op.OPEN_DIR, path);
    }

    @Override
    public Directory openOrCreate(Path path) throws PortException {
        try {
            return opened(Op.OPEN_DIR, path);
        } catch (PortException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
        }
        platform.call(Op.MKDIRS, path.toString(), () -> {
            files.makeDirectories(platform.self, path);
            return "ok";
        });
        return opened(Op.OPEN_DIR, path);
    }

    private Directory opened(Op op, Path path) throws PortException {
        Path absolute = path.toAbsolutePath().normalize();
        Description description =
                platform.call(op, absolute.toString(), () -> files.openDirectory(platform.self, absolute));
        return new OpenDirectory(absolute, description);
    }

    /** What one name or descriptor is, free of the numbers that only one process sees. */
    private record Seen(long inode, FileStat.Kind kind, int links, long size, long uid) implements Told.Keyed {
        /** Nobody asks how long a lock file is, so its length is not told: who writes in it disturbs nobody who looks at it. */
        static Seen of(Inode inode, String name) {
            long size = Rules.isLock(name) ? -1 : inode.size();
            return new Seen(inode.number, inode.kind, inode.links, size, inode.uid);
        }

        @Override
        public long key() {
            long rest = Tokens.mix(size * 31 + Tokens.mix(uid * 31 + links));
            return Tokens.mix(inode * 31 + kind.ordinal() + rest);
        }

        @Override
        public String toString() {
            return "ino " + inode + (kind == FileStat.Kind.REGULAR ? "" : " " + kind)
                    + (links == 1 ? "" : " links " + links);
        }
    }

    private FileStat stat(Seen seen) {
        return new FileStat(platform.idOf(seen.inode), seen.kind, seen.links, seen.size, seen.uid);
    }

    /** Content with its hash; the text of a trace shows the beginning. */
    private record Content(byte[] bytes, long hash) implements Told.Keyed {
        @Override
        public long key() {
            return Tokens.mix(hash * 31 + bytes.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Content content && content.hash == hash;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(hash);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes #" + Long.toHexString(hash & 0xffff);
        }
    }

    private static LockShown shown(boolean known, Description description) {
        if (!known) {
            return LockShown.UNKNOWN;
        }
        return description.lock == Lock.EXCLUSIVE ? LockShown.YES : LockShown.NO;
    }

    private boolean tableKnown() {
        return platform.can(Capability.LOCK_TABLE);
    }

    final class OpenDirectory implements Directory, Kept {
        private final Path path;
        private final Description description;
        /** What was locked under which name; for {@link Safeguard#INODE_CHECK}. */
        private final Map<String, Inode> lockedAs = new HashMap<>();

        private boolean closed;

        OpenDirectory(Path path, Description description) {
            this.path = path;
            this.description = description;
        }

        @Override
        public Description description() {
            return description;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public FileId id() throws PortException {
            return platform.idOf(description.inode.number);
        }

        @Override
        public Optional<FileStat> stat(String name) throws PortException {
            if (platform.omits(Safeguard.INODE_CHECK) && lockedAs.containsKey(name)) {
                return Optional.of(SimDirectories.this.stat(Seen.of(lockedAs.get(name), name)));
            }
            return platform.call(
                            Op.STAT, name, description, () -> Optional.ofNullable(description.inode.entries.get(name))
                                    .map(found -> Seen.of(found, name)))
                    .map(SimDirectories.this::stat);
        }

        @Override
        public OpenFile openForReading(String name) throws PortException {
            return open(name, OpenMode.READ);
        }

        @Override
        public List<String> list() throws PortException {
            return platform.call(
                    Op.LIST, path.toString(), description, () -> List.copyOf(description.inode.entries.keySet()));
        }

        /** Two steps, as in the real kernel: a starter that comes between them meets a false "busy". */
        @Override
        public LockAttempt probeLock(String name) throws PortException {
            Description probe = platform.call(
                    Op.OPEN,
                    name,
                    description,
                    () -> files.open(platform.self, description.inode, name, OpenMode.READ));
            try {
                return platform.call(Op.PROBE_LOCK, name, probe, () -> files.flock(platform.self, probe, Lock.SHARED));
            } finally {
                platform.sure(Request.by(Op.PROBE_UNLOCK, name, probe), () -> {
                    files.close(platform.self, probe);
                    return "ok";
                });
            }
        }

        @Override
        public LockAttempt tryLock() throws PortException {
            if (!platform.can(Capability.HOME_LOCK)) {
                return LockAttempt.UNSUPPORTED;
            }
            return platform.call(
                    Op.FLOCK, ".", description, () -> files.flock(platform.self, description, Lock.EXCLUSIVE));
        }

        @Override
        public void unlock() {
            platform.sure(Request.by(Op.UNLOCK, ".", description), () -> {
                files.release(description);
                return "ok";
            });
        }

        @Override
        public LockShown lockShown() {
            return platform.sure(Request.by(Op.LOCK_SHOWN, ".", description), () -> shown(tableKnown(), description));
        }

        @Override
        public boolean stillAtPath() {
            return platform.sure(Op.AT_PATH, path.toString(), () -> {
                try {
                    return files.directoryAt(path) == description.inode;
                } catch (PortException e) {
                    return false;
                }
            });
        }

        @Override
        public OpenFile open(String name, OpenMode mode) throws PortException {
            boolean creates = mode != OpenMode.READ && mode != OpenMode.READ_WRITE;
            files.tokens.canonical(platform.self, name);
            Description opened = platform.call(
                    creates ? Op.CREATE : Op.OPEN,
                    name,
                    description,
                    () -> files.open(platform.self, description.inode, name, mode));
            return new File(this, name, opened);
        }

        @Override
        public void rename(String from, String to) throws PortException {
            platform.call(Op.RENAME, from + " " + to, description, () -> {
                files.rename(platform.self, description.inode, from, to);
                return "ok";
            });
        }

        @Override
        public boolean unlink(String name) throws PortException {
            return platform.call(
                    Op.UNLINK, name, description, () -> files.unlink(platform.self, description.inode, name));
        }

        @Override
        public void sync() throws PortException {
            if (platform.can(Capability.DIRECTORY_SYNC)) {
                platform.call(Op.SYNC_DIR, path.toString(), description, () -> {
                    files.disk.flushed(description.inode);
                    return "ok";
                });
            }
        }

        @Override
        public void close() {
            if (!closed) {
                platform.sure(Request.by(Op.CLOSE, ".", description), () -> {
                    files.close(platform.self, description);
                    return "ok";
                });
                closed = true;
            }
        }
    }

    /** Something that a launcher can pass on. */
    interface Kept {
        Description description();
    }

    final class File implements OpenFile, Kept {
        private final OpenDirectory directory;
        private final String name;
        private final Description description;
        private boolean closed;

        File(OpenDirectory directory, String name, Description description) {
            this.directory = directory;
            this.name = name;
            this.description = description;
        }

        @Override
        public Description description() {
            return description;
        }

        @Override
        public FileStat stat() throws PortException {
            requireOpen();
            return SimDirectories.this.stat(
                    platform.call(Op.FSTAT, name, description, () -> Seen.of(description.inode, name)));
        }

        @Override
        public LockAttempt tryLock() throws PortException {
            requireOpen();
            if (platform.omits(Safeguard.TAKEOVER_LOCK) && name.equals("gateway.takeover")) {
                return platform.call(Op.FLOCK, name, description, () -> LockAttempt.ACQUIRED);
            }
            LockAttempt attempt = platform.call(
                    Op.FLOCK, name, description, () -> files.flock(platform.self, description, Lock.EXCLUSIVE));
            if (attempt == LockAttempt.ACQUIRED) {
                directory.lockedAs.put(name, description.inode);
            }
            return attempt;
        }

        /** On Windows the JVM knows that it has given the lock up, and never that it still has it. */
        @Override
        public LockShown lockShown() {
            boolean given = closed; // what the call does must not depend on what its caller does later
            return platform.sure(
                    Request.by(Op.LOCK_SHOWN, name, description),
                    () -> given || files.windows && description.lock == Lock.NONE
                            ? LockShown.NO
                            : shown(tableKnown(), description));
        }

        @Override
        public byte[] read(int limit) throws PortException {
            requireOpen();
            return platform.call(
                            Op.READ,
                            name,
                            description,
                            () -> new Content(files.read(description, limit), description.inode.dataHash))
                    .bytes();
        }

        @Override
        public void overwrite(byte[] content) throws PortException {
            requireOpen();
            platform.call(Op.WRITE, name + " " + content.length, description, () -> {
                files.overwrite(platform.self, description, content);
                return "ok";
            });
        }

        @Override
        public void append(byte[] content) throws PortException {
            requireOpen();
            platform.call(Op.APPEND, name + " " + content.length, description, () -> {
                files.append(platform.self, description, content);
                return "ok";
            });
        }

        @Override
        public void truncate(long length) throws PortException {
            requireOpen();
            platform.call(Op.TRUNCATE, name + " " + length, description, () -> {
                files.truncate(platform.self, description, length);
                return "ok";
            });
        }

        @Override
        public void sync() throws PortException {
            requireOpen();
            platform.call(Op.SYNC, name, description, () -> {
                if (!platform.omits(Safeguard.FLUSH)) {
                    files.disk.flushed(description.inode);
                }
                return "ok";
            });
        }

        @Override
        public void close() {
            if (!closed) {
                platform.sure(Request.by(Op.CLOSE, name, description), () -> {
                    files.close(platform.self, description);
                    return "ok";
                });
                closed = true;
            }
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException(name + " is closed");
            }
        }
    }
}
