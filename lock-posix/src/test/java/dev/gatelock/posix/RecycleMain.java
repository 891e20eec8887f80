package dev.gatelock.posix;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** In a PID namespace of its own: pins a process, lets its pid be given to another, signals. {@code PYTHON [DISABLED]}. */
final class RecycleMain {
    /** Becomes the parent of two processes with the same pid, one after the other. */
    private static final String TWINS =
            """
            import os, signal, sys, time
            def child():
                pid = os.fork()
                if pid == 0:
                    signal.pause()
                return pid
            first = child()
            print(first, flush=True)
            sys.stdin.readline()
            os.kill(first, signal.SIGKILL)
            os.waitpid(first, 0)
            with open('/proc/sys/kernel/ns_last_pid', 'w') as f:
                f.write(str(first - 1))
            second = child()
            print(second, flush=True)
            sys.stdin.readline()
            print('alive' if os.waitpid(second, os.WNOHANG) == (0, 0) else 'dead', flush=True)
            os.kill(second, signal.SIGKILL)
            os.waitpid(second, 0)
            """;

    private RecycleMain() {}

    public static void main(String[] arguments) throws Exception {
        Set<Capability> disabled = arguments.length > 1 ? Set.of(Capability.valueOf(arguments[1])) : Set.of();
        Platform platform = new PosixPlatformProvider().create(disabled);
        Path nextPid = Path.of("/proc/sys/kernel/ns_last_pid");
        if (!Files.isWritable(nextPid)) {
            System.out.println("not recycled");
            return;
        }
        // start times have a resolution of 10 ms; the twins must differ in it
        try (Helper twins = Helper.python(TWINS)) {
            long first = Long.parseLong(twins.line());
            try (PinnedProcess pinned = ((Pin.Pinned) platform.processes().pin(first)).process()) {
                System.out.println("pinned");
                long start = platform.processes().startTimeNow();
                while (platform.processes().startTimeNow() <= start) {
                    Thread.onSpinWait();
                }
                twins.say("next");
                long second = Long.parseLong(twins.line());
                System.out.println(first == second ? "recycled" : "not recycled");
                if (first == second) {
                    System.out.println("signal " + pinned.signal(Signal.KILL));
                }
                twins.say("look");
                System.out.println(twins.line());
                twins.exit();
            }
        }
    }
}
