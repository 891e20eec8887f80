"""Wrong: a record gets its name before it is on the disk: after a loss of power it is empty."""
from _base import g, main, os, patched


def fsync(fd):
    if os.path.isdir("/proc/self/fd/%d" % fd):
        os.fsync(fd)


g.os = patched(os, fsync=fsync)

main()
