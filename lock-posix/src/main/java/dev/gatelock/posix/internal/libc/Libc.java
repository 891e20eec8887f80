package dev.gatelock.posix.internal.libc;

import java.nio.ByteBuffer;

/**
 * The C functions this module uses, one to one. Pointers are addresses (64-bit systems only); memory comes from direct
 * buffers.
 *
 * <p>Unless it says otherwise a method returns what the C function returns, or the negated {@code errno}. Nothing here
 * retries, allocates or interprets. Implementations are thread-safe and bind each group of functions on its first use, so
 * that a process that only locks pays for locking only.
 */
public interface Libc {
    /** The address of a direct buffer's first byte, whatever its position. */
    long address(ByteBuffer direct);

    // --- locking -----------------------------------------------------------------------------------------------------

    /** openat(2). The mode is variadic in C: on macOS/arm64 it would be lost, so no flags that need one there. */
    int openat(int directory, long name, int flags, int mode);

    /** close(2). Never repeat it after EINTR: the number may already mean another file. */
    int close(int descriptor);

    /** flock(2). */
    int flock(int descriptor, int operation);

    /** statx(2), Linux only; {@code -ENOSYS} if the C library does not have it. */
    int statx(int directory, long name, int flags, int mask, long result);

    // --- content -----------------------------------------------------------------------------------------------------

    /** pread(2). */
    long pread(int descriptor, long data, long length, long offset);

    /** pwrite(2). */
    long pwrite(int descriptor, long data, long length, long offset);

    /** write(2). */
    long write(int descriptor, long data, long length);

    /** ftruncate(2). */
    int ftruncate(int descriptor, long length);

    /** fsync(2). */
    int fsync(int descriptor);

    // --- names -------------------------------------------------------------------------------------------------------

    /** renameat(2). */
    int renameat(int fromDirectory, long from, int toDirectory, long to);

    /** unlinkat(2). */
    int unlinkat(int directory, long name, int flags);

    /** mkdirat(2). */
    int mkdirat(int directory, long name, int mode);

    // --- processes ---------------------------------------------------------------------------------------------------

    /** syscall(2), Linux only, for calls that older C libraries do not wrap. */
    long syscall(long number, long first, long second, long third, long fourth);

    /** poll(2). */
    int poll(long entries, long count, int timeoutMillis);

    /** kill(2). */
    int kill(int pid, int signal);

    // --- programs ----------------------------------------------------------------------------------------------------

    /** ioctl(2) without a third argument. */
    int ioctl(int descriptor, long request);

    /** waitid(2). */
    int waitid(int idType, int id, long info, int options);

    /** waitpid(2). */
    int waitpid(int pid, long status, int options);

    /** execve(2); returns only if it failed. */
    int execve(long path, long arguments, long environment);

    /** pthread_sigmask(3). Returns 0 or a positive errno. */
    int pthread_sigmask(int how, long set, long old);

    /** posix_spawn(3). Returns 0 or a positive errno. */
    int posix_spawn(long pid, long path, long actions, long attributes, long arguments, long environment);

    /** posix_spawnattr_init(3). Returns 0 or a positive errno, as do the following. */
    int posix_spawnattr_init(long attributes);

    /** posix_spawnattr_setflags(3). */
    int posix_spawnattr_setflags(long attributes, short flags);

    /** posix_spawnattr_setsigmask(3). */
    int posix_spawnattr_setsigmask(long attributes, long set);

    /** posix_spawnattr_setsigdefault(3). */
    int posix_spawnattr_setsigdefault(long attributes, long set);

    /** posix_spawnattr_destroy(3). */
    int posix_spawnattr_destroy(long attributes);

    /** posix_spawn_file_actions_init(3). */
    int posix_spawn_file_actions_init(long actions);

    /** posix_spawn_file_actions_adddup2(3). */
    int posix_spawn_file_actions_adddup2(long actions, int from, int to);

    /** posix_spawn_file_actions_destroy(3). */
    int posix_spawn_file_actions_destroy(long actions);
}
