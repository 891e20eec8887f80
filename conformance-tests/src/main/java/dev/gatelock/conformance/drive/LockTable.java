package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's list of file locks, {@code /proc/locks}. */
final class LockTable {

    private static final Path TABLE = Path.of("/proc/locks");
    private static final int KIND = 1;
    private static final int MODE = 3;
    private static final int FILE = 5;

    private LockTable() {}

    /** Whether somebody has an exclusive {@code flock(2)} on that inode; the list may hide locks, it never invents one. */
    static boolean flocked(long inode) {
        try {
            return Files.readString(TABLE, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .anyMatch(fields -> fields.length > FILE
                            && fields[KIND].equals("FLOCK")
                            && fields[MODE].equals("WRITE")
                            && fields[FILE].endsWith(":" + inode));
        } catch (IOException e) {
            return false;
        }
    }
}
