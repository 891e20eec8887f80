package dev.gatelock.posix.internal.libc;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * System calls on Java types. Each returns what the call returned, or the negated {@code errno} (see {@link Errno}), and is
 * repeated when a signal interrupted it. Thread-safe.
 *
 * <p>Getting the instance loads the native binding; classes that only look must not.
 */
public final class Sys {
    private static final int STATX_BASIC = 0x7ff;
    private static final int STATX_SIZE = 256;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final long SYS_PIDFD_SEND_SIGNAL = 424; // these three numbers are the same on every architecture
    private static final long SYS_PIDFD_OPEN = 434;
    private static final long SYS_CLOSE_RANGE = 436;
    private static final short POLLIN = 1;

    private final Libc libc;
    private final ThreadLocal<Scratch> scratch;

    private Sys(Libc libc) {
        this.libc = libc;
        this.scratch = new ThreadLocal<>() {
            @Override
            protected Scratch initialValue() {
                return new Scratch(libc);
            }
        };
    }

    /**
     * The calls.
     *
     * @throws PortException {@link Fault#UNSUPPORTED} if the native binding cannot be loaded, with what to do about it
     */
    public static Sys load() throws PortException {
        if (Loaded.SYS == null) {
            throw new PortException(Fault.UNSUPPORTED, "load", "the native binding", Loaded.WHY);
        }
        return Loaded.SYS;
    }

    private static final class Loaded {
        static final Sys SYS;
        static final String WHY;

        static {
            Sys sys = null;
            String why = "";
            try {
                sys = new Sys(LibcFactory.create());
            } catch (LinkageError | RuntimeException e) {
                why = BindingTrouble.explain(e);
            }
            SYS = sys;
            WHY = why;
        }
    }

    /** The raw functions, for the few callers that need memory of their own. */
    public Libc libc() {
        return libc;
    }

    private Scratch args() {
        return scratch.get().reset();
    }

    /** openat, close-on-exec always. */
    public int open(int directory, String name, int flags, int mode) {
        Scratch args = args();
        long address = args.name(name);
        int result;
        do {
            result = libc.openat(directory, address, flags | Abi.CURRENT.closeOnExec, mode);
        } while (Errno.EINTR.is(result));
        return result;
    }

    /** close; never repeated. */
    public int close(int descriptor) {
        return libc.close(descriptor);
    }

    /** flock without blocking. */
    public int tryLock(int descriptor, int operation) {
        int result;
        do {
            result = libc.flock(descriptor, operation | Abi.LOCK_NB);
        } while (Errno.EINTR.is(result));
        return result;
    }

    /** Releases a flock. */
    public int unlock(int descriptor) {
        return libc.flock(descriptor, Abi.LOCK_UN);
    }

    /**
     * statx of a name, not following a link.
     *
     * @return null on failure; {@code result[0]} then holds the negated errno
     */
    public RawStat stat(int directory, String name, int[] result) {
        return statx(directory, name, AT_SYMLINK_NOFOLLOW, result);
    }

    /** statx of a descriptor. */
    public RawStat stat(int descriptor, int[] result) {
        return statx(descriptor, "", AT_EMPTY_PATH, result);
    }

    private RawStat statx(int directory, String name, int flags, int[] result) {
        Scratch args = args();
        int into = args.reserve(STATX_SIZE);
        result[0] = libc.statx(directory, args.name(name), flags, STATX_BASIC, args.at(into));
        return result[0] < 0 ? null : RawStat.ofStatx(args.buffer(), into);
    }

    /** Up to {@code length} bytes from {@code offset} into {@code target}; one pread. */
    public long read(int descriptor, byte[] target, int start, int length, long offset) {
        Scratch args = args();
        int chunk = Math.min(length, args.room());
        long result;
        do {
            result = libc.pread(descriptor, args.at(0), chunk, offset);
        } while (Errno.EINTR.is(result));
        if (result > 0) {
            args.buffer().get(0, target, start, (int) result);
        }
        return result;
    }

    /** One pwrite at offset 0. */
    public long overwrite(int descriptor, byte[] content) {
        return write(descriptor, content, false);
    }

    /** One write at the descriptor's position. */
    public long append(int descriptor, byte[] content) {
        return write(descriptor, content, true);
    }

    private long write(int descriptor, byte[] content, boolean append) {
        Scratch args = args();
        ByteBuffer own = null;
        long data;
        if (content.length <= args.room()) {
            data = args.put(content);
        } else {
            own = ByteBuffer.allocateDirect(content.length)
                    .order(ByteOrder.nativeOrder())
                    .put(content);
            data = libc.address(own);
        }
        long result;
        do {
            result = append
                    ? libc.write(descriptor, data, content.length)
                    : libc.pwrite(descriptor, data, content.length, 0);
        } while (Errno.EINTR.is(result));
        Reference.reachabilityFence(own);
        return result;
    }

    /** ftruncate. */
    public int truncate(int descriptor, long length) {
        int result;
        do {
            result = libc.ftruncate(descriptor, length);
        } while (Errno.EINTR.is(result));
        return result;
    }

    /** fsync. */
    public int sync(int descriptor) {
        int result;
        do {
            result = libc.fsync(descriptor);
        } while (Errno.EINTR.is(result));
        return result;
    }

    /** renameat within one directory. */
    public int rename(int directory, String from, String to) {
        Scratch args = args();
        return libc.renameat(directory, args.name(from), directory, args.name(to));
    }

    /** unlinkat. */
    public int unlink(int directory, String name) {
        return libc.unlinkat(directory, args().name(name), 0);
    }

    /** mkdir. */
    public int makeDirectory(String path, int mode) {
        return libc.mkdirat(Abi.CURRENT.workingDirectory, args().name(path), mode);
    }

    /** pidfd_open; the descriptor is close-on-exec. */
    public int pidfdOpen(int pid) {
        return (int) libc.syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
    }

    /** pidfd_send_signal. */
    public int pidfdSignal(int pidfd, int signal) {
        return (int) libc.syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
    }

    /** kill. */
    public int kill(int pid, int signal) {
        return libc.kill(pid, signal);
    }

    /** Marks every descriptor from {@code first} on close-on-exec. */
    public int closeOnExecFrom(int first) {
        return (int) libc.syscall(SYS_CLOSE_RANGE, first, 0xffffffffL, 4, 0);
    }

    /**
     * Waits for a descriptor to become readable; not repeated after a signal.
     *
     * @return positive if it is, 0 after the time
     */
    public int poll(int descriptor, int millis) {
        Scratch args = args();
        int entry = args.reserve(8);
        args.buffer().putInt(entry, descriptor).putShort(entry + 4, POLLIN);
        return libc.poll(args.at(entry), 1, millis);
    }
}
