package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Signals that whoever started the suite had set to be ignored: {@code nohup} does it, and a shell script for what it puts into the
 * background. A process hands that on to all that it starts, and a JVM cannot undo it; a subject has to start as a service
 * manager would start it, or it would be deaf to signals that it handles well.
 */
public final class Dispositions {

    private static final Path SELF = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";

    /** Those that scenarios send or that a waiting parent depends on: HUP, INT, QUIT, USR1, USR2, TERM, CHLD. */
    private static final long MATTER = bit(1) | bit(2) | bit(3) | bit(10) | bit(12) | bit(15) | bit(17);

    private static final String PYTHON =
            "import os,signal,sys;[signal.signal(s,signal.SIG_DFL)for s in(1,2,3,10,12,15,17)];os.execvp(sys.argv[1],sys.argv[1:])";
    private static final String PERL = "$SIG{$_}='DEFAULT'for qw(HUP INT QUIT USR1 USR2 TERM CHLD);exec{$ARGV[0]}@ARGV";

    private static final Optional<List<String>> RESET = found();

    private Dispositions() {}

    /** What a command is to be put behind; empty when nothing is ignored here. */
    static List<String> reset() {
        return RESET.orElse(List.of());
    }

    /** Whether signals reach a subject as they should. */
    public static boolean inOrder() {
        return RESET.isPresent();
    }

    private static Optional<List<String>> found() {
        if ((ignored() & MATTER) == 0) {
            return Optional.of(List.of());
        }
        return List.of(
                        List.of("env", "--default-signal"),
                        List.of(Props.python(), "-S", "-E", "-c", PYTHON),
                        List.of("perl", "-e", PERL, "--"))
                .stream()
                .filter(Machine::runsBefore)
                .findFirst();
    }

    /** As {@code /proc} shows it; what cannot be read is taken to be in order. */
    private static long ignored() {
        try {
            return Files.readString(SELF, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(IGNORED))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring(IGNORED.length()).strip(), 16))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static long bit(int signal) {
        return 1L << signal - 1;
    }
}
