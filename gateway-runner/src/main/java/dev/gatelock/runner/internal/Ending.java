package dev.gatelock.runner.internal;

import dev.gatelock.Lease;
import dev.gatelock.LeaseLostException;
import dev.gatelock.runner.RunResult;

/** What brought a run to its end. The first one decides. */
sealed interface Ending {
    /** The command ended by itself. */
    record WorkEnded(int status) implements Ending {}

    /** A signal arrived. */
    record Signalled(String name, int number) implements Ending {
        /** Whether a program that does not care about it ends by it, and so do we. */
        boolean ends() {
            return !name.equals("SIGUSR1") && !name.equals("SIGUSR2") && !name.equals("SIGWINCH");
        }
    }

    /** A marker named us. */
    record Departed(Lease.Departure how) implements Ending {}

    /** The lock is gone. */
    record Lost(LeaseLostException how) implements Ending {}

    /** An adapter gave up or could not begin. */
    record AdapterFailed(String adapter, String why, boolean configuration) implements Ending {}

    /** The embedding program asked for the end. */
    record Requested() implements Ending {}

    /** A new start was asked for. */
    record RestartRequested() implements Ending {}

    /** A scope could not be entered. */
    record Barred(RunResult result) implements Ending {}

    /** The command could not be started. */
    record LaunchFailed(String why, boolean configuration) implements Ending {}
}
