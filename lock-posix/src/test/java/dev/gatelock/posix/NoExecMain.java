package dev.gatelock.posix;

import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.util.Set;

/** Opens a directory for locking and says what came of it. */
final class NoExecMain {
    private NoExecMain() {}

    public static void main(String[] arguments) {
        try {
            new PosixPlatformProvider()
                    .create(Set.of())
                    .directories()
                    .open(Path.of(arguments[0]))
                    .close();
            System.out.println("opened");
        } catch (PortException e) {
            System.out.println(e.fault() + " " + e.getMessage().replace('\n', ' '));
        }
    }
}
