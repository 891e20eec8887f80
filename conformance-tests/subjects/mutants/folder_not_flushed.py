"""Wrong: the folder is not flushed after the rename: after a loss of power the record may be the one before."""
from _base import g, main, os, patched


def fsync(fd):
    if not os.path.isdir("/proc/self/fd/%d" % fd):
        os.fsync(fd)


g.os = patched(os, fsync=fsync)

main()
