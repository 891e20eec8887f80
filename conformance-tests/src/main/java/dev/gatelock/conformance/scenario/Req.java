package dev.gatelock.conformance.scenario;

/** The numbered requirements of the specification; the one place where the suite names them. */
public enum Req {
    /** A record of a dead owner never keeps a start from succeeding. */
    REC_1,
    /** No content of a record decides who may hold. */
    REC_2,
    /** Reading a hostile file is an answer, never a hang or a crash. */
    REC_3,
    /** A record names the active owner while it is active. */
    REC_4,
    /** A record is removed only by the owner that it names. */
    REC_5,
    /** Files are created 0600 and never through a link. */
    REC_6,
    /** At most one instance is active. */
    START_1,
    /** Of N concurrent starts exactly one becomes active. */
    START_2,
    /** The claim precedes every outside effect. */
    START_3,
    /** A contended start waits a bounded time, then refuses with what the kernel says. */
    START_4,
    /** After death at any moment the next start succeeds without a human. */
    START_5,
    /** The lock file is verified to be what its path names. */
    START_6,
    /** Probes write nothing and cannot make a start fail. */
    PROBE_1,
    /** A probe tells the state of the lock, not of the record. */
    PROBE_2,
    /** A replacer ends the incumbent that it saw when asked, and takes its place. */
    REPL_1,
    /** Of N concurrent replacers one wins, the others are refused. */
    REPL_2,
    /** A replacement of nobody is a plain start. */
    REPL_3,
    /** A graceful end is waited for before it is forced. */
    REPL_4,
    /** What survives the kill aborts the replacement, with nothing changed. */
    REPL_5,
    /** Takeover markers are bound to identity, home and time. */
    REPL_6,
    /** Survivors of a dead owner are ended only when they provably belong to it. */
    REPL_7,
    /** A planned stop exits 0; an unplanned signal does not. */
    STOP_1,
    /** The lock is given up only after everything outside is closed. */
    STOP_2,
    /** Every step of leaving is bounded. */
    STOP_3,
    /** Exit codes say what a supervisor should do. */
    STOP_4,
    /** A signal goes only to a process whose identity is certain. */
    ID_1,
    /** A process that may not be signalled is alive. */
    ID_2,
    /** A stopped process is alive, a zombie is dead. */
    ID_3,
    /** Unknown identity counts as alive when showing or refusing. */
    ID_4,
    /** Another PID namespace cannot be judged. */
    ID_5,
    /** One user of a token on the machine. */
    SCOPE_1,
    /** Only scoped locks of exactly the replaced owner are removed. */
    SCOPE_2,
    /** Out of space, read-only: the I/O code with a sentence, previous files intact. */
    ENV_1,
    /** An error that is not contention fails closed. */
    ENV_2,
    /** Odd names and odd clocks change nothing. */
    ENV_3;

    /** As the specification writes it: {@code REC-1}. */
    public String id() {
        return name().replace('_', '-');
    }
}
