package dev.gatelock.posix.internal.launch;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds a program as execvp(3) does: a name with a slash is a path, another is looked up on {@code PATH}. Done before
 * anything is started, so that a mistyped command is an answer and not a child that ends with 127.
 */
final class ProgramPath {
    private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

    private ProgramPath() {}

    /**
     * The program's absolute path.
     *
     * @throws PortException {@link Fault#NOT_FOUND}, or {@link Fault#PERMISSION} if the only such files are not executable
     */
    static Path find(String program, String searchPath) throws PortException {
        if (program.isEmpty()) {
            throw new PortException(Fault.NOT_FOUND, "start", "''", "an empty name");
        }
        boolean seen = false;
        String places = program.indexOf('/') >= 0 ? null : searchPath == null ? USUAL : searchPath;
        for (int start = 0; places == null || start <= places.length(); ) {
            String folder = "";
            if (places != null) {
                int colon = places.indexOf(':', start);
                int end = colon < 0 ? places.length() : colon;
                folder = places.substring(start, end);
                start = end + 1;
            }
            Path candidate = Path.of(folder).resolve(program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate.toAbsolutePath();
            }
            seen |= Files.exists(candidate);
            if (places == null) {
                break;
            }
        }
        throw seen
                ? new PortException(Fault.PERMISSION, "start", program, "not an executable file")
                : new PortException(Fault.NOT_FOUND, "start", program, places == null ? "no such file" : "not on PATH");
    }
}
