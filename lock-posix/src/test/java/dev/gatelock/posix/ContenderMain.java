package dev.gatelock.posix;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Says {@code ready}, waits for a line, tries for the lock, says the outcome, and waits for another line. */
final class ContenderMain {
    private ContenderMain() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Directory home =
                new PosixPlatformProvider().create(Set.of()).directories().openOrCreate(Path.of(arguments[0]));
        System.out.println("ready");
        while (in.readLine() != null) {
            OpenFile lock = open(home);
            LockAttempt attempt = lock.tryLock();
            System.out.println(attempt);
            in.readLine();
            lock.close();
            System.out.println("closed");
        }
    }

    private static OpenFile open(Directory home) throws PortException {
        while (true) {
            try {
                return home.open("lock", OpenMode.READ_WRITE);
            } catch (PortException e) {
                try {
                    return home.open("lock", OpenMode.CREATE_NEW);
                } catch (PortException again) {
                    // another contender made it
                }
            }
        }
    }
}
