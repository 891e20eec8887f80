package dev.gatelock.posix.internal.libc;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;

/**
 * The binding by JNA's direct mapping, primitives only (its fastest path).
 *
 * <p>Each nested class is one group of functions and is registered when first touched. JNA keeps {@code errno} per thread
 * right after each call, so nothing that the JVM does in between can change it.
 */
final class JnaLibc implements Libc {
    private static final int ENOSYS = 38; // only used for calls that exist on Linux alone

    private JnaLibc() {}

    static JnaLibc load() {
        JnaSetup.prepare();
        JnaLibc libc = new JnaLibc();
        Locking.touch();
        return libc;
    }

    private static void register(Class<?> group) {
        Native.register(group, NativeLibrary.getProcess());
    }

    private static int checked(int result) {
        return result >= 0 ? result : -Native.getLastError();
    }

    private static long checked(long result) {
        return result >= 0 ? result : -Native.getLastError();
    }

    @Override
    public long address(ByteBuffer direct) {
        return com.sun.jna.Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    /** What every claim needs. */
    private static final class Locking {
        static {
            register(Locking.class);
        }

        static void touch() {}

        static native int openat(int directory, long name, int flags, int mode);

        static native int close(int descriptor);

        static native int flock(int descriptor, int operation);
    }

    /** Alone, because C libraries before 2018 do not have it. */
    private static final class Statx {
        static {
            register(Statx.class);
        }

        static native int statx(int directory, long name, int flags, int mask, long result);
    }

    private static final class Content {
        static {
            register(Content.class);
        }

        static native long pread(int descriptor, long data, long length, long offset);

        static native long pwrite(int descriptor, long data, long length, long offset);

        static native long write(int descriptor, long data, long length);

        static native int ftruncate(int descriptor, long length);

        static native int fsync(int descriptor);
    }

    private static final class Names {
        static {
            register(Names.class);
        }

        static native int renameat(int fromDirectory, long from, int toDirectory, long to);

        static native int unlinkat(int directory, long name, int flags);

        static native int mkdirat(int directory, long name, int mode);
    }

    private static final class Processes {
        static {
            register(Processes.class);
        }

        static native int poll(long entries, long count, int timeoutMillis);

        static native int kill(int pid, int signal);
    }

    private static final class Linux {
        static {
            register(Linux.class);
        }

        static native long syscall(long number, long first, long second, long third, long fourth);
    }

    private static final class Programs {
        static {
            register(Programs.class);
        }

        static native int ioctl(int descriptor, long request);

        static native int waitid(int idType, int id, long info, int options);

        static native int waitpid(int pid, long status, int options);

        static native int execve(long path, long arguments, long environment);

        static native int pthread_sigmask(int how, long set, long old);

        static native int posix_spawn(
                long pid, long path, long actions, long attributes, long arguments, long environment);

        static native int posix_spawnattr_init(long attributes);

        static native int posix_spawnattr_setflags(long attributes, short flags);

        static native int posix_spawnattr_setsigmask(long attributes, long set);

        static native int posix_spawnattr_setsigdefault(long attributes, long set);

        static native int posix_spawnattr_destroy(long attributes);

        static native int posix_spawn_file_actions_init(long actions);

        static native int posix_spawn_file_actions_adddup2(long actions, int from, int to);

        static native int posix_spawn_file_actions_destroy(long actions);
    }

    @Override
    public int openat(int directory, long name, int flags, int mode) {
        return checked(Locking.openat(directory, name, flags, mode));
    }

    @Override
    public int close(int descriptor) {
        return checked(Locking.close(descriptor));
    }

    @Override
    public int flock(int descriptor, int operation) {
        return checked(Locking.flock(descriptor, operation));
    }

    @Override
    public int statx(int directory, long name, int flags, int mask, long result) {
        try {
            return checked(Statx.statx(directory, name, flags, mask, result));
        } catch (LinkageError absent) {
            return -ENOSYS;
        }
    }

    @Override
    public long pread(int descriptor, long data, long length, long offset) {
        return checked(Content.pread(descriptor, data, length, offset));
    }

    @Override
    public long pwrite(int descriptor, long data, long length, long offset) {
        return checked(Content.pwrite(descriptor, data, length, offset));
    }

    @Override
    public long write(int descriptor, long data, long length) {
        return checked(Content.write(descriptor, data, length));
    }

    @Override
    public int ftruncate(int descriptor, long length) {
        return checked(Content.ftruncate(descriptor, length));
    }

    @Override
    public int fsync(int descriptor) {
        return checked(Content.fsync(descriptor));
    }

    @Override
    public int renameat(int fromDirectory, long from, int toDirectory, long to) {
        return checked(Names.renameat(fromDirectory, from, toDirectory, to));
    }

    @Override
    public int unlinkat(int directory, long name, int flags) {
        return checked(Names.unlinkat(directory, name, flags));
    }

    @Override
    public int mkdirat(int directory, long name, int mode) {
        return checked(Names.mkdirat(directory, name, mode));
    }

    @Override
    public long syscall(long number, long first, long second, long third, long fourth) {
        return checked(Linux.syscall(number, first, second, third, fourth));
    }

    @Override
    public int poll(long entries, long count, int timeoutMillis) {
        return checked(Processes.poll(entries, count, timeoutMillis));
    }

    @Override
    public int kill(int pid, int signal) {
        return checked(Processes.kill(pid, signal));
    }

    @Override
    public int ioctl(int descriptor, long request) {
        return checked(Programs.ioctl(descriptor, request));
    }

    @Override
    public int waitid(int idType, int id, long info, int options) {
        return checked(Programs.waitid(idType, id, info, options));
    }

    @Override
    public int waitpid(int pid, long status, int options) {
        return checked(Programs.waitpid(pid, status, options));
    }

    @Override
    public int execve(long path, long arguments, long environment) {
        return checked(Programs.execve(path, arguments, environment));
    }

    @Override
    public int pthread_sigmask(int how, long set, long old) {
        return Programs.pthread_sigmask(how, set, old);
    }

    @Override
    public int posix_spawn(long pid, long path, long actions, long attributes, long arguments, long environment) {
        return Programs.posix_spawn(pid, path, actions, attributes, arguments, environment);
    }

    @Override
    public int posix_spawnattr_init(long attributes) {
        return Programs.posix_spawnattr_init(attributes);
    }

    @Override
    public int posix_spawnattr_setflags(long attributes, short flags) {
        return Programs.posix_spawnattr_setflags(attributes, flags);
    }

    @Override
    public int posix_spawnattr_setsigmask(long attributes, long set) {
        return Programs.posix_spawnattr_setsigmask(attributes, set);
    }

    @Override
    public int posix_spawnattr_setsigdefault(long attributes, long set) {
        return Programs.posix_spawnattr_setsigdefault(attributes, set);
    }

    @Override
    public int posix_spawnattr_destroy(long attributes) {
        return Programs.posix_spawnattr_destroy(attributes);
    }

    @Override
    public int posix_spawn_file_actions_init(long actions) {
        return Programs.posix_spawn_file_actions_init(actions);
    }

    @Override
    public int posix_spawn_file_actions_adddup2(long actions, int from, int to) {
        return Programs.posix_spawn_file_actions_adddup2(actions, from, to);
    }

    @Override
    public int posix_spawn_file_actions_destroy(long actions) {
        return Programs.posix_spawn_file_actions_destroy(actions);
    }
}
