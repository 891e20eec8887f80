package dev.gatelock.runner.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a terminal sends Ctrl+C to this whole process group, and so to the command as well. */
final class Terminal {
    private Terminal() {}

    /** Reads our own group (field 5) and the terminal's foreground group (field 8); false where that is not known. */
    static boolean foreground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[2].equals(fields[5]);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
