package dev.gatelock.runner.internal;

import dev.gatelock.Lease;
import dev.gatelock.StateUpdate.Restart;
import dev.gatelock.runner.ExitCode;
import dev.gatelock.runner.RunResult;
import dev.gatelock.runner.RunnerConfig;
import java.util.List;

/** From what ended a run to its exit status: the contract with supervisors (#5646, #28135). */
final class Verdicts {
    private static final String RESTARTING = "ends to be started again";

    private final RunnerConfig config;

    Verdicts(RunnerConfig config) {
        this.config = config;
    }

    /** Ended while still waiting for the lock. */
    RunResult withoutLease(Ending ending) {
        if (ending instanceof Ending.Signalled signalled && signalled.number() != SignalTrap.INT) {
            return RunResult.of(ExitCode.FAILED, signalled.name() + " ended the wait for the lock");
        }
        if (ending instanceof Ending.RestartRequested) {
            return RunResult.of(ExitCode.RESTART, RESTARTING);
        }
        return RunResult.of(ExitCode.OK);
    }

    /**
     * The result.
     *
     * @param workStatus what the command ended with, 0 if there was none
     */
    RunResult of(Ending ending, int workStatus) {
        if (ending instanceof Ending.WorkEnded ended) {
            return new RunResult(ended.status(), List.of());
        }
        if (ending instanceof Ending.Departed departed) {
            switch (departed.how()) {
                case REPLACED:
                    return RunResult.of(ExitCode.OK, "replaced by another instance");
                case RESTARTED:
                    return RunResult.of(ExitCode.RESTART, RESTARTING);
                default:
                    return RunResult.of(ExitCode.OK, "stopped as asked");
            }
        }
        if (ending instanceof Ending.Requested) {
            return RunResult.of(ExitCode.OK);
        }
        if (ending instanceof Ending.RestartRequested) {
            return RunResult.of(ExitCode.RESTART, RESTARTING);
        }
        if (ending instanceof Ending.Lost lost) {
            return RunResult.of(ExitCode.LOST, lost.how().getMessage());
        }
        if (ending instanceof Ending.AdapterFailed failed) {
            String name = failed.adapter().isEmpty() ? "" : " " + failed.adapter();
            return RunResult.of(
                    failed.configuration() ? ExitCode.CONFIGURATION : ExitCode.FAILED,
                    "adapter" + name + " failed: " + failed.why());
        }
        if (ending instanceof Ending.Barred barred) {
            return barred.result();
        }
        if (ending instanceof Ending.LaunchFailed failed) {
            return RunResult.of(failed.configuration() ? ExitCode.CONFIGURATION : ExitCode.FAILED, failed.why());
        }
        return signalled((Ending.Signalled) ending, workStatus);
    }

    private RunResult signalled(Ending.Signalled signalled, int workStatus) {
        if (signalled.number() == SignalTrap.INT) {
            return RunResult.of(ExitCode.OK);
        }
        // The command's own word counts if it had one; dying of the signal or ending well is not one.
        boolean ownStatus = !config.work().command().isEmpty() && workStatus > 0 && workStatus < 128;
        return new RunResult(
                ownStatus ? workStatus : ExitCode.FAILED.number(),
                List.of("ended by " + signalled.name() + ", which nobody had announced"));
    }

    Restart restart(Ending ending) {
        if (ending instanceof Ending.RestartRequested
                || ending instanceof Ending.Departed departed && departed.how() == Lease.Departure.RESTARTED) {
            return Restart.REQUESTED;
        }
        boolean failed = ending instanceof Ending.WorkEnded ended && ended.status() != 0
                || ending instanceof Ending.AdapterFailed
                || ending instanceof Ending.LaunchFailed;
        return failed ? Restart.LIKELY : Restart.NOT_REQUESTED;
    }

    /** For the state file. */
    String reason(Ending ending) {
        if (ending instanceof Ending.WorkEnded ended) {
            return "work ended with status " + ended.status();
        }
        if (ending instanceof Ending.Departed departed) {
            switch (departed.how()) {
                case REPLACED:
                    return "replaced";
                case RESTARTED:
                    return "restart requested";
                default:
                    return "planned stop";
            }
        }
        if (ending instanceof Ending.Signalled signalled) {
            return signalled.name();
        }
        if (ending instanceof Ending.Lost lost) {
            return lost.how().getMessage();
        }
        if (ending instanceof Ending.AdapterFailed failed) {
            return failed.why();
        }
        if (ending instanceof Ending.Barred barred) {
            return barred.result().messages().get(0);
        }
        if (ending instanceof Ending.LaunchFailed failed) {
            return failed.why();
        }
        return ending instanceof Ending.RestartRequested ? "restart requested" : "stopped";
    }
}
