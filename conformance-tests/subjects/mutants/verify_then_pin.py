"""Wrong: the incumbent is looked at, and then pinned: by that time its pid may be somebody else's."""
from _base import g, main, os, patched

stat_of, looked = g.stat_of, {}


def seen(pid):
    if pid in looked:
        return looked.pop(pid)
    return stat_of(pid)


def pin(pid):
    before = stat_of(pid)
    handle = os.pidfd_open(pid)
    looked[pid] = before
    return handle


g.os = patched(os, pidfd_open=pin)
g.stat_of = seen

main()
