"""Wrong: the kernel lock of a token lasts until its record is written, and the record has to do."""
from _base import g, main, os

enter_scope, paths = g.enter_scope, []


def enter(claim, text):
    enter_scope(claim, text)
    fd = claim.scopes.pop()
    paths.append(os.readlink("/proc/self/fd/%d" % fd))
    os.close(fd)


def leave(claim):
    while paths:
        os.truncate(paths.pop(), 0)


g.enter_scope, g.leave_scopes = enter, leave

main()
