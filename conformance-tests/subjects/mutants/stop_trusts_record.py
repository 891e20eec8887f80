"""Wrong: stop ends whom the record names, if that one lives and began when the record says, whoever holds the lock."""
from _base import g, main, os

import signal

stop = g.stop


def trusting(home, more={}):
    record = g.read_record(os.path.join(home, g.PID))
    if not record or g.holders(home)[0] or g.describes_live(record) != "same":
        return stop(home, more)
    signal.pidfd_send_signal(os.pidfd_open(record["pid"]), signal.SIGTERM)
    g.wait_for(lambda: g.describes_live(record) == "dead", g.TIMEOUT)
    return g.OK


g.stop = trusting

main()
