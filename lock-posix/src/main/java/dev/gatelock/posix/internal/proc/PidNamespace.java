package dev.gatelock.posix.internal.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalLong;

/** Which PID namespace we are in. */
final class PidNamespace {
    /** {@code PROC_PID_INIT_INO} of the kernel: the namespace of the first process, which sees every other. */
    static final long INITIAL = 4026531836L;

    private PidNamespace() {}

    static boolean isInitial(ProcFs proc) {
        return own(proc).orElse(0) == INITIAL;
    }

    /** The inode of our own namespace: from the link's text, {@code pid:[4026531836]}, which captured files can hold too. */
    static OptionalLong own(ProcFs proc) {
        return of(proc, "self");
    }

    /** That of a process; empty if we may not know. */
    static OptionalLong of(ProcFs proc, String process) {
        try {
            String text = Files.readSymbolicLink(proc.root().resolve(process + "/ns/pid"))
                    .toString();
            int open = text.indexOf('[');
            long inode = open < 0 ? -1 : Text.decimal(text, open + 1, text.length() - 1);
            return inode < 0 ? OptionalLong.empty() : OptionalLong.of(inode);
        } catch (IOException | UnsupportedOperationException e) {
            return OptionalLong.empty();
        }
    }
}
