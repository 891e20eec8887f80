"""Wrong: stop pins nobody; it signals the number that it has looked at before."""
from _base import g, main, os, patched

import signal

stop = g.stop


def by_number(home, more={}):
    g.os = patched(os, pidfd_open=lambda pid: pid)
    g.signal = patched(signal, pidfd_send_signal=os.kill)
    return stop(home, more)


g.stop = by_number

main()
