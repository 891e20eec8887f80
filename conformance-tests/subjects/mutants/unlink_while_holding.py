"""Wrong: the owner removes the lock file before it lets go, and nobody compares inodes."""
from _base import g, main, os

import time

release = g.release
g.try_flock = lambda fd, lock=g.try_flock: os.path.isdir("/proc/self/fd/%d" % fd) or lock(fd)
g.lost = lambda claim: False
opened = {}


def waiting(path, open_lock_file=g.open_lock_file):
    if path not in opened:
        opened[path] = open_lock_file(path)
    return os.dup(opened[path])


def leave(claim):
    g.remove(os.path.join(claim.home, g.LOCK))
    time.sleep(0.2)
    release(claim)


g.open_lock_file, g.names, g.release = waiting, lambda path, fd: True, leave

main()
