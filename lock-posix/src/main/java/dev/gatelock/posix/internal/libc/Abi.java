package dev.gatelock.posix.internal.libc;

/**
 * The numbers behind the C names, which differ between kernels and, for two of them, between Linux machines.
 *
 * <p>Source: the kernels' own headers ({@code asm-generic/fcntl.h} and the arm and powerpc variants; {@code sys/fcntl.h},
 * {@code sys/filio.h}, {@code sys/wait.h}, {@code spawn.h} of macOS and FreeBSD). Only Linux values have been run.
 */
public enum Abi {
    /** Linux on 64-bit machines. */
    LINUX(0x40, 0x80, 0x400, 0x800, 0x80000, linuxNofollow(), linuxDirectory(), -100, 0x5450, 0x5451),
    /** macOS. */
    DARWIN(0x200, 0x800, 0x8, 0x4, 0x1000000, 0x100, 0x100000, -2, 0x20006602L, 0x20006601L),
    /** FreeBSD, and the best guess for its relatives. */
    BSD(0x200, 0x800, 0x8, 0x4, 0x100000, 0x100, 0x20000, -100, 0x20006602L, 0x20006601L);

    /** The running system's. */
    public static final Abi CURRENT = detect(System.getProperty("os.name"));

    /** Access modes, the same everywhere. */
    public static final int O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2;

    /** Operations of flock, the same everywhere. */
    public static final int LOCK_SH = 1, LOCK_EX = 2, LOCK_NB = 4, LOCK_UN = 8;

    /** Signals with the same number everywhere. */
    public static final int SIGHUP = 1, SIGINT = 2, SIGQUIT = 3, SIGKILL = 9, SIGTERM = 15;

    /** Flags of open. */
    public final int create, exclusive, append, nonBlock, closeOnExec, noFollow, directory;

    /** The working directory, as a directory descriptor. */
    public final int workingDirectory;

    /** Requests of ioctl that clear and set close-on-exec without the variadic argument that fcntl needs. */
    public final long keepOnExec, closeOnExecRequest;

    Abi(
            int create,
            int exclusive,
            int append,
            int nonBlock,
            int closeOnExec,
            int noFollow,
            int directory,
            int workingDirectory,
            long keepOnExec,
            long closeOnExecRequest) {
        this.create = create;
        this.exclusive = exclusive;
        this.append = append;
        this.nonBlock = nonBlock;
        this.closeOnExec = closeOnExec;
        this.noFollow = noFollow;
        this.directory = directory;
        this.workingDirectory = workingDirectory;
        this.keepOnExec = keepOnExec;
        this.closeOnExecRequest = closeOnExecRequest;
    }

    /** Whether {@code /proc}, pidfd and statx may be expected. */
    public boolean isLinux() {
        return this == LINUX;
    }

    /** {@code SIGCONT}. */
    public int sigcont() {
        return this == LINUX ? 18 : 19;
    }

    /** {@code SIGSTOP}. */
    public int sigstop() {
        return this == LINUX ? 19 : 17;
    }

    /** {@code SIG_SETMASK}. */
    public int setMask() {
        return this == LINUX ? 2 : 3;
    }

    /** {@code P_PID} of waitid. */
    public int waitForPid() {
        return this == BSD ? 0 : 1;
    }

    /** {@code WEXITED | WNOWAIT}: wait for an end and leave the zombie where it is. */
    public int waitWithoutReaping() {
        switch (this) {
            case LINUX:
                return 0x4 | 0x1000000;
            case DARWIN:
                return 0x4 | 0x20;
            default:
                return 0x10 | 0x8;
        }
    }

    /** {@code POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK}. */
    public short spawnFlags() {
        return (short) (this == BSD ? 0x30 : 0x0c);
    }

    private static Abi detect(String os) {
        if (os.equals("Linux")) {
            return LINUX;
        }
        return os.startsWith("Mac") || os.equals("Darwin") ? DARWIN : BSD;
    }

    private static boolean swapped() {
        String arch = System.getProperty("os.arch");
        return arch.startsWith("aarch64") || arch.startsWith("arm") || arch.startsWith("ppc");
    }

    private static int linuxNofollow() {
        return swapped() ? 0x8000 : 0x20000;
    }

    private static int linuxDirectory() {
        return swapped() ? 0x4000 : 0x10000;
    }
}
