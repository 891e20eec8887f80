package dev.gatelock.posix.internal.proc;

import java.util.Optional;

/**
 * The fields of {@code /proc/PID/stat} that matter here (proc_pid_stat(5)).
 *
 * @param state the letter: R, S, D, T, t, Z, X and others
 * @param parent parent's pid, field 4
 * @param group process group, field 5
 * @param startTime clock ticks since boot, field 22
 */
record ProcStat(char state, long parent, long group, long startTime) {
    private static final int STATE = 3;
    private static final int START_TIME = 22;

    /**
     * Reads one. A process chooses its own name, field 2, and may put spaces and parentheses into it, so fields are counted
     * from the last {@code )}.
     *
     * @return empty if it is not such a text
     */
    static Optional<ProcStat> parse(String text) {
        int at = text.lastIndexOf(')') + 1;
        if (at == 0) {
            return Optional.empty();
        }
        char state = 0;
        long parent = -1;
        long group = -1;
        for (int field = STATE; field <= START_TIME; field++) {
            int start = Text.wordStart(text, at);
            int end = Text.wordEnd(text, start);
            if (start == end) {
                return Optional.empty();
            }
            at = end;
            if (field == STATE) {
                state = text.charAt(start);
                if (end - start != 1) {
                    return Optional.empty();
                }
            } else if (field == STATE + 1) {
                parent = Text.decimal(text, start, end);
            } else if (field == STATE + 2) {
                group = Text.decimal(text, start, end);
            } else if (field == START_TIME) {
                long startTime = Text.decimal(text, start, end);
                return startTime < 0 ? Optional.empty() : Optional.of(new ProcStat(state, parent, group, startTime));
            }
        }
        throw new AssertionError();
    }

    /**
     * Whether it is dead. A process whose first thread alone has ended looks the same; it is taken for dead here too, which
     * only ever means waiting for its lock.
     */
    boolean dead() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    boolean stopped() {
        return state == 'T' || state == 't';
    }
}
