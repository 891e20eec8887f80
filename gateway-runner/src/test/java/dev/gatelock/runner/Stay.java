package dev.gatelock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A program that writes its pid into a file and stays until it is ended. */
final class Stay {
    private Stay() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        Path aside = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(aside, Long.toString(ProcessHandle.current().pid()));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }

    /** The command line of one. */
    static String command(Path file) {
        return System.getProperty("java.home") + "\\bin\\java -XX:TieredStopAtLevel=1 -Xmx32m -cp "
                + Path.of("target", "test-classes").toAbsolutePath() + " " + Stay.class.getName() + " " + file;
    }

    /** Who wrote the file, if it is still there. */
    static Optional<ProcessHandle> pid(Path file) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
