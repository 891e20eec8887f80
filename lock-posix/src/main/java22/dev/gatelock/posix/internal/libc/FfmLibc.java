package dev.gatelock.posix.internal.libc;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The binding by java.lang.foreign (Java 22 and later, no preview features). The JVM stores {@code errno} in the same
 * instant as the call returns. Functions are looked up in groups, each when it is first needed.
 *
 * <p>Java 24 and later print a warning for users of restricted methods unless they run with
 * {@code --enable-native-access=dev.gatelock.posix} (or {@code ALL-UNNAMED} on the class path).
 */
final class FfmLibc implements Libc {
    private static final int ENOSYS = 38; // only used for a call that exists on Linux alone

    private FfmLibc() {}

    static FfmLibc load() {
        FfmLibc libc = new FfmLibc();
        function("flock");
        return libc;
    }

    private static MemorySegment function(String name) {
        MemorySegment function = ForeignCall.find(name);
        if (function == null) {
            throw new UnsatisfiedLinkError("the C library has no " + name);
        }
        return function;
    }

    @Override
    public long address(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct.duplicate().position(0)).address();
    }

    /** What every claim needs. */
    private static final class Locking {
        static final MemorySegment OPENAT = function("openat");
        static final MemorySegment CLOSE = function("close");
        static final MemorySegment FLOCK = function("flock");
        static final MemorySegment STATX = ForeignCall.find("statx");
    }

    /** What publishing needs. */
    private static final class Content {
        static final MemorySegment PREAD = function("pread");
        static final MemorySegment PWRITE = function("pwrite");
        static final MemorySegment WRITE = function("write");
        static final MemorySegment FTRUNCATE = function("ftruncate");
        static final MemorySegment FSYNC = function("fsync");
        static final MemorySegment RENAMEAT = function("renameat");
        static final MemorySegment UNLINKAT = function("unlinkat");
        static final MemorySegment MKDIRAT = function("mkdirat");
    }

    /** What waiting and signalling need. */
    private static final class Processes {
        static final MemorySegment SYSCALL = ForeignCall.find("syscall");
        static final MemorySegment POLL = function("poll");
        static final MemorySegment KILL = function("kill");
    }

    /** What the launcher needs. */
    private static final class Programs {
        static final MemorySegment IOCTL = function("ioctl");
        static final MemorySegment WAITID = function("waitid");
        static final MemorySegment WAITPID = function("waitpid");
        static final MemorySegment EXECVE = function("execve");
        static final MemorySegment PTHREAD_SIGMASK = function("pthread_sigmask");
        static final MemorySegment POSIX_SPAWN = function("posix_spawn");
        static final MemorySegment POSIX_SPAWNATTR_INIT = function("posix_spawnattr_init");
        static final MemorySegment POSIX_SPAWNATTR_SETFLAGS = function("posix_spawnattr_setflags");
        static final MemorySegment POSIX_SPAWNATTR_SETSIGMASK = function("posix_spawnattr_setsigmask");
        static final MemorySegment POSIX_SPAWNATTR_SETSIGDEFAULT = function("posix_spawnattr_setsigdefault");
        static final MemorySegment POSIX_SPAWNATTR_DESTROY = function("posix_spawnattr_destroy");
        static final MemorySegment POSIX_SPAWN_FILE_ACTIONS_INIT = function("posix_spawn_file_actions_init");
        static final MemorySegment POSIX_SPAWN_FILE_ACTIONS_ADDDUP2 = function("posix_spawn_file_actions_adddup2");
        static final MemorySegment POSIX_SPAWN_FILE_ACTIONS_DESTROY = function("posix_spawn_file_actions_destroy");
    }

    @Override
    public int openat(int directory, long name, int flags, int mode) {
        return ForeignCall.checked(Locking.OPENAT, directory, name, flags, mode, 0);
    }

    @Override
    public int close(int descriptor) {
        return ForeignCall.checked(Locking.CLOSE, descriptor, 0, 0, 0, 0);
    }

    @Override
    public int flock(int descriptor, int operation) {
        return ForeignCall.checked(Locking.FLOCK, descriptor, operation, 0, 0, 0);
    }

    @Override
    public int statx(int directory, long name, int flags, int mask, long result) {
        return Locking.STATX == null ? -ENOSYS : ForeignCall.checked(Locking.STATX, directory, name, flags, mask, result);
    }

    @Override
    public long pread(int descriptor, long data, long length, long offset) {
        return ForeignCall.checkedLong(Content.PREAD, descriptor, data, length, offset, 0);
    }

    @Override
    public long pwrite(int descriptor, long data, long length, long offset) {
        return ForeignCall.checkedLong(Content.PWRITE, descriptor, data, length, offset, 0);
    }

    @Override
    public long write(int descriptor, long data, long length) {
        return ForeignCall.checkedLong(Content.WRITE, descriptor, data, length, 0, 0);
    }

    @Override
    public int ftruncate(int descriptor, long length) {
        return ForeignCall.checked(Content.FTRUNCATE, descriptor, length, 0, 0, 0);
    }

    @Override
    public int fsync(int descriptor) {
        return ForeignCall.checked(Content.FSYNC, descriptor, 0, 0, 0, 0);
    }

    @Override
    public int renameat(int fromDirectory, long from, int toDirectory, long to) {
        return ForeignCall.checked(Content.RENAMEAT, fromDirectory, from, toDirectory, to, 0);
    }

    @Override
    public int unlinkat(int directory, long name, int flags) {
        return ForeignCall.checked(Content.UNLINKAT, directory, name, flags, 0, 0);
    }

    @Override
    public int mkdirat(int directory, long name, int mode) {
        return ForeignCall.checked(Content.MKDIRAT, directory, name, mode, 0, 0);
    }

    @Override
    public long syscall(long number, long first, long second, long third, long fourth) {
        return ForeignCall.checkedLong(Processes.SYSCALL, number, first, second, third, fourth);
    }

    @Override
    public int poll(long entries, long count, int timeoutMillis) {
        return ForeignCall.checked(Processes.POLL, entries, count, timeoutMillis, 0, 0);
    }

    @Override
    public int kill(int pid, int signal) {
        return ForeignCall.checked(Processes.KILL, pid, signal, 0, 0, 0);
    }

    @Override
    public int ioctl(int descriptor, long request) {
        return ForeignCall.checked(Programs.IOCTL, descriptor, request, 0, 0, 0);
    }

    @Override
    public int waitid(int idType, int id, long info, int options) {
        return ForeignCall.checked(Programs.WAITID, idType, id, info, options, 0);
    }

    @Override
    public int waitpid(int pid, long status, int options) {
        return ForeignCall.checked(Programs.WAITPID, pid, status, options, 0, 0);
    }

    @Override
    public int execve(long path, long arguments, long environment) {
        return ForeignCall.checked(Programs.EXECVE, path, arguments, environment, 0, 0);
    }

    @Override
    public int pthread_sigmask(int how, long set, long old) {
        return (int) ForeignCall.call(Programs.PTHREAD_SIGMASK, how, set, old, 0, 0, 0);
    }

    @Override
    public int posix_spawn(long pid, long path, long actions, long attributes, long arguments, long environment) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWN, pid, path, actions, attributes, arguments, environment);
    }

    @Override
    public int posix_spawnattr_init(long attributes) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWNATTR_INIT, attributes, 0, 0, 0, 0, 0);
    }

    @Override
    public int posix_spawnattr_setflags(long attributes, short flags) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWNATTR_SETFLAGS, attributes, flags, 0, 0, 0, 0);
    }

    @Override
    public int posix_spawnattr_setsigmask(long attributes, long set) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWNATTR_SETSIGMASK, attributes, set, 0, 0, 0, 0);
    }

    @Override
    public int posix_spawnattr_setsigdefault(long attributes, long set) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWNATTR_SETSIGDEFAULT, attributes, set, 0, 0, 0, 0);
    }

    @Override
    public int posix_spawnattr_destroy(long attributes) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWNATTR_DESTROY, attributes, 0, 0, 0, 0, 0);
    }

    @Override
    public int posix_spawn_file_actions_init(long actions) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWN_FILE_ACTIONS_INIT, actions, 0, 0, 0, 0, 0);
    }

    @Override
    public int posix_spawn_file_actions_adddup2(long actions, int from, int to) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWN_FILE_ACTIONS_ADDDUP2, actions, from, to, 0, 0, 0);
    }

    @Override
    public int posix_spawn_file_actions_destroy(long actions) {
        return (int) ForeignCall.call(Programs.POSIX_SPAWN_FILE_ACTIONS_DESTROY, actions, 0, 0, 0, 0, 0);
    }
}
