"""Wrong: whoever launched the one that works goes on sleeping when that one is killed, and no supervisor notices."""
from _base import main, os

import ctypes
import signal
import sys

TOLD = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
PR_SET_PDEATHSIG = 1


def work(launcher):
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # it does not outlive its launcher: that is another mutant
    if os.getppid() != launcher:
        os._exit(1)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD | {signal.SIGCHLD})
    main()


def launch():
    launcher = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, TOLD | {signal.SIGCHLD})
    child = os.fork()
    if child == 0:
        work(launcher)
    done = 0
    while not done:
        number = signal.sigwait(TOLD | {signal.SIGCHLD})
        if number == signal.SIGCHLD:
            done, status = os.waitpid(child, os.WNOHANG)
        else:
            os.kill(child, number)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD)
    code = os.waitstatus_to_exitcode(status)
    while code == -signal.SIGKILL:
        signal.pause()
    sys.exit(code if code >= 0 else 128 - code)


if sys.argv[1:2] == ["run"]:
    launch()
main()
