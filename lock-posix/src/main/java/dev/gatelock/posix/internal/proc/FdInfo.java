package dev.gatelock.posix.internal.proc;

import java.nio.charset.StandardCharsets;

/** {@code /proc/PID/fdinfo/N}: besides other things, the locks on that open file description. */
public final class FdInfo {
    private static final String LABEL = "lock:";

    private FdInfo() {}

    /** Whether a whole-file lock of the flock kind is on this description. */
    public static boolean showsFlock(byte[] info) {
        return firstFlock(info, info.length) != null;
    }

    /** The first flock shown, or null. Locks of other kinds, which other programs put on their own files, are passed over. */
    static LockLine firstFlock(byte[] info, int length) {
        if (!mayShowLock(info, length)) {
            return null;
        }
        String text = new String(info, 0, length, StandardCharsets.ISO_8859_1);
        for (int line = 0; line < text.length(); line = Text.lineEnd(text, line) + 1) {
            if (text.startsWith(LABEL, line)) {
                LockLine lock = LockLine.parse(text, line + LABEL.length(), Text.lineEnd(text, line));
                if (lock != null) {
                    return lock;
                }
            }
        }
        return null;
    }

    /** Most descriptors have no lock; this keeps them cheap. */
    private static boolean mayShowLock(byte[] info, int length) {
        for (int i = 0; i + 4 < length; i++) {
            if (info[i] == 'l'
                    && info[i + 1] == 'o'
                    && info[i + 2] == 'c'
                    && info[i + 3] == 'k'
                    && info[i + 4] == ':') {
                return true;
            }
        }
        return false;
    }
}
