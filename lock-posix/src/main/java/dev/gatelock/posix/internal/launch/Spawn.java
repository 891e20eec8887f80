package dev.gatelock.posix.internal.launch;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.CStrings;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Libc;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.PortException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One posix_spawn(3): same process group, no signal blocked, and no signal ignored but those that whoever started us may
 * have had ignored on purpose ({@code nohup}: HUP; background jobs of a shell: INT and QUIT).
 */
final class Spawn {
    /** More than {@code posix_spawnattr_t} (336), {@code posix_spawn_file_actions_t} (80) and {@code sigset_t} (128) anywhere. */
    private static final int OBJECT = 512;

    private static final int PID = 0, ACTIONS = 64, ATTRIBUTES = ACTIONS + OBJECT, SIGNALS = ATTRIBUTES + OBJECT;

    private Spawn() {}

    /** What to start, laid out for C. */
    record Program(String path, List<byte[]> arguments, List<byte[]> environment) {}

    /**
     * Starts it as a child of the calling thread.
     *
     * @param kept descriptors that it shall have, under the same numbers
     * @return its pid
     */
    static int start(Sys sys, Program program, int[] kept) throws PortException {
        Libc libc = sys.libc();
        ByteBuffer memory = ByteBuffer.allocateDirect(SIGNALS + OBJECT).order(ByteOrder.nativeOrder());
        long base = libc.address(memory);
        CStrings path = CStrings.array(libc, List.of(CStrings.bytes(program.path())));
        CStrings arguments = CStrings.array(libc, program.arguments());
        CStrings environment = CStrings.array(libc, program.environment());
        libc.posix_spawn_file_actions_init(base + ACTIONS);
        libc.posix_spawnattr_init(base + ATTRIBUTES);
        try {
            for (int descriptor : kept) {
                // onto itself: clears close-on-exec in the child only (glibc 2.29, musl 1.1.24, POSIX 2024)
                check(libc.posix_spawn_file_actions_adddup2(base + ACTIONS, descriptor, descriptor), program);
            }
            check(libc.posix_spawnattr_setflags(base + ATTRIBUTES, Abi.CURRENT.spawnFlags()), program);
            check(libc.posix_spawnattr_setsigmask(base + ATTRIBUTES, base + SIGNALS), program); // all zero
            memory.putLong(SIGNALS, resetSignals());
            check(libc.posix_spawnattr_setsigdefault(base + ATTRIBUTES, base + SIGNALS), program);
            check(
                    libc.posix_spawn(
                            base + PID,
                            path.address() + 16, // the text behind its pointer and the null pointer
                            base + ACTIONS,
                            base + ATTRIBUTES,
                            arguments.address(),
                            environment.address()),
                    program);
            return memory.getInt(PID);
        } finally {
            libc.posix_spawnattr_destroy(base + ATTRIBUTES);
            libc.posix_spawn_file_actions_destroy(base + ACTIONS);
            Reference.reachabilityFence(memory);
            Reference.reachabilityFence(path);
            Reference.reachabilityFence(arguments);
            Reference.reachabilityFence(environment);
        }
    }

    private static void check(int errno, Program program) throws PortException {
        if (errno != 0) {
            throw Errno.failure(-errno, "start", program.path());
        }
    }

    private static long resetSignals() {
        long all = 0x7fffffffL; // 1 to 31, the ones with a number that is the same for C and for the kernel
        return all
                & ~bit(Abi.SIGKILL)
                & ~bit(Abi.CURRENT.sigstop())
                & ~bit(Abi.SIGHUP)
                & ~bit(Abi.SIGINT)
                & ~bit(Abi.SIGQUIT);
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }
}
