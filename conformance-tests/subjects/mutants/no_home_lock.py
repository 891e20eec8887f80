"""Wrong: only the lock file is locked; whoever deletes it lets a second one in."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
sys.dont_write_bytecode = True
import gateway as g  # noqa: E402

import fcntl

g.try_flock = lambda fd: os.path.isdir("/proc/self/fd/%d" % fd) or try_flock(fd)


def try_flock(fd):
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


g.lost = lambda claim: False

sys.exit(g.main(sys.argv[1:]))
