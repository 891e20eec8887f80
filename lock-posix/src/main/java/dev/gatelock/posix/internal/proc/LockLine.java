package dev.gatelock.posix.internal.proc;

/**
 * One granted flock, as {@code /proc/locks} and {@code fdinfo} show it:
 * {@code 12: FLOCK  ADVISORY  WRITE 4711 fe:00:131 0 EOF}.
 *
 * @param pid who took it; 0 or negative if that process is in a namespace we cannot see
 * @param major device, as the kernel's superblock has it
 * @param minor device
 * @param inode inode number
 */
record LockLine(long pid, int major, int minor, long inode) {
    private static final int WORD_PID = 4;
    private static final int WORD_FILE = 5;

    /** Reads a line; null if it is another kind of lock, somebody who waits ({@code ->}), or no such line. */
    static LockLine parse(String text, int from, int to) {
        int at = from;
        long pid = 0;
        for (int word = 0; word <= WORD_FILE; word++) {
            int start = Text.wordStart(text, at);
            int end = Math.min(Text.wordEnd(text, start), to);
            if (start >= end) {
                return null;
            }
            if (word == 1 && !(end - start == 5 && text.startsWith("FLOCK", start))) {
                return null; // also "->"
            }
            if (word == WORD_PID) {
                boolean negative = text.charAt(start) == '-';
                pid = Text.decimal(text, negative ? start + 1 : start, end);
                if (pid < 0) {
                    return null;
                }
                pid = negative ? -pid : pid;
            }
            if (word == WORD_FILE) {
                return file(text, start, end, pid);
            }
            at = end;
        }
        return null;
    }

    private static LockLine file(String text, int start, int end, long pid) {
        int first = text.indexOf(':', start);
        int second = text.indexOf(':', first + 1);
        if (first < 0 || second < 0 || second >= end) {
            return null;
        }
        long inode = Text.decimal(text, second + 1, end);
        try {
            int major = Integer.parseInt(text, start, first, 16);
            int minor = Integer.parseInt(text, first + 1, second, 16);
            return inode < 0 ? null : new LockLine(pid, major, minor, inode);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
