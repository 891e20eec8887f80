package dev.gatelock.posix.internal.proc;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;

/** The ports' signals in the system's numbers, and the system's answers in the ports'. */
final class SignalNumbers {
    private SignalNumbers() {}

    static int of(Signal signal) {
        switch (signal) {
            case TERMINATE:
                return Abi.SIGTERM;
            case CONTINUE:
                return Abi.CURRENT.sigcont();
            default:
                return Abi.SIGKILL;
        }
    }

    static SignalResult result(int result) {
        if (result >= 0) {
            return SignalResult.SENT;
        }
        // whatever else may be wrong, the process was not reached and nothing says that it is gone
        return Errno.ESRCH.is(result) ? SignalResult.GONE : SignalResult.DENIED;
    }
}
