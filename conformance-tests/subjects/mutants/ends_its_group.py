"""Wrong: --replace and stop signal the owner's whole process group, whoever is in it; here only where this very test runs."""
from _base import g, main, os, patched

import signal

STAGE = b"GATELOCK_CONFORMANCE_STAGE"


def stage(pid):
    try:
        with open("/proc/%s/environ" % pid, "rb") as file:
            return [line for line in file.read().split(b"\0") if line.startswith(STAGE)]
    except OSError:
        return []


def group_of(handle):
    lines = g.read_file_fully("/proc/self/fdinfo/%d" % handle).splitlines()
    pid = int([line for line in lines if line.startswith("Pid:")][0].split()[1])
    return pid, (g.stat_of(pid) or (None, None, None))[2]


def to_all(handle, number, send=signal.pidfd_send_signal):
    owner, group = group_of(handle)
    send(handle, number)
    for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):
        member = g.stat_of(pid)
        if member and member[2] == group and pid not in (owner, os.getpid()) and stage(pid) and stage(pid) == stage("self"):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass


g.signal = patched(signal, pidfd_send_signal=to_all)

main()
