package dev.gatelock.posix.internal.launch;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Libc;
import dev.gatelock.posix.internal.libc.Sys;
import java.io.File;

/**
 * Decides which of our descriptors a program gets.
 *
 * <p>The JDK opens files without close-on-exec, so everything above the standard streams is marked first. A descriptor that
 * another thread opens through the JDK between that and the start is passed on; it is none of ours, which are opened
 * close-on-exec.
 */
final class DescriptorFlags {
    private static final int FIRST = 3;

    private DescriptorFlags() {}

    /** Marks all but the standard streams close-on-exec; the JVM itself has no use for the difference. */
    static void closeAllOnExec(Sys sys) {
        if (Abi.CURRENT.isLinux() && sys.closeOnExecFrom(FIRST) >= 0) {
            return;
        }
        String[] open = new File(Abi.CURRENT.isLinux() ? "/proc/self/fd" : "/dev/fd").list();
        if (open != null) {
            for (String number : open) {
                int descriptor = Integer.parseInt(number);
                if (descriptor >= FIRST) {
                    sys.libc().ioctl(descriptor, Abi.CURRENT.closeOnExecRequest);
                }
            }
        }
    }

    /** Lets the next program image have these. */
    static void keep(Libc libc, int[] descriptors) {
        for (int descriptor : descriptors) {
            libc.ioctl(descriptor, Abi.CURRENT.keepOnExec);
        }
    }

    /** Takes {@link #keep} back, after a program could not be executed. */
    static void keepNoMore(Libc libc, int[] descriptors) {
        for (int descriptor : descriptors) {
            libc.ioctl(descriptor, Abi.CURRENT.closeOnExecRequest);
        }
    }
}
