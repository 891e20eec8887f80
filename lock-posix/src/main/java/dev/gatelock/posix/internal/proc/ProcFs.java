package dev.gatelock.posix.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads files below {@code /proc}, or below a folder of captured ones. Thread-safe.
 *
 * @param root the folder that stands for {@code /proc}
 */
public record ProcFs(Path root) {
    /** The running system's. */
    public static final ProcFs SYSTEM = new ProcFs(Path.of("/proc"));

    /**
     * A file's bytes.
     *
     * @throws IOException if it cannot be read: {@link java.nio.file.NoSuchFileException} if it is not there,
     *     {@link java.nio.file.AccessDeniedException} if it is there and not for us; a process that ends while it is read
     *     gives a plain exception
     */
    public byte[] read(String relative) throws IOException {
        // Not Files.readAllBytes: it begins with a single byte where the size is 0, and a sysctl then says "end of
        // file".
        byte[] buffer = new byte[FIRST_READ];
        int length = 0;
        try (InputStream in = Files.newInputStream(root.resolve(relative))) {
            int read = in.read(buffer, 0, buffer.length);
            while (read > 0) {
                length += read;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 4 * length);
                }
                read = in.read(buffer, length, buffer.length - length);
            }
        }
        return Arrays.copyOf(buffer, length);
    }

    private static final int FIRST_READ = 8192;

    /** A file's text, one char a byte. */
    String text(String relative) throws IOException {
        return new String(read(relative), StandardCharsets.ISO_8859_1);
    }

    /** A file's text without white space around it, or null if it cannot be read. */
    String lineOrNull(String relative) {
        try {
            return text(relative).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** The names in a folder, or null if it cannot be listed. */
    String[] list(String relative) {
        return root.resolve(relative).toFile().list();
    }

    /** Whether a name is there; false also if that cannot be told. */
    boolean exists(String relative) {
        return Files.exists(root.resolve(relative));
    }
}
