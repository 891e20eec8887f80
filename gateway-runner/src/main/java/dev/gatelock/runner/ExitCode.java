package dev.gatelock.runner;

import dev.gatelock.GatelockException;
import dev.gatelock.Refusal;

/** Exit statuses that a supervisor can act on. Numbers are a contract. */
public enum ExitCode {
    /** Finished, planned stop, interrupted by the user, or replaced: stay down. */
    OK(0),
    /** The work failed, or an unplanned signal ended it: start again. */
    FAILED(1),
    /** Wrong arguments. */
    USAGE(64),
    /** Refused: another instance holds the lock, the race was lost, superseded. */
    REFUSED(69),
    /** A bug here. */
    BUG(70),
    /** Full disk, read-only or unsupported file system. */
    IO(74),
    /** A restart was asked for. */
    RESTART(75),
    /** The lock was lost while running. */
    LOST(76),
    /** Permission denied, owner of another user, owner survived its forced end. */
    PERMISSION(77),
    /** Settings that cannot work. */
    CONFIGURATION(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The exit status. */
    public int number() {
        return number;
    }

    /** The status for a refusal. */
    public static ExitCode of(Refusal refusal) {
        switch (refusal.reason()) {
            case OTHER_USER:
            case SURVIVED:
            case ELSEWHERE:
                return PERMISSION;
            default:
                return REFUSED;
        }
    }

    /** The status for a failure. */
    public static ExitCode of(GatelockException failure) {
        switch (failure.category()) {
            case PERMISSION:
                return PERMISSION;
            case UNSAFE:
                return CONFIGURATION;
            case LOST:
                return LOST;
            case REFUSED:
                return REFUSED;
            default:
                return IO;
        }
    }
}
