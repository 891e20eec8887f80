package dev.gatelock.posix.internal.proc;

/**
 * The lines of {@code /proc/PID/status} that matter here.
 *
 * @param threadGroup the pid of the process that the number belongs to, or -1
 * @param uid effective user id, or -1
 * @param ownPid the pid in the process's own namespace: the last number of {@code NSpid}, or -1
 * @param levels how many namespaces lie between the mounted {@code /proc} and the process, plus one; 0 if unknown
 */
record ProcStatus(long threadGroup, long uid, long ownPid, int levels) {
    static ProcStatus parse(String text) {
        long threadGroup = -1;
        long uid = -1;
        long ownPid = -1;
        int levels = 0;
        for (int line = 0; line < text.length(); line = Text.lineEnd(text, line) + 1) {
            if (text.startsWith("Tgid:", line)) {
                threadGroup = word(text, line, 1);
            } else if (text.startsWith("Uid:", line)) {
                uid = word(text, line, 2);
            } else if (text.startsWith("NSpid:", line)) {
                for (long pid = word(text, line, 1); pid >= 0; pid = word(text, line, levels + 1)) {
                    ownPid = pid;
                    levels++;
                }
            }
        }
        return new ProcStatus(threadGroup, uid, ownPid, levels);
    }

    /** The n-th number after the label, or -1. */
    private static long word(String text, int line, int n) {
        int end = Text.wordEnd(text, line);
        for (int i = 0; i < n; i++) {
            int start = Text.wordStart(text, end);
            end = Text.wordEnd(text, start);
            if (i == n - 1) {
                return Text.decimal(text, start, end);
            }
        }
        return -1;
    }
}
