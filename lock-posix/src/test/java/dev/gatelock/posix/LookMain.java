package dev.gatelock.posix;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.Platform;
import java.nio.file.Path;
import java.util.Set;

/** Says what one process sees: of itself, of a file's lock, and of the pids it is given. */
final class LookMain {
    private LookMain() {}

    public static void main(String[] arguments) throws Exception {
        Platform platform = new PosixPlatformProvider().create(Set.of());
        System.out.println("self " + platform.processes().self());
        System.out.println("now " + platform.processes().startTimeNow());
        System.out.println("age "
                + platform.processes()
                        .since(platform.processes().self().startTime().orElseThrow())
                        .toMillis());
        var view = platform.directories().view(Path.of(arguments[0]));
        FileId id = view.stat(arguments[1]).orElseThrow().id();
        System.out.println("taker " + platform.lockTable().taker(id));
        System.out.println("holders " + platform.lockTable().holders(id));
        for (int i = 2; i < arguments.length; i++) {
            System.out.println("look " + platform.processes().look(Long.parseLong(arguments[i])));
        }
        System.out.println("probe " + view.probeLock(arguments[1]));
    }
}
