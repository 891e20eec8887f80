package dev.gatelock.posix.internal.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells util-linux' setpriv from versions before 2.33 and from BusyBox' applet, without running it. */
final class SetprivTool {
    private static final int LARGEST = 1 << 20;

    private SetprivTool() {}

    /** Whether the option's name is in the program's text. */
    static boolean knowsDeathSignal(String program) {
        Path path = Path.of(program);
        try {
            // BusyBox is one large program behind links, and its setpriv does not know the option
            return Files.size(path) <= LARGEST
                    && !path.toRealPath().endsWith("busybox")
                    && new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains("pdeathsig");
        } catch (IOException e) {
            return false;
        }
    }
}
