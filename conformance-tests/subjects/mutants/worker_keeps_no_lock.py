"""Wrong: the launched process has the lock and its worker the connection; who kills the first has a free lock beside the second."""
from _base import g, main, os

import signal
import sys
import time

LOOK = 20  # seconds between two looks of the worker at its parent
WATCHED = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}

lost, holders = g.lost, g.holders
claim_or_refuse, claim_by_replacing = g.claim_or_refuse, g.claim_by_replacing


def wait(worker):
    while True:
        number = signal.sigwait(WATCHED)
        if number != signal.SIGCHLD:
            os.kill(worker, number)
            continue
        done, status = os.waitpid(worker, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def split(claim, queue=None):
    """Returns in the worker, whose descriptors of the lock are its own and have no part in it."""
    parent = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    worker = os.fork()
    if worker != 0:
        if queue is not None:
            os.close(queue)
        wait(worker)
    for fd in (claim.lock, claim.directory):
        os.close(fd)
    claim.lock = os.open(os.path.join(claim.home, g.LOCK), os.O_RDWR | os.O_CLOEXEC)
    claim.directory = os.open(claim.home, os.O_RDONLY | os.O_CLOEXEC)
    looked = [time.monotonic()]

    def orphaned(claim):
        if time.monotonic() - looked[0] >= LOOK:
            looked[0] = time.monotonic()
            if os.getppid() != parent:
                return True
        record = g.read_record(os.path.join(claim.home, g.PID))
        successor = record is not None and record["pid"] != os.getpid() and g.describes_live(record) == "same"
        return not successor and lost(claim)

    g.lost = orphaned
    return claim


def by_replacing(home):
    claim, queue = claim_by_replacing(home)
    return split(claim, queue), queue


def with_worker(home):
    """The worker of who has the lock counts as who has it."""
    held, found = holders(home)
    record = g.owner_record(home)
    try:
        if record and int(g.read_file_fully("/proc/%d/stat" % record["pid"]).rpartition(")")[2].split()[1]) in found:
            found = sorted({*found, record["pid"]})
    except OSError:
        pass
    return held, found


g.holders = with_worker
if "--" not in sys.argv:
    g.claim_or_refuse, g.claim_by_replacing = lambda home: split(claim_or_refuse(home)), by_replacing

main()
