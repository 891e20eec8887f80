package dev.gatelock.spi;

/** What may be sent to a pinned process. */
public enum Signal {
    /** Please end (SIGTERM). */
    TERMINATE,
    /** Go on if stopped (SIGCONT). */
    CONTINUE,
    /** End now (SIGKILL, TerminateProcess). */
    KILL
}
