"""What some mutants share: signals for whoever has the same command line, of whatever home; here only where this very test runs."""
from _base import g, os, patched

import signal
import sys

STAGE = b"GATELOCK_CONFORMANCE_STAGE"


def read(pid, name):
    try:
        with open("/proc/%s/%s" % (pid, name), "rb") as file:
            return file.read().split(b"\0")
    except OSError:
        return []


def stage(pid):
    return [line for line in read(pid, "environ") if line.startswith(STAGE)]


def everybody(handle, number, send=signal.pidfd_send_signal):
    send(handle, number)
    for pid in filter(str.isdigit, os.listdir("/proc")):
        alike = sys.argv[0].encode() in read(pid, "cmdline")[:4] and b"run" in read(pid, "cmdline")
        if alike and int(pid) != os.getpid() and stage(pid) and stage(pid) == stage("self"):
            try:
                os.kill(int(pid), number)
            except ProcessLookupError:
                pass


def hit():
    """From now on signals go to all of them."""
    g.signal = patched(signal, pidfd_send_signal=everybody)
