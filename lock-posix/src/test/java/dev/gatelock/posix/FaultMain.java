package dev.gatelock.posix;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Sighting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Does things to a directory where they fail, and says how: {@code HOME full|read-only|descriptors}. */
final class FaultMain {
    private interface Call {
        void run() throws Exception;
    }

    private FaultMain() {}

    public static void main(String[] arguments) throws Exception {
        Platform platform = new PosixPlatformProvider().create(Set.of());
        Path path = Path.of(arguments[0]);
        Directory home = platform.directories().open(path);
        switch (arguments[1]) {
            case "full":
                OpenFile file = home.open("lock", OpenMode.READ_WRITE);
                say("tryLock", file::tryLock);
                say("overwrite", () -> file.overwrite(new byte[1 << 20]));
                say("create", () -> {
                    for (int i = 0; i < 1000; i++) {
                        home.open("f" + i, OpenMode.CREATE_NEW).close();
                    }
                });
                say("mkdir", () -> platform.directories()
                        .openOrCreate(path.resolve("a/b"))
                        .close());
                say("unlink", () -> home.unlink("f0"));
                break;
            case "read-only":
                say("read", () -> home.openForReading("lock").close());
                say("open", () -> home.open("lock", OpenMode.READ_WRITE).close());
                say("create", () -> home.open("new", OpenMode.CREATE_NEW).close());
                say("append", () -> home.open("log", OpenMode.APPEND).close());
                say("rename", () -> home.rename("lock", "other"));
                say("unlink", () -> home.unlink("lock"));
                say("mkdir", () -> platform.directories()
                        .openOrCreate(path.resolve("a/b"))
                        .close());
                say("lock directory", home::tryLock);
                say("probe", () -> home.probeLock("lock"));
                break;
            default:
                // a class path of folders needs a descriptor for each class, so all of them are loaded first
                starve(platform, home, path, 0);
                System.out.println(
                        List.of(new LockSighting.NoTable(""), new Sighting.Unclear(""), new Pin.Refused("")));
                System.out.println("---");
                starve(platform, home, path, Integer.MAX_VALUE);
        }
    }

    private static void starve(Platform platform, Directory home, Path path, int most) throws Exception {
        List<OpenFile> open = new ArrayList<>();
        say("open", () -> {
            home.unlink("new");
            while (open.size() < most) {
                open.add(home.open("lock", OpenMode.READ_WRITE));
            }
        });
        say(
                "missing",
                () -> platform.directories().view(path).openForReading("none").close());
        say("create", () -> home.open("new", OpenMode.CREATE_NEW).close());
        say(
                "view",
                () -> platform.directories().view(path).openForReading("lock").close());
        say("directory", () -> platform.directories().open(path).close());
        say(
                "locks",
                () -> System.out.println(
                        platform.lockTable().taker(home.id()).getClass().getSimpleName()));
        say(
                "look",
                () -> System.out.println(platform.processes().look(1).getClass().getSimpleName()));
        say(
                "look",
                () -> System.out.println(
                        platform.processes().look(999_999).getClass().getSimpleName()));
        say("shown", () -> System.out.println(home.lockShown()));
        say(
                "pin",
                () -> System.out.println(platform.processes()
                        .pin(ProcessHandle.current().pid())
                        .getClass()
                        .getSimpleName()));
    }

    private static void say(String name, Call call) throws Exception {
        try {
            call.run();
            System.out.println(name + " ok");
        } catch (PortException e) {
            System.out.println(name + " " + e.fault());
        }
    }
}
