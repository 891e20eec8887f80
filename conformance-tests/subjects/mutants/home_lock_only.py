"""Wrong: only the directory is locked: whoever locks the file, as upstream does, runs beside it."""
from _base import g, main, os

import fcntl


def try_flock(fd, lock=g.try_flock):
    return lock(fd) if os.path.isdir("/proc/self/fd/%d" % fd) or g.TAKEOVER in os.readlink("/proc/self/fd/%d" % fd) else True


g.try_flock = try_flock

main()
