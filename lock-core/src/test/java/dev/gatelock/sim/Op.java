package dev.gatelock.sim;

import java.util.Locale;

/** The port calls, as they appear in traces and fault plans. */
enum Op {
    VIEW_DIR,
    OPEN_DIR,
    MKDIRS,
    STAT,
    OPEN,
    CREATE,
    LIST,
    PROBE_LOCK,
    PROBE_UNLOCK,
    FLOCK,
    UNLOCK,
    LOCK_SHOWN,
    AT_PATH,
    RENAME,
    UNLINK,
    SYNC_DIR,
    FSTAT,
    READ,
    WRITE,
    APPEND,
    TRUNCATE,
    SYNC,
    CLOSE,
    LOOK,
    PIN,
    CHECK,
    SIGNAL,
    LOCKS,
    FDINFO,
    /** Looks at what every process was started with. */
    ENVIRONMENTS,
    AWAIT,
    LAUNCH,
    EXEC,
    /** Goes on after a wait. */
    WAKE,
    /** Waits for SIGTERM. */
    SERVE,
    ON_TERM,
    /** Begins or ends what only one may do. */
    BELIEVE,
    /** Starts another program. */
    SPAWN,
    /** Whatever a test lets it do. */
    STEP,
    EXIT;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
