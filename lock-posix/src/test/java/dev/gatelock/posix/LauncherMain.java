package dev.gatelock.posix;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Workload;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the locks of a home and starts, or becomes, a program: {@code start|exec HOME COMMAND...}. */
final class LauncherMain {
    private LauncherMain() {}

    public static void main(String[] arguments) throws Exception {
        Platform platform = new PosixPlatformProvider().create(Set.of());
        Directory home = platform.directories().open(Path.of(arguments[1]));
        OpenFile lock = home.open("lock", OpenMode.READ_WRITE);
        require(home.tryLock() == LockAttempt.ACQUIRED);
        require(lock.tryLock() == LockAttempt.ACQUIRED);
        List<String> command = Arrays.asList(arguments).subList(2, arguments.length);
        Launch launch = new Launch(command, Map.of("GATELOCK_TEST", "grün"));
        System.out.println("self " + platform.processes().self().pid() + " "
                + platform.processes().self().startTime().orElseThrow());
        if (arguments[0].equals("exec")) {
            platform.launcher().replaceSelf(launch, List.of(home, lock));
        }
        Workload workload = platform.launcher().start(launch, List.of(home, lock));
        System.out.println("workload " + workload.pid());
        System.exit(workload.await());
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("not locked");
        }
    }
}
